// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "client/profile/profiles_file.h"

#include "client/display_text.h"
#include "client/private_file.h"
#include "client/profile/address.h"
#include "core/json/instantiate.h"
#include "core/try.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <array>

namespace castellan::client {

/// A profile as it is written; a default is what an absent member means.
struct StoredProfile {
    std::string id;
    std::string name;
    std::optional<std::string> url;
    std::string environment;
    std::optional<bool> readOnly;
    std::optional<std::string> secretPlace;
    std::optional<std::string> username;
    std::optional<std::string> product;
    std::optional<std::string> productVersion;
    std::optional<bool> embedded;
    std::optional<std::string> caFile;
    std::optional<std::string> clientCertificate;
    std::optional<std::string> clientKey;
    std::optional<std::string> pin;
    std::optional<std::string> proxy;
    std::optional<std::string> proxyUser;
    std::optional<std::string> identity;
};
BOOST_DESCRIBE_STRUCT(StoredProfile, (),
                      (id, name, url, environment, readOnly, secretPlace, username, product, productVersion, embedded,
                       caFile, clientCertificate, clientKey, pin, proxy, proxyUser, identity))

struct StoredList {
    std::int64_t version = 1;
    std::vector<StoredProfile> servers;
};
BOOST_DESCRIBE_STRUCT(StoredList, (), (version, servers))

namespace {

struct ProfilesFile {
    Q_DECLARE_TR_FUNCTIONS(ProfilesFile)
};

constexpr std::array environments{
    std::pair{Environment::production, "production"}, std::pair{Environment::staging, "staging"},
    std::pair{Environment::development, "development"}, std::pair{Environment::local, "local"}};
constexpr std::array places{std::pair{SecretPlace::keychain, "keychain"}, std::pair{SecretPlace::session, "session"},
                            std::pair{SecretPlace::file, "file"}};

template <class Table, class Value> std::string wordOf(const Table &table, Value value)
{
    for (const auto &[known, word] : table) {
        if (known == value)
            return word;
    }
    return table.front().second;
}

template <class Table, class Value> bool valueOf(const Table &table, const std::string &word, Value &value)
{
    for (const auto &[known, name] : table) {
        if (word == name) {
            value = known;
            return true;
        }
    }
    return false;
}

QString text(const std::optional<std::string> &s)
{
    return s ? QString::fromStdString(*s) : QString();
}

std::optional<std::string> stored(const QString &s)
{
    return s.isEmpty() ? std::nullopt : std::optional(s.toStdString());
}

/// The texts of a profile that the file may lack.
constexpr std::pair<std::optional<std::string> StoredProfile::*, QString Profile::*> texts[] = {
    {&StoredProfile::username, &Profile::username},
    {&StoredProfile::product, &Profile::product},
    {&StoredProfile::productVersion, &Profile::productVersion},
    {&StoredProfile::caFile, &Profile::caFile},
    {&StoredProfile::clientCertificate, &Profile::clientCertificate},
    {&StoredProfile::clientKey, &Profile::clientKey},
    {&StoredProfile::pin, &Profile::pin},
    {&StoredProfile::proxy, &Profile::proxy},
    {&StoredProfile::proxyUser, &Profile::proxyUser},
    {&StoredProfile::identity, &Profile::identity},
};

Failure corrupt(const std::string &path, const QString &expected)
{
    return fail(ErrorCode::corrupt,
                ProfilesFile::tr("Cannot read the list of servers: %1: %2.")
                    .arg(path.empty() ? QStringLiteral("servers.json") : QString::fromStdString(path), expected)
                    .toStdString())
        .at(path);
}

Result<Profile> toProfile(const StoredProfile &s, const std::string &path)
{
    Profile p;
    p.id = QString::fromStdString(s.id);
    p.name = displayText(s.name);
    p.url = QUrl(text(s.url), QUrl::StrictMode);
    p.readOnly = s.readOnly.value_or(false);
    for (const auto &[file, profile] : texts)
        p.*profile = text(s.*file);
    p.embedded = s.embedded.value_or(false);
    if (p.id.isEmpty())
        return corrupt(path + ".id", ProfilesFile::tr("expected an id"));
    if (!valueOf(environments, s.environment, p.environment))
        return corrupt(path + ".environment", ProfilesFile::tr("expected production, staging, development or local"));
    if (s.secretPlace && !valueOf(places, *s.secretPlace, p.secretPlace))
        return corrupt(path + ".secretPlace", ProfilesFile::tr("expected keychain, session or file"));
    if (!p.embedded) {
        if (auto ok = checkBase(p.url); !ok)
            return corrupt(path + ".url", QString::fromStdString(ok.error().message));
    }
    return p;
}

StoredProfile toStored(const Profile &p)
{
    StoredProfile s;
    s.id = p.id.toStdString();
    s.name = p.name.toStdString();
    if (!p.embedded)
        s.url = p.url.toString(QUrl::FullyEncoded).toStdString();
    s.environment = wordOf(environments, p.environment);
    s.readOnly = p.readOnly;
    s.secretPlace = wordOf(places, p.secretPlace);
    s.embedded = p.embedded;
    for (const auto &[file, profile] : texts)
        s.*file = stored(p.*profile);
    return s;
}

}  // namespace

Result<std::vector<Profile>> readProfiles(const QString &path)
{
    QFile file(path);
    if (!file.exists())
        return std::vector<Profile>();
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::io, ProfilesFile::tr("Cannot read %1: %2").arg(path, file.errorString()).toStdString());
    const QByteArray bytes = file.readAll();
    auto parsed = json::parse({bytes.constData(), std::size_t(bytes.size())});
    if (!parsed)
        return corrupt({}, QString::fromStdString(parsed.error().message));
    const auto *object = parsed->if_object();
    const auto *version = object ? object->if_contains("version") : nullptr;
    if (version && version->is_int64() && version->get_int64() > 1)
        return fail(ErrorCode::newer_file,
                    ProfilesFile::tr("The list of servers was written by a newer version of this program.")
                        .toStdString())
            .at("version");
    const auto list = json::decode<StoredList>(*parsed, json::UnknownMembers::ignore);
    if (!list)
        return corrupt(list.error().path, QString::fromStdString(list.error().message));
    std::vector<Profile> profiles;
    for (std::size_t i = 0; i < list->servers.size(); ++i) {
        auto profile = TRY(toProfile(list->servers[i], "servers[" + std::to_string(i) + "]"));
        for (const auto &other : profiles) {
            if (other.id == profile.id)
                return corrupt("servers[" + std::to_string(i) + "].id", ProfilesFile::tr("this id is there twice"));
        }
        profiles.push_back(std::move(profile));
    }
    return profiles;
}

Result<void> writeProfiles(const QString &path, const std::vector<Profile> &profiles)
{
    StoredList list;
    for (const auto &profile : profiles)
        list.servers.push_back(toStored(profile));
    const auto bytes = json::encodeText(list);
    const QString folder = QFileInfo(path).absolutePath();
    if (!QDir().mkpath(folder))
        return fail(ErrorCode::io, ProfilesFile::tr("Cannot create %1.").arg(folder).toStdString());
    if (const auto written = writePrivateFile(path, bytes); !written)
        return fail(ErrorCode::io, ProfilesFile::tr("Cannot write %1: %2")
                                       .arg(path, QString::fromStdString(written.error().message))
                                       .toStdString());
    return {};
}

std::string profileText(const Profile &profile)
{
    const auto text = json::encodeText(toStored(profile));
    return {text.data(), text.size()};
}

Result<Profile> profileFromText(std::string_view text)
{
    const auto stored = TRY(json::decodeText<StoredProfile>(text, json::UnknownMembers::ignore));
    return toProfile(stored, "server");
}

}  // namespace castellan::client

CASTELLAN_JSON_RECORD(castellan::client::StoredProfile)
CASTELLAN_JSON_RECORD(castellan::client::StoredList)
