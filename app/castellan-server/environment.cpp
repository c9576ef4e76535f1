// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "environment.h"

#include "core/try.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>

namespace castellan::cli {
namespace {

constexpr std::size_t longestSecret = 4096;

/// The variable's value, gone from the environment afterwards: overwritten where /proc shows it, and unset.
std::optional<Secret> take(const std::string &name)
{
    char *value = std::getenv(name.c_str());
    if (value == nullptr)
        return std::nullopt;
    Secret out{std::string_view(value)};
    std::memset(value, 0, std::strlen(value));
    ::unsetenv(name.c_str());
    return out;
}

Result<Secret> fromFile(const std::string &variable, const std::filesystem::path &file)
{
    const auto wrong = [&](ErrorCode code, const std::string &what) {
        return fail(code, "The file " + file.string() + ", which " + variable + " names, " + what + ".");
    };
    const int fd = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return wrong(ErrorCode::key_missing, std::string("can't be opened: ") + std::strerror(errno));
    struct stat info{};
    const bool known = ::fstat(fd, &info) == 0 && S_ISREG(info.st_mode);
    std::string text(longestSecret + 1, '\0');
    const auto got = known ? ::read(fd, text.data(), text.size()) : -1;
    ::close(fd);
    text.resize(std::size_t(std::max<ssize_t>(got, 0)));
    auto secret = Secret::take(text);
    if (got < 0 || secret.size() > longestSecret)
        return wrong(ErrorCode::key_wrong, "is no ordinary file of at most 4096 bytes");
    if ((info.st_mode & (S_IRWXG | S_IRWXO)) != 0 && !isContainerSecret(file))
        return wrong(ErrorCode::key_wrong, "can be read by others; make its mode 0600");
    const auto whole = secret.view();
    if (whole.ends_with('\n'))
        return Secret(whole.substr(0, whole.size() - (whole.ends_with("\r\n") ? 2 : 1)));
    return secret;
}

}  // namespace

Result<std::optional<Secret>> secretFromEnvironment(const std::string &name)
{
    const auto fileName = name + "_FILE";
    auto value = take(name);
    const auto path = take(fileName);
    if (value && path)
        return fail(ErrorCode::usage, name + " and " + fileName + " are both set; one of them is enough");
    if (path) {
        auto read = TRY(fromFile(fileName, std::filesystem::path(std::string(path->view()))));
        value = std::move(read);
    }
    if (value && value->empty())
        return fail(ErrorCode::usage, name + " is empty");
    return value;
}

}  // namespace castellan::cli
