// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "command.h"

#include "core/address.h"
#include "core/json/codec.h"
#include "core/text/domain.h"
#include "core/text/printable.h"
#include "core/text/utf8.h"
#include "core/try.h"
#include "core/version.h"
#include "data_options.h"
#include "find_keys.h"
#include "os/print.h"
#include "os/process.h"
#include "os/service.h"
#include "server/http/authority.h"
#include "server/server.h"
#include "server/system_clock.h"
#include "stderr_log.h"

#include <boost/json/object.hpp>
#include <boost/program_options.hpp>

#include <algorithm>
#include <charconv>
#include <cstdio>

namespace castellan::cli {
namespace {

po::options_description options()
{
    po::options_description out("castellan-server serve: serves a data folder");
    auto add = out.add_options();
    add("data", po::value<std::string>()->required(), "the data folder");
    add("key-file", po::value<std::string>(), "its keys (default: the credential castellan.key, or the folder's own)");
    add("listen", po::value<std::string>()->default_value("127.0.0.1:8471"), "address:port; port 0: any free one");
    add("tls-cert", po::value<std::string>(), "certificate chain, PEM; needed for any address that is not loopback");
    add("tls-key", po::value<std::string>(), "its key, PEM; must not be readable by other users");
    add("tls-min", po::value<std::string>()->default_value("1.3"), "oldest version of TLS: 1.3 or 1.2");
    add("tls-client-ca", po::value<std::string>(), "PEM; only clients with a certificate that it signed may connect");
    add("tls-client-crl", po::value<std::string>(), "PEM; and whose certificate is not on these lists of revoked ones");
    add("redirect-http", po::value<std::string>(),
        "address:port where plain HTTP redirects browsers to HTTPS; credentials sent there are revoked");
    add("security-contact", po::value<std::string>()->default_value(""),
        "contact for security reports, in /.well-known/security.txt: mailto:… or https://…");
    add("public-host", po::value<std::vector<std::string>>()->composing(), "a name by which clients may call, too");
    add("help", "this text");
    return out;
}

/// `127.0.0.1:8471`, `[::1]:8471`.
Result<void> parseEndpoint(const std::string &option, const std::string &text, std::string &outAddress,
                           std::uint16_t &outPort)
{
    const auto colon = text.rfind(':');
    const auto wrong = [&] {
        return fail(ErrorCode::usage,
                    option + " " + text + ": expected address:port, such as 127.0.0.1:8471 or [::1]:0");
    };
    if (colon == std::string::npos || colon == 0)
        return wrong();
    auto address = text.substr(0, colon);
    if (address.front() == '[' && address.back() == ']')
        address = address.substr(1, address.size() - 2);
    else if (address.find(':') != std::string::npos)
        return wrong();
    const auto *begin = text.data() + colon + 1;
    const auto *end = text.data() + text.size();
    const auto [stop, ec] = std::from_chars(begin, end, outPort);
    if (ec != std::errc{} || stop != end || begin == end)
        return wrong();
    outAddress = address;
    return {};
}

/// A name under which clients may call, with its port if one is named, as Host fields hold it. What could never match
/// one is refused: it would lock every client out, without a reason to be seen.
Result<std::string> publicHostFrom(const std::string &text)
{
    const auto wrong = [&] {
        return fail(ErrorCode::usage,
                    "--public-host " + printable(text) +
                        ": expected a name or an address without a scheme or a path, and a port from 1 "
                        "to 65535 if one is needed, such as console.example.org or [2001:db8::1]:8443");
    };
    const auto bracket = text.find(']');
    const auto colon = text.find(':', text.starts_with('[') && bracket != std::string::npos ? bracket : 0);
    std::string name = text.substr(0, colon);
    if (name.starts_with('[')) {
        if (name.find(':') == std::string::npos || !addressFrom(name.substr(1, name.size() - 2)))
            return wrong();
    } else if (!isAscii(name)) {
        name = asciiDomain(name).value_or("");
    }
    const auto whole = colon == std::string::npos ? name : name + text.substr(colon);
    const auto authority = http::parseAuthority(whole);
    const bool emptyLabel = name.starts_with('.') || name.find("..") != std::string::npos;
    if (!authority || emptyLabel || (colon != std::string::npos && authority->port.value_or(0) == 0))
        return wrong();
    std::string out(authority->name);
    return authority->port ? out + ":" + std::to_string(*authority->port) : out;
}

bool isContact(const std::string &text)
{
    const bool printable = std::ranges::all_of(text, [](char c) { return c > 0x20 && c < 0x7F; });
    return text.empty() || (printable && (text.starts_with("mailto:") || text.starts_with("https://")));
}

Result<std::optional<http::Tls>> tlsFrom(const po::variables_map &values)
{
    http::Tls tls;
    tls.certificate = pathOption(values, "tls-cert");
    tls.key = pathOption(values, "tls-key");
    tls.clientCa = pathOption(values, "tls-client-ca");
    tls.clientCrl = pathOption(values, "tls-client-crl");
    if (tls.certificate.empty() != tls.key.empty())
        return fail(ErrorCode::usage, "--tls-cert and --tls-key go together");
    if (tls.clientCa.empty() && !tls.clientCrl.empty())
        return fail(ErrorCode::usage, "--tls-client-crl needs --tls-client-ca, whose certificates it revokes");
    const auto oldest = values["tls-min"].as<std::string>();
    if (oldest != "1.3" && oldest != "1.2")
        return fail(ErrorCode::usage, "--tls-min " + oldest + ": expected 1.3 or 1.2");
    tls.allowTls12 = oldest == "1.2";
    if (!tls.certificate.empty())
        return std::optional(std::move(tls));
    // Asking for stricter TLS must not end in plain HTTP.
    if (!tls.clientCa.empty() || tls.allowTls12)
        return fail(ErrorCode::usage, "--tls-min and --tls-client-ca need --tls-cert and --tls-key");
    if (values.count("redirect-http") > 0)
        return fail(ErrorCode::usage, "--redirect-http leads to HTTPS: it needs --tls-cert and --tls-key");
    return std::optional<http::Tls>();
}

Result<void> fill(const po::variables_map &values, ServerConfig &config)
{
    config.data = pathOption(values, "data");
    if (auto ok =
            parseEndpoint("--listen", values["listen"].as<std::string>(), config.listen.address, config.listen.port);
        !ok)
        return ok;
    if (values.count("redirect-http") > 0) {
        auto &redirect = config.redirect.emplace();
        TRY(parseEndpoint("--redirect-http", values["redirect-http"].as<std::string>(), redirect.address,
                          redirect.port));
    }
    auto tls = TRY(tlsFrom(values));
    config.listen.tls = std::move(tls);
    config.securityContact = values["security-contact"].as<std::string>();
    if (!isContact(config.securityContact))
        return fail(ErrorCode::usage, "--security-contact: expected mailto:… or https://…, in one line");
    if (values.count("public-host") > 0)
        for (const auto &host : values["public-host"].as<std::vector<std::string>>()) {
            auto known = TRY(publicHostFrom(host));
            config.listen.publicHosts.push_back(std::move(known));
        }
    std::optional<std::filesystem::path> keyFile;
    if (values.count("key-file") > 0)
        keyFile = pathOption(values, "key-file");
    auto found = TRY(findKeys(config.data, keyFile));
    config.keys = std::move(found.keys);
    return {};
}

void announce(const http::Endpoint &endpoint, const Server &server)
{
    json::object line;
    line["listening"] = endpoint.url;
    if (const auto redirect = server.redirect())
        line["redirecting"] = redirect->url;
    line["version"] = boost::json::string_view(version());
    line["pid"] = os::processId();
    line["epoch"] = server.epoch();
    os::printLine(stdout, json::serialize(json::value(std::move(line))));
    std::fflush(stdout);
    os::notifyServiceManager(os::ServiceState::ready);
}

int run(ServerConfig config)
{
    // Every connection that the limits allow needs a descriptor, and shells often allow 1,024.
    os::allowDescriptors(2 * config.limits.connections + 256);
    config.limits.preparedConnections = config.limits.connections;
    os::StopRequest stop;

    SystemClock clock;
    OpenSslRandom random;
    StderrLog log;
    Server server(std::move(config), clock, random, log);
    const auto endpoint = server.start();
    if (!endpoint)
        return complain(endpoint.error());
    announce(*endpoint, server);
    stop.wait();
    os::notifyServiceManager(os::ServiceState::stopping);
    server.stop();
    return 0;
}

}  // namespace

int serve(const Arguments &arguments)
{
    const auto known = options();
    ServerConfig config;
    try {
        po::variables_map values;
        po::store(po::command_line_parser(arguments).options(known).run(), values);
        if (values.count("help") > 0) {
            return help(known);
        }
        po::notify(values);
        if (auto ok = fill(values, config); !ok)
            return complain(ok.error());
    } catch (const std::exception &e) {
        return complain(fail(ErrorCode::usage, e.what()).value());
    }
    return run(std::move(config));
}

}  // namespace castellan::cli
