// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/identity/security_policy.h"

#include "core/try.h"
#include "server/store/tables/settings.h"

#include <boost/json/object.hpp>

namespace castellan::identity {
namespace {

constexpr std::string_view storedAs = "security";

auto unusable(const std::string &why)
{
    return fail(ErrorCode::corrupt, "The stored security settings can't be used: " + why);
}

}  // namespace

SecurityPolicy::SecurityPolicy()
{
    replace({});
}

std::shared_ptr<const SecuritySettings> SecurityPolicy::current() const
{
    return {std::shared_ptr<const void>(), m_current.load(std::memory_order_acquire)};
}

Result<SecurityPolicy::Stored> SecurityPolicy::read(store::Reader &reader)
{
    auto found = TRY(store::settings::find(reader, storedAs));
    if (!found)
        return Stored{};
    const auto *document = found->if_object();
    const auto *revision = document != nullptr ? document->if_contains("revision") : nullptr;
    const auto *values = document != nullptr ? document->if_contains("values") : nullptr;
    if (revision == nullptr || !revision->is_int64() || values == nullptr || !values->is_object())
        return unusable("they are no document with a revision and values.");
    auto settings = fromValues(values->get_object());
    if (!settings)
        return unusable(settings.error().message + ".");
    return Stored{revision->get_int64(), std::move(*settings)};
}

Result<void> SecurityPolicy::load(store::Reader &reader)
{
    auto stored = TRY(read(reader));
    replace(std::move(stored.settings));
    return {};
}

Result<std::int64_t> SecurityPolicy::set(store::Writer &writer, const SecuritySettings &settings)
{
    auto before = TRY(read(writer));
    const auto revision = before.revision + 1;
    // Values that are the default's are not kept, so that a better default of a later version reaches
    // installations that never chose.
    const auto defaults = toValues(SecuritySettings{});
    json::object chosen;
    for (const auto &[key, value] : toValues(settings))
        if (value != defaults.at(key))
            chosen[key] = value;
    json::object document;
    document["revision"] = revision;
    document["values"] = std::move(chosen);
    TRY(store::settings::set(writer, storedAs, json::value(std::move(document))));
    writer.afterCommit([this, settings] { replace(settings); });
    return revision;
}

void SecurityPolicy::observe(std::function<void(const SecuritySettings &)> observer)
{
    const Lock lock(m_mutex);
    observer(*current());
    m_observers.push_back(std::move(observer));
}

void SecurityPolicy::replace(SecuritySettings settings)
{
    settings.network.readRanges();
    const Lock lock(m_mutex);
    m_all.push_back(std::make_unique<const SecuritySettings>(std::move(settings)));
    m_current.store(m_all.back().get(), std::memory_order_release);
    for (const auto &observer : m_observers)
        observer(*m_all.back());
}

}  // namespace castellan::identity
