// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
// A process that writes to a store and says on standard output what is durable: for tests that kill it, trace it or
// take its disk away.
//
//     store_writer FOLDER KEY PREFIX ACTS [no-sync] [ballast=BYTES] [filler=FILE]
// It ends after ACTS acts (0: never). With filler=FILE, FILE then takes all the room on the disk ("filled"), 200 acts
// follow, FILE goes ("freed"), and acts follow until one succeeds ("recovered MILLISECONDS").
//
// Lines: "ready", then for each act "ack NAME" or "no NAME CODE".
#include "server/journal/journal.h"
#include "server/store/store.h"
#include "server/store/tables/users.h"
#include "server/system_clock.h"

#include <fcntl.h>
#include <unistd.h>

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <future>
#include <string>
#include <thread>
#include <vector>

using namespace castellan;

namespace {

/// One write a line, so that a killed process leaves no half one.
void say(const std::string &line)
{
    const auto text = line + "\n";
    if (::write(STDOUT_FILENO, text.data(), text.size()) != ssize_t(text.size()))
        std::_Exit(9);
}

Result<std::int64_t> add(journal::Journal &journal, store::Writer &writer, const std::string &name)
{
    store::NewUser user;
    user.username = name;
    user.email = name + "@example.com";
    auto made = store::users::insert(writer, std::move(user));
    if (!made)
        return fail(made.error());
    journal::Entry entry;
    entry.event = Event::users_created_user;
    entry.scope = made->id;
    entry.actor = HostActor{};
    if (auto ok = journal.append(writer, std::move(entry)); !ok)
        return fail(ok.error());
    return made->id.number();
}

/// Writes `acts` acts from four threads; each is said on the writer's own thread, before it begins another group.
void write(store::Store &store, journal::Journal &journal, const std::string &prefix, long acts)
{
    std::atomic<long> next = 0;
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t) {
        threads.emplace_back([&] {
            for (long i = next++; acts == 0 || i < acts; i = next++) {
                const auto name = prefix + std::to_string(i);
                std::promise<void> said;
                store.submit([&](store::Writer &w) { return add(journal, w, name); },
                             [&](const Result<std::int64_t> &done) {
                                 say(done ? "ack " + name
                                          : "no " + name + " " + std::string(wireWord(done.error().code)));
                                 said.set_value();
                             });
                said.get_future().wait();
            }
        });
    }
    for (auto &thread : threads)
        thread.join();
}

void fill(const std::string &file)
{
    const int fd = ::open(file.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    const std::vector<char> block(4096, 'x');
    while (::write(fd, block.data(), block.size()) > 0) {
    }
    ::close(fd);
    say("filled");
}

void starve(store::Store &store, journal::Journal &journal, const std::string &filler)
{
    fill(filler);
    write(store, journal, "full", 200);
    for (int i = 0; i < 3; ++i)
        store.submitWithRetry([&journal, i](store::Writer &w) {
            journal::Entry entry;
            entry.event = Event::account_logout;
            entry.scope = UserId(i + 1);
            return journal.append(w, std::move(entry));
        });
    const auto waited = std::chrono::steady_clock::now();
    // A reserve lets these be written although the disk is full.
    while (journal.head().seq % 100 != 23 && std::chrono::steady_clock::now() - waited < std::chrono::seconds(2))
        std::this_thread::yield();
    say("taken away " + std::to_string(journal.head().seq));
    ::unlink(filler.c_str());
    say("freed");
    const auto freed = std::chrono::steady_clock::now();
    for (;;) {
        if (store.write([&](store::Writer &w) { return add(journal, w, "recovered"); }))
            break;
    }
    const auto span = std::chrono::steady_clock::now() - freed;
    say("recovered " + std::to_string(std::chrono::duration_cast<std::chrono::milliseconds>(span).count()));
}

Secret keyFrom(const char *text)
{
    Secret key(32);
    for (std::size_t i = 0; i < 32 && text[i] != '\0'; ++i)
        key.writable()[i] = std::byte(text[i]);
    return key;
}

}  // namespace

int main(int argc, char **argv)
{
    if (argc < 5)
        return 2;
    const StoreKeys keys{keyFrom(argv[2]), keyFrom(argv[2])};
    const std::string prefix = argv[3];
    const long acts = std::strtol(argv[4], nullptr, 10);
    store::Options options;
    options.folder = argv[1];
    options.ballast = 0;
    std::string filler;
    for (int i = 5; i < argc; ++i) {
        if (std::strcmp(argv[i], "no-sync") == 0)
            options.durable = false;
        else if (std::strncmp(argv[i], "ballast=", 8) == 0)
            options.ballast = std::strtoull(argv[i] + 8, nullptr, 10);
        else if (std::strncmp(argv[i], "filler=", 7) == 0)
            filler = argv[i] + 7;
    }
    SystemClock clock;
    OpenSslRandom random;
    NoLog log;
    if (!std::filesystem::exists(options.folder / options.file)) {
        auto made =
            store::Store::create(options, keys, clock, random, log, [](store::Store &) { return Result<void>(); });
        if (!made) {
            say("cannot create " + std::string(wireWord(made.error().code)));
            return 1;
        }
    }
    auto store = store::Store::open(options, keys, clock, random, log);
    if (!store) {
        say("cannot open " + std::string(wireWord(store.error().code)));
        return 1;
    }
    auto journal = journal::Journal::open(**store);
    if (!journal) {
        say("cannot open the journal");
        return 1;
    }
    say("ready");
    write(**store, **journal, prefix, acts);
    if (!filler.empty())
        starve(**store, **journal, filler);
    return 0;
}
