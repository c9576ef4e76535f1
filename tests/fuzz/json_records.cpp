// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
// JSON as both sides read it: the first byte chooses the record and who reads.
#include "core/json/codec.h"
#include "core/records/audit.h"
#include "core/records/team.h"
#include "core/records/user.h"
#include "tests/fuzz/target.h"

#include <array>

using namespace castellan;
using castellan::fuzz::promise;

namespace {

/// A record that is written and read again is the same.
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
constexpr std::array readers{
    &readWith<records::Login>,
    &readWith<records::UserCreate>,
    &readWith<records::User>,
    &readWith<records::UserPage>,
    &readWith<records::PasswordChange>,
    &readWith<records::AccessTokenCreate>,
    &readWith<records::AccessToken>,
    &readWith<records::AuditEntry>,
    &readWith<records::AuditPage>,
    &readWith<records::StreamHello>,
    &readWith<records::StreamBatch>,
    &readWith<records::TeamCreate>,
    &readWith<records::InvitationCreate>,
    &readWith<records::MemberAdd>,
    &readWith<records::Failure>,
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size < 1)
        return 0;
    const auto text = castellan::fuzz::text(data + 1, size - 1);
    const auto unknown = (data[0] & 0x80) != 0 ? json::UnknownMembers::ignore : json::UnknownMembers::refuse;
    readers.at((data[0] & 0x7FU) % readers.size())(text, unknown);
    // Patches can't be written; they are only read.
    (void)json::decodeText<records::UserUpdate>(text, unknown);
    return 0;
}
