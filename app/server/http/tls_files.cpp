// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/http/tls_files.h"

#include <openssl/err.h>
#include <openssl/pem.h>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <system_error>

namespace castellan::http {
namespace {

struct CloseFile {
    void operator()(std::FILE *file) const { std::fclose(file); }
};

tl::unexpected<Error> failIo(std::string message, std::string detail = {})
{
    return fail(Error{ErrorCode::io, std::move(message), {}, std::move(detail), {}, 0});
}

/// Never asks at a terminal: a server that waits for a passphrase doesn't come up again by itself.
int noPassphrase(char *, int, int, void *)
{
    return -1;
}

}  // namespace

Result<PrivateKey> readKeyFile(const std::filesystem::path &path)
{
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0)
        return failIo("The TLS key " + path.string() + " can't be read.", std::generic_category().message(errno));
    const std::unique_ptr<std::FILE, CloseFile> file(::fdopen(descriptor, "r"));
    if (!file) {
        ::close(descriptor);
        return failIo("The TLS key " + path.string() + " can't be read.");
    }
    // Of the open file, not of the path: what is checked is what is read.
    struct stat status{};
    if (::fstat(descriptor, &status) != 0)
        return failIo("The TLS key " + path.string() + " can't be read.", std::generic_category().message(errno));
    if ((status.st_mode & (S_IROTH | S_IWOTH | S_IWGRP)) != 0)
        return failIo(
            "The TLS key " + path.string() +
            " can be read or changed by others; make it private (chmod 600) and, if it was exposed, replace it.");
    ERR_clear_error();
    PrivateKey key(PEM_read_PrivateKey(file.get(), nullptr, noPassphrase, nullptr));
    ERR_clear_error();
    if (!key)
        return failIo("The TLS key " + path.string() + " must hold an unencrypted private key in PEM.");
    return key;
}

}  // namespace castellan::http
