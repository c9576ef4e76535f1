// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "data_options.h"

#include "core/try.h"
#include "key_file.h"
#include "os/print.h"
#include "os/process.h"
#include "server/operations/rotate.h"

#include <cstdio>

namespace castellan::cli {
namespace {

constexpr std::size_t keySize = 32;

po::options_description options()
{
    po::options_description out(
        "castellan-server rotate-master-key: seals every secret of a data folder with a new key; "
        "its server must not run. If it is ended half way, run it again");
    addDataOptions(out);
    return out;
}

/// The key file lists the new key beside the old one before anything is sealed with it, and the old one until nothing
/// needs it: at no moment is there a text that no key opens.
Result<std::int64_t> rotate(DataFolder &folder)
{
    const bool resumes = folder.keys.oldMaster.has_value();
    if (!folder.keyFile && !resumes)
        return fail(
            ErrorCode::usage,
            "the keys come from the environment, so the new one must too: set CASTELLAN_MASTER_KEY to a new key "
            "and CASTELLAN_OLD_MASTER_KEY to the one until now");
    const auto before = folder.keys.clone();
    if (!resumes) {
        folder.keys.oldMaster = std::move(folder.keys.master);
        folder.keys.master = Secret(keySize);
        folder.random.fill(folder.keys.master.writable());
    }
    folder.options.holder = "castellan-server rotate-master-key";
    folder.options.ballast = 0;
    auto store = TRY(store::Store::open(folder.options, folder.keys, folder.clock, folder.random, folder.log));
    if (folder.keyFile) {
        // The folder is locked now; its last holder may have changed the keys after they were read above.
        const auto now = readKeyFile(*folder.keyFile);
        if (!now || !sameKeys(*now, before))
            return fail(ErrorCode::conflict, "The key file changed meanwhile; run this once more.");
        if (!resumes)
            TRY(replaceKeyFile(*folder.keyFile, folder.keys));
    }
    auto journal = TRY(journal::Journal::open(*store));
    auto sealed = sealAnew(*store, *journal, os::accountName());
    store->close();
    if (!sealed)
        return sealed;
    folder.keys.oldMaster.reset();
    if (folder.keyFile)
        TRY(replaceKeyFile(*folder.keyFile, folder.keys));
    return sealed;
}

}  // namespace

int rotateMasterKey(const Arguments &arguments)
{
    const auto parsed = parse(arguments, options());
    if (parsed.exit)
        return *parsed.exit;
    auto folder = dataFolder(parsed.values);
    if (!folder)
        return complain(folder.error());
    const auto sealed = rotate(**folder);
    if (!sealed)
        return complain(sealed.error());
    os::printLine(stdout,
                  "The master key is a new one; this run sealed " + std::to_string(*sealed) +
                      " secrets anew. Backups made before open with the old keys only: make a new backup, and keep "
                      "a copy of the old keys as long as you keep the old ones.");
    if (!(*folder)->keyFile)
        os::printLine(stdout, "Take CASTELLAN_OLD_MASTER_KEY out of the environment now.");
    return 0;
}

}  // namespace castellan::cli
