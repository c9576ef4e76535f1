// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "environment.h"

#include "core/try.h"

#include "os/files.h"
#include "os/path.h"
#include "os/process.h"

#include <filesystem>

namespace castellan::cli {
namespace {

constexpr std::size_t longestSecret = 4096;

Result<Secret> fromFile(const std::string &variable, const std::filesystem::path &path)
{
    const auto wrong = [&](ErrorCode code, const std::string &what) {
        return fail(code, "The file " + os::utf8FromPath(path) + ", which " + variable + " names, " + what + ".");
    };
    auto file = os::File::openToRead(path);
    if (!file)
        return wrong(ErrorCode::key_missing, "can't be opened: " + file.error().message);
    const auto status = file->status();
    const bool ordinary = status && status->ordinary;
    auto secret = ordinary ? file->read(longestSecret + 1) : Secret();
    if (!ordinary || !secret || secret->size() > longestSecret)
        return wrong(ErrorCode::key_wrong, "is no ordinary file of at most 4096 bytes");
    if (status->reach != os::Reach::owner && !isContainerSecret(path))
        return wrong(ErrorCode::key_wrong, "can be read by others; make its mode 0600");
    const auto whole = secret->view();
    if (whole.ends_with('\n'))
        return Secret(whole.substr(0, whole.size() - (whole.ends_with("\r\n") ? 2 : 1)));
    return secret;
}

}  // namespace

bool isContainerSecret(const std::filesystem::path &file)
{
    const auto text = os::utf8FromPath(file.lexically_normal());
    return text.starts_with("/run/secrets/") || text.starts_with("/var/run/secrets/");
}

Result<std::optional<Secret>> secretFromEnvironment(const std::string &name)
{
    const auto fileName = name + "_FILE";
    auto value = os::takeVariable(name);
    const auto path = os::takeVariable(fileName);
    if (value && path)
        return fail(ErrorCode::usage, name + " and " + fileName + " are both set; one of them is enough");
    if (path)
        value = TRY(fromFile(fileName, os::pathFromUtf8(path->view())));
    if (value && value->empty())
        return fail(ErrorCode::usage, name + " is empty");
    return value;
}

}  // namespace castellan::cli
