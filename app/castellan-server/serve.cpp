// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "command.h"
#include "core/json/codec.h"
#include "key_file.h"
#include "notify.h"
#include "server/server.h"
#include "server/system_clock.h"

#include <boost/json/object.hpp>
#include <boost/program_options.hpp>

#include <csignal>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <iostream>
#include <mutex>

namespace castellan::cli {
namespace {

namespace po = boost::program_options;

po::options_description options()
{
    po::options_description out("castellan-server serve: serves a data folder");
    auto add = out.add_options();
    add("data", po::value<std::string>()->required(), "the data folder");
    add("key-file", po::value<std::string>(), "its keys (default: the credential castellan.key, or the folder's own)");
    add("listen", po::value<std::string>()->default_value("127.0.0.1:8471"), "address:port; port 0: any free one");
    add("tls-cert", po::value<std::string>(), "certificate chain, PEM; needed for any address that is not loopback");
    add("tls-key", po::value<std::string>(), "its key, PEM; nobody else may read it");
    add("public-host", po::value<std::vector<std::string>>()->composing(), "a name by which clients may call, too");
    add("help", "this text");
    return out;
}

/// `127.0.0.1:8471`, `[::1]:8471`.
Result<void> parseListen(const std::string &text, http::Listen &out)
{
    const auto colon = text.rfind(':');
    const auto wrong = [&] {
        return fail(ErrorCode::usage,
                    "--listen " + text + ": expected address:port, such as 127.0.0.1:8471 or [::1]:0");
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
    const auto [stop, ec] = std::from_chars(begin, end, out.port);
    if (ec != std::errc{} || stop != end || begin == end)
        return wrong();
    out.address = address;
    return {};
}

Result<void> fill(const po::variables_map &values, ServerConfig &config)
{
    config.data = values["data"].as<std::string>();
    if (auto ok = parseListen(values["listen"].as<std::string>(), config.listen); !ok)
        return ok;
    const bool certificate = values.count("tls-cert") > 0;
    if (certificate != (values.count("tls-key") > 0))
        return fail(ErrorCode::usage, "--tls-cert and --tls-key go together");
    if (certificate) {
        http::Tls tls;
        tls.certificate = values["tls-cert"].as<std::string>();
        tls.key = values["tls-key"].as<std::string>();
        config.listen.tls = std::move(tls);
    }
    if (values.count("public-host") > 0)
        config.listen.publicHosts = values["public-host"].as<std::vector<std::string>>();
    std::optional<std::filesystem::path> keyFile;
    if (values.count("key-file") > 0)
        keyFile = values["key-file"].as<std::string>();
    auto keys = readKeyFile(keyFileFor(config.data, keyFile));
    if (!keys)
        return fail(std::move(keys.error()));
    config.keys = std::move(*keys);
    return {};
}

void logLine(std::string_view line)
{
    // One write a line, so that lines of several threads don't mix.
    auto text = std::string(line);
    for (auto &c : text)
        if (static_cast<unsigned char>(c) < 0x20)
            c = ' ';
    text += '\n';
    std::fwrite(text.data(), 1, text.size(), stderr);
}

void announce(const http::Endpoint &endpoint, const std::string &epoch)
{
    json::object line;
    line["listening"] = endpoint.url;
    line["version"] = boost::json::string_view(version());
    line["pid"] = std::int64_t(::getpid());
    line["epoch"] = epoch;
    std::printf("%s\n", json::serialize(json::value(std::move(line))).c_str());
    std::fflush(stdout);
    notifyServiceManager("READY=1");
}

/// Every connection that the limits allow needs a descriptor; shells often allow 1,024 and more on request.
void allowEnoughDescriptors(const http::Limits &limits)
{
    const rlim_t wanted = 2 * limits.connections + 256;
    rlimit allowed{};
    if (getrlimit(RLIMIT_NOFILE, &allowed) != 0 || allowed.rlim_cur >= wanted)
        return;
    allowed.rlim_cur = std::min(wanted, allowed.rlim_max);
    setrlimit(RLIMIT_NOFILE, &allowed);
}

int run(ServerConfig config)
{
    allowEnoughDescriptors(config.limits);
    // Before any thread exists, so that every thread leaves these signals to sigwait.
    sigset_t signals;
    sigemptyset(&signals);
    for (const int signal : {SIGTERM, SIGINT, SIGHUP})
        sigaddset(&signals, signal);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    std::signal(SIGPIPE, SIG_IGN);

    SystemClock clock;
    OpenSslRandom random;
    Server server(std::move(config), clock, random);
    const auto endpoint = server.start();
    if (!endpoint)
        return complain(endpoint.error());
    announce(*endpoint, server.epoch());
    int got = 0;
    do
        sigwait(&signals, &got);
    while (got == SIGHUP);  // certificates are read again when they change, without being told
    notifyServiceManager("STOPPING=1");
    server.stop();
    return 0;
}

}  // namespace

int serve(const Arguments &arguments)
{
    const auto known = options();
    ServerConfig config;
    config.log = &logLine;
    try {
        po::variables_map values;
        po::store(po::command_line_parser(arguments).options(known).run(), values);
        if (values.count("help") > 0) {
            std::cout << known;
            return 0;
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
