// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
// JSON as both sides read it: the first byte chooses the record and who reads.
#include "core/json/codec.h"
#include "core/wire/audit.h"
#include "core/wire/team.h"
#include "core/wire/user.h"
#include "tests/fuzz/target.h"

#include <array>

using namespace castellan;
using castellan::fuzz::promise;

namespace {

/// What was read and written again reads the same.
template <class T> void readWith(std::string_view text, json::UnknownMembers unknown)
{
    const auto read = json::decodeText<T>(text, unknown);
    if (!read) {
        promise(!read.error().message.empty(), "every error says what is wrong");
        return;
    }
    const auto written = json::encodeText(*read);
    const auto again = json::decodeText<T>(written, json::UnknownMembers::ignore);
    promise(again.has_value(), "what was written can be read");
    promise(json::encodeText(*again) == written, "reading and writing again changes nothing");
}

using ReadOne = void (*)(std::string_view, json::UnknownMembers);
constexpr std::array records{
    &readWith<wire::Login>,
    &readWith<wire::UserCreate>,
    &readWith<wire::User>,
    &readWith<wire::UserPage>,
    &readWith<wire::PasswordChange>,
    &readWith<wire::AccessTokenCreate>,
    &readWith<wire::AccessToken>,
    &readWith<wire::AuditEntry>,
    &readWith<wire::AuditPage>,
    &readWith<wire::StreamHello>,
    &readWith<wire::StreamBatch>,
    &readWith<wire::TeamCreate>,
    &readWith<wire::InvitationCreate>,
    &readWith<wire::MemberAdd>,
    &readWith<wire::Failure>,
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size < 1)
        return 0;
    const auto text = castellan::fuzz::text(data + 1, size - 1);
    const auto unknown = (data[0] & 0x80) != 0 ? json::UnknownMembers::ignore : json::UnknownMembers::refuse;
    records.at((data[0] & 0x7FU) % records.size())(text, unknown);
    // Patches can't be written; they are only read.
    (void)json::decodeText<wire::UserUpdate>(text, unknown);
    return 0;
}
