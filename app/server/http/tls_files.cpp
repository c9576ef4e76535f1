// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/http/tls_files.h"

#include "os/files.h"
#include "os/path.h"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/pem.h>

namespace castellan::http {
namespace {

/// A chain of certificates may stand in the same file.
constexpr std::size_t largestKeyFile = 1 << 20;

Failure failIo(std::string message, std::string detail = {})
{
    return fail(ErrorCode::io, std::move(message)).because(std::move(detail));
}

/// Never asks at a terminal: a server that waits for a passphrase doesn't come up again by itself.
int noPassphrase(char *, int, int, void *)
{
    return -1;
}

}  // namespace

Result<PrivateKey> readKeyFile(const std::filesystem::path &path)
{
    const auto name = "The TLS key " + os::utf8FromPath(path);
    auto file = os::File::openToRead(path);
    if (!file)
        return failIo(name + " can't be read.", file.error().message);
    const auto status = file->status();
    if (!status)
        return failIo(name + " can't be read.", status.error().message);
    if (status->reach == os::Reach::everyone)
        return failIo(
            name +
            " can be read or changed by others; make it private (chmod 600) and, if it was exposed, replace it.");
    const auto text = file->read(largestKeyFile);
    if (!text)
        return failIo(name + " can't be read.", text.error().message);
    ERR_clear_error();
    const std::unique_ptr<BIO, decltype(&BIO_free)> memory(BIO_new_mem_buf(text->data(), int(text->size())), BIO_free);
    PrivateKey key(memory ? PEM_read_bio_PrivateKey(memory.get(), nullptr, noPassphrase, nullptr) : nullptr);
    ERR_clear_error();
    if (!key)
        return failIo(name + " must hold an unencrypted private key in PEM.");
    return key;
}

}  // namespace castellan::http
