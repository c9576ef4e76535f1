// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "data_options.h"

#include "core/text/utf8.h"
#include "core/try.h"
#include "core/wiping.h"

#include "environment.h"
#include "find_keys.h"
#include "os/path.h"
#include "os/print.h"

#include <boost/program_options/parsers.hpp>

#include <iostream>
#include <iterator>
#include <sstream>

namespace castellan::cli {

void addDataOptions(po::options_description &options)
{
    auto add = options.add_options();
    add("data", po::value<std::string>()->required(), "the data folder");
    add("key-file", po::value<std::string>(), "its keys (default: the credential castellan.key, or the folder's own)");
    add("help", "this text");
}

int help(const po::options_description &options)
{
    std::ostringstream text;
    text << options;
    os::printLines(stdout, text.str());
    return 0;
}

Parsed parse(const Arguments &arguments, const po::options_description &options)
{
    Parsed out;
    try {
        const po::positional_options_description none;
        po::store(po::command_line_parser(arguments).options(options).positional(none).run(), out.values);
        if (out.values.count("help") > 0) {
            out.exit = help(options);
            return out;
        }
        po::notify(out.values);
    } catch (const std::exception &e) {
        out.exit = complain(fail(ErrorCode::usage, std::string(e.what()) + "; --help shows what there is").value());
    }
    return out;
}

std::filesystem::path pathOption(const po::variables_map &values, const char *name)
{
    return values.count(name) > 0 ? os::pathFromUtf8(values[name].as<std::string>()) : std::filesystem::path();
}

Result<std::unique_ptr<DataFolder>> dataFolder(const po::variables_map &values)
{
    auto out = std::make_unique<DataFolder>();
    out->options.folder = pathOption(values, "data");
    std::error_code ec;
    if (!std::filesystem::is_directory(out->options.folder, ec))
        return fail(ErrorCode::not_found, "There is no data folder " + os::utf8FromPath(out->options.folder) + ".");
    std::optional<std::filesystem::path> asked;
    if (values.count("key-file") > 0)
        asked = pathOption(values, "key-file");
    auto found = TRY(findKeys(out->options.folder, asked));
    out->keys = std::move(found.keys);
    out->keyFile = std::move(found.file);
    return out;
}

Result<FolderToRead> openToRead(const po::variables_map &values)
{
    auto folder = TRY(dataFolder(values));
    auto &found = *folder;
    auto store = TRY(store::Store::openToRead(found.options, found.keys, found.clock, found.random, found.log));
    return FolderToRead{std::move(folder), std::move(store)};
}

Result<OpenFolder> openFolder(const po::variables_map &values)
{
    OpenFolder out;
    auto folder = TRY(dataFolder(values));
    out.folder = std::move(folder);
    out.folder->options.holder = "castellan-server user";
    out.folder->options.ballast = 0;
    auto store = TRY(store::Store::open(out.folder->options, out.folder->keys, out.folder->clock, out.folder->random,
                                        out.folder->log));
    out.store = std::move(store);
    auto journal = TRY(journal::Journal::open(*out.store));
    out.journal = std::move(journal);
    return out;
}

namespace {

/// What cannot be typed at the sign-in is refused here rather than there.
Result<Secret> passwordFrom(std::string_view text, const std::string &where)
{
    const auto wrong = [&](const char *what) { return fail(ErrorCode::usage, "the password " + where + " " + what); };
    if (text.empty())
        return wrong("is empty");
    if (!isUtf8(text))
        return wrong("isn't UTF-8");
    if (text.starts_with("\xEF\xBB\xBF"))
        return wrong("begins with a byte order mark; save it without one");
    for (auto rest = text; !rest.empty();)
        if (const auto c = takeCodePoint(rest); c < 0x20 || (c >= 0x7F && c < 0xA0))
            return wrong("has a control character, such as the end of a first line");
    return Secret(text);
}

}  // namespace

Result<Secret> passwordFor(const po::variables_map &values)
{
    if (values["password-stdin"].as<bool>())
        return passwordFromInput();
    auto given = TRY(secretFromEnvironment("CASTELLAN_PASSWORD"));
    if (!given)
        return fail(ErrorCode::usage, "say --password-stdin and send the password to standard input, or set "
                                      "CASTELLAN_PASSWORD or CASTELLAN_PASSWORD_FILE");
    return passwordFrom(given->view(), "in CASTELLAN_PASSWORD or CASTELLAN_PASSWORD_FILE");
}

Result<Secret> passwordFromInput()
{
    WipingString text{std::istreambuf_iterator<char>(std::cin), std::istreambuf_iterator<char>()};
    std::string_view line = text;
    if (line.ends_with('\n'))
        line.remove_suffix(line.ends_with("\r\n") ? 2 : 1);
    return passwordFrom(line, "on standard input");
}

}  // namespace castellan::cli
