// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "data_options.h"
#include "os/path.h"
#include "os/print.h"
#include "server/journal/checkpoint.h"
#include "server/operations/restore.h"

#include <cstdio>
#include <fstream>
#include <iterator>

namespace castellan::cli {
namespace {

po::options_description options()
{
    po::options_description out("castellan-server verify: reads a data folder from end to end; may run beside the "
                                "server");
    addDataOptions(out);
    auto add = out.add_options();
    add("checkpoint", po::value<std::string>(), "a checkpoint kept outside, to compare with");
    add("save-checkpoint", po::value<std::string>(), "write the last signed checkpoint there, to be kept outside");
    return out;
}

Result<journal::Checkpoint> checkpointFromFile(const std::filesystem::path &file)
{
    std::ifstream in(file, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
    if (!in.is_open())
        return fail(ErrorCode::io, "The checkpoint " + os::utf8FromPath(file) + " cannot be read.");
    auto checkpoint = journal::readCheckpoint(text);
    if (checkpoint && !journal::signatureHolds(*checkpoint))
        return fail(ErrorCode::validation,
                    "The checkpoint " + os::utf8FromPath(file) + " was altered: its signature does not hold.");
    return checkpoint;
}

Result<void> save(const std::filesystem::path &file, const FolderReport &report)
{
    if (!report.lastCheckpoint)
        return fail(ErrorCode::not_found, "The journal has no signed checkpoint yet; the server makes one every minute "
                                          "in which something happens.");
    std::ofstream out(file, std::ios::binary | std::ios::trunc);
    out << journal::writeCheckpoint(*report.lastCheckpoint, report.databaseId);
    out.flush();
    if (!out)
        return fail(ErrorCode::io, "The checkpoint " + os::utf8FromPath(file) + " cannot be written.");
    return {};
}

int say(const FolderReport &report)
{
    for (const auto &sentence : report.damage)
        os::printLine(stdout, sentence);
    if (!report.finding.empty())
        os::printLine(stdout, report.finding);
    if (!report.good())
        return 1;
    os::printLine(stdout, "All pages can be read, and all " + std::to_string(report.rows) +
                              " rows of the journal are as they were written; " + std::to_string(report.checkpoints) +
                              " signed checkpoints hold.");
    os::printLine(stdout,
                  report.comparedOutside
                      ? "The checkpoint from outside agrees."
                      : "This was compared with nothing outside: that the end was cut off, or an older copy put in "
                        "place, would not show. Keep a checkpoint elsewhere (--save-checkpoint) and give it to "
                        "--checkpoint.");
    return 0;
}

}  // namespace

int verify(const Arguments &arguments)
{
    const auto parsed = parse(arguments, options());
    if (parsed.exit)
        return *parsed.exit;
    auto folder = dataFolder(parsed.values);
    if (!folder)
        return complain(folder.error());
    std::optional<journal::Checkpoint> outside;
    if (parsed.values.count("checkpoint") > 0) {
        auto read = checkpointFromFile(pathOption(parsed.values, "checkpoint"));
        if (!read)
            return complain(read.error());
        outside = std::move(*read);
    }
    auto report =
        verifyFolder((*folder)->options, (*folder)->keys, outside, (*folder)->clock, (*folder)->random, (*folder)->log);
    if (!report)
        return complain(report.error());
    const int code = say(*report);
    if (code == 0 && parsed.values.count("save-checkpoint") > 0) {
        if (auto saved = save(pathOption(parsed.values, "save-checkpoint"), *report); !saved)
            return complain(saved.error());
    }
    return code;
}

}  // namespace castellan::cli
