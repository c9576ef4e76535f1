// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/http/tls_identity.h"

#include "core/try.h"
#include "os/path.h"
#include "server/http/tls_files.h"

#include <boost/asio/ip/address.hpp>

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <array>

namespace castellan::http {
namespace {

constexpr auto tls13Suites = "TLS_AES_256_GCM_SHA384:TLS_CHACHA20_POLY1305_SHA256:TLS_AES_128_GCM_SHA256";
constexpr auto tls12Suites = "ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-RSA-AES256-GCM-SHA384:"
                             "ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-RSA-CHACHA20-POLY1305:"
                             "ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256";
constexpr auto groups = "X25519:P-256:P-384";

/// OpenSSL's message for the last failure; empties its error queue.
std::string lastOpenSslError()
{
    std::array<char, 256> text{};
    const auto code = ERR_peek_last_error();
    ERR_clear_error();
    if (code == 0)
        return {};
    ERR_error_string_n(code, text.data(), text.size());
    return text.data();
}

Failure failWithDetail(ErrorCode code, std::string message)
{
    return fail(code, std::move(message)).because(lastOpenSslError());
}

/// The server speaks HTTP/1.1 only; a client that insists on another protocol learns it in the handshake (RFC 7301).
int selectProtocol(SSL *, const unsigned char **out, unsigned char *outSize, const unsigned char *in, unsigned inSize,
                   void *)
{
    static constexpr std::array<unsigned char, 9> ours{8, 'h', 't', 't', 'p', '/', '1', '.', '1'};
    unsigned char *chosen = nullptr;
    if (SSL_select_next_proto(&chosen, outSize, ours.data(), ours.size(), in, inSize) != OPENSSL_NPN_NEGOTIATED)
        return SSL_TLSEXT_ERR_ALERT_FATAL;
    *out = chosen;
    return SSL_TLSEXT_ERR_OK;
}

bool applyPolicy(SSL_CTX *context, bool allowTls12)
{
    SSL_CTX_set_options(context, SSL_OP_NO_COMPRESSION | SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_TICKET |
                                     SSL_OP_CIPHER_SERVER_PREFERENCE | SSL_OP_IGNORE_UNEXPECTED_EOF |
                                     SSL_OP_CLEANSE_PLAINTEXT);  // requests hold passwords
    SSL_CTX_set_security_level(context, 2);
    // No resumption: a handshake is cheap here, and tickets would outlive the certificate that the server proved itself
    // with.
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
    SSL_CTX_set_mode(context, SSL_MODE_RELEASE_BUFFERS);
    SSL_CTX_set_alpn_select_cb(context, selectProtocol, nullptr);
    return SSL_CTX_set_num_tickets(context, 0) == 1 &&
           SSL_CTX_set_min_proto_version(context, allowTls12 ? TLS1_2_VERSION : TLS1_3_VERSION) == 1 &&
           SSL_CTX_set_max_proto_version(context, TLS1_3_VERSION) == 1 &&
           SSL_CTX_set_ciphersuites(context, tls13Suites) == 1 && SSL_CTX_set_cipher_list(context, tls12Suites) == 1 &&
           SSL_CTX_set1_groups_list(context, groups) == 1;
}

/// A client is refused if its certificate is revoked, or if its authority has no valid revocation list.
Result<void> takeRevocations(SSL_CTX *context, const std::filesystem::path &file)
{
    if (file.empty())
        return {};
    auto *store = SSL_CTX_get_cert_store(context);
    auto *lookup = X509_STORE_add_lookup(store, X509_LOOKUP_file());
    if (lookup == nullptr || X509_load_crl_file(lookup, os::utf8FromPath(file).c_str(), X509_FILETYPE_PEM) < 1)
        return failWithDetail(ErrorCode::io,
                              "The list of revoked client certificates can't be used: " + os::utf8FromPath(file) +
                                  " must be readable PEM with at least one list.");
    X509_STORE_set_flags(store, X509_V_FLAG_CRL_CHECK | X509_V_FLAG_CRL_CHECK_ALL);
    return {};
}

std::string addressText(const ASN1_OCTET_STRING *address)
{
    const auto *bytes = ASN1_STRING_get0_data(address);
    const auto size = std::size_t(ASN1_STRING_length(address));
    if (size == 4) {
        boost::asio::ip::address_v4::bytes_type raw{};
        std::copy_n(bytes, size, raw.begin());
        return boost::asio::ip::address_v4(raw).to_string();
    }
    boost::asio::ip::address_v6::bytes_type raw{};
    if (size != raw.size())
        return {};
    std::copy_n(bytes, size, raw.begin());
    return '[' + boost::asio::ip::address_v6(raw).to_string() + ']';
}

std::vector<std::string> alternativeNames(X509 *certificate)
{
    std::vector<std::string> out;
    const std::unique_ptr<GENERAL_NAMES, decltype(&GENERAL_NAMES_free)> names(
        static_cast<GENERAL_NAMES *>(X509_get_ext_d2i(certificate, NID_subject_alt_name, nullptr, nullptr)),
        GENERAL_NAMES_free);
    for (int i = 0; names && i < sk_GENERAL_NAME_num(names.get()); ++i) {
        const auto *name = sk_GENERAL_NAME_value(names.get(), i);
        std::string text;
        if (name->type == GEN_DNS)
            text.assign(reinterpret_cast<const char *>(ASN1_STRING_get0_data(name->d.dNSName)),
                        std::size_t(ASN1_STRING_length(name->d.dNSName)));
        else if (name->type == GEN_IPADD)
            text = addressText(name->d.iPAddress);
        if (!text.empty())
            out.push_back(std::move(text));
    }
    return out;
}

}  // namespace

Result<std::shared_ptr<const TlsIdentity>> loadTlsIdentity(const Tls &tls)
{
    auto key = TRY(readKeyFile(tls.key));
    auto identity = std::make_shared<TlsIdentity>();
    auto *context = identity->context.native_handle();
    ERR_clear_error();
    if (!applyPolicy(context, tls.allowTls12))
        return failWithDetail(ErrorCode::internal, "This OpenSSL doesn't offer the TLS settings that are needed.");
    if (SSL_CTX_use_certificate_chain_file(context, os::utf8FromPath(tls.certificate).c_str()) != 1)
        return failWithDetail(ErrorCode::io, "The TLS certificate can't be used: " + os::utf8FromPath(tls.certificate) +
                                                 " must be readable, PEM, and with a key of at least 2048 bits (RSA) "
                                                 "or 224 bits (EC).");
    if (SSL_CTX_use_PrivateKey(context, key.get()) != 1 || SSL_CTX_check_private_key(context) != 1)
        return failWithDetail(ErrorCode::io, "The TLS key in " + os::utf8FromPath(tls.key) +
                                                 " doesn't belong to the certificate in " +
                                                 os::utf8FromPath(tls.certificate) + ".");
    if (!tls.clientCa.empty()) {
        const auto file = os::utf8FromPath(tls.clientCa);
        auto *authorities = SSL_load_client_CA_file(file.c_str());
        if (authorities == nullptr || SSL_CTX_load_verify_file(context, file.c_str()) != 1)
            return failWithDetail(ErrorCode::io, "The CA file for client certificates can't be used: " + file +
                                                     " must be readable PEM.");
        SSL_CTX_set_client_CA_list(context, authorities);
        TRY(takeRevocations(context, tls.clientCrl));
        SSL_CTX_set_verify(context, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, nullptr);
    }
    identity->names = alternativeNames(SSL_CTX_get0_certificate(context));
    return identity;
}

Result<void> TlsSource::load()
{
    m_stamps = stamps();
    auto identity = TRY(loadTlsIdentity(m_tls));
    m_identity = std::move(identity);
    return {};
}

std::shared_ptr<const TlsIdentity> TlsSource::current()
{
    if (stamps() != m_stamps) {
        const auto loaded = load();
        if (loaded)
            m_log.info("tls", "certificate read again after its files changed");
        else
            m_log.warning("tls", "certificate kept, the changed files can't be used: " + loaded.error().message);
    }
    return m_identity;
}

std::vector<os::Stamp> TlsSource::stamps() const
{
    std::vector<os::Stamp> out;
    for (const auto *file : {&m_tls.certificate, &m_tls.key, &m_tls.clientCa, &m_tls.clientCrl}) {
        out.push_back(file->empty() ? os::Stamp{} : os::stampOf(*file).value_or(os::Stamp{}));
    }
    return out;
}

std::string clientSubject(SSL *ssl)
{
    const X509 *certificate = SSL_get0_peer_certificate(ssl);
    if (certificate == nullptr || SSL_get_verify_result(ssl) != X509_V_OK)
        return {};
    const std::unique_ptr<BIO, decltype(&BIO_free)> text(BIO_new(BIO_s_mem()), BIO_free);
    if (!text || X509_NAME_print_ex(text.get(), X509_get_subject_name(certificate), 0, XN_FLAG_RFC2253) < 0)
        return {};
    char *bytes = nullptr;
    const auto size = BIO_get_mem_data(text.get(), &bytes);
    return size > 0 ? std::string(bytes, std::size_t(size)) : std::string();
}

}  // namespace castellan::http
