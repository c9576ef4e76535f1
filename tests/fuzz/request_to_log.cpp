// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
// A stranger's text from its request to the console: head scanner, journal, page and stream, the client's codec, the
// console's texts, and what is exported from there.
#include "client/display_text.h"
#include "client/events/entry_facts.h"
#include "client/events/entry_sentence.h"
#include "client/feed/stream_frame.h"
#include "client/indented_json.h"
#include "core/records/audit.h"
#include "core/text/tab_separated.h"
#include "core/text/utf8.h"
#include "core/try.h"
#include "server/http/asio.h"
#include "server/http/head_scanner.h"
#include "server/http/request_head.h"
#include "server/journal/entry_text.h"
#include "server/journal/verification.h"
#include "server/store/store.h"
#include "server/stream/batch.h"
#include "tests/fuzz/target.h"

#include <QStringList>

#include <boost/json/object.hpp>

#include <algorithm>
#include <filesystem>

using namespace castellan;
using castellan::fuzz::promise;

namespace {

constexpr std::size_t line = 8 * 1024;
constexpr std::size_t fields = 64;

class SteppingClock final : public Clock {
public:
    [[nodiscard]] Instant now() const override { return fromMicros(1'795'321'902'099'000 + ++m_step * 60'000'000); }
    [[nodiscard]] Tick tick() const override { return std::chrono::steady_clock::now(); }

private:
    mutable std::atomic<std::int64_t> m_step{0};
};

/// A journal of its own, which goes with the process.
class World {
public:
    World()
    {
        m_random.fill(m_keys.database.writable());
        m_random.fill(m_keys.master.writable());
        std::array<std::byte, 8> name{};
        m_random.fill(name);
        const auto base = std::filesystem::is_directory("/dev/shm") ? std::filesystem::path("/dev/shm")
                                                                    : std::filesystem::temp_directory_path();
        m_folder = base / ("castellan-fuzz-" + toHex(name));
        store::Options options;
        options.folder = m_folder;
        options.ballast = 0;
        const auto made = store::Store::create(options, m_keys, m_clock, m_random, m_log,
                                               [](store::Store &) { return Result<void>(); });
        promise(made.has_value(), "a store is made");
        m_store = std::move(*store::Store::open(options, m_keys, m_clock, m_random, m_log));
        m_journal = std::move(*journal::Journal::open(*m_store));
    }
    ~World()
    {
        m_store->close();
        m_journal.reset();
        m_store.reset();
        std::error_code ignored;
        std::filesystem::remove_all(m_folder, ignored);
    }
    World(const World &) = delete;
    World &operator=(const World &) = delete;

    [[nodiscard]] const store::PublicIds &ids() const { return m_store->ids(); }

    /// The row that the entry becomes, once as the page reads it and once as the stream was told.
    [[nodiscard]] std::vector<journal::JournalRow> written(const journal::Entry &entry)
    {
        std::vector<journal::JournalRow> rows;
        const auto done = m_store->write([&](store::Writer &writer) { return m_journal->append(writer, entry); });
        promise(done.has_value(), "every entry can be written");
        journal::PageQuery first;
        first.limit = 1;
        auto page = m_store->read([&](store::Reader &reader) { return m_journal->page(reader, first); });
        promise(page && page->rows.size() == 1, "what was written is on the first page");
        rows.push_back(page->rows.front());
        const auto seq = rows.front().seq;
        auto run = m_store->read([&](store::Reader &reader) { return m_journal->readFrom(reader, seq - 1, 1); });
        promise(run && run->size() == 1, "what was written is read by the stream");
        rows.push_back(run->front());
        return rows;
    }

private:
    SteppingClock m_clock;
    OpenSslRandom m_random;
    NoLog m_log;
    StoreKeys m_keys{Secret(32), Secret(32)};
    std::filesystem::path m_folder;
    std::unique_ptr<store::Store> m_store;
    std::unique_ptr<journal::Journal> m_journal;
};

/// A request that the engine's head checks let pass.
std::optional<http::Request> accepted(std::string_view bytes, std::string_view &rest)
{
    http::HeadScanner scanner(line, 2 * line, fields);
    const auto step = scanner.scan(bytes);
    if (step.refusal || !step.complete)
        return std::nullopt;
    const auto head = bytes.substr(scanner.leading(), scanner.size() - scanner.leading());
    rest = bytes.substr(scanner.size());
    http::RequestParser parser;
    parser.body_limit(boost::none);
    parser.header_limit(std::uint32_t(head.size()) + 1);
    boost::beast::error_code error;
    parser.put(boost::asio::buffer(head.data(), head.size()), error);
    if (error || !parser.is_header_done())
        return std::nullopt;
    auto read = http::readHead(parser);
    return read ? std::optional(std::move(read->request)) : std::nullopt;
}

/// Every text of the request in every member that takes one.
journal::Entry entryOf(const http::Request &request, std::string_view rest)
{
    journal::Entry entry;
    entry.event = Event::access_refused;
    entry.outcome = Outcome::refused;
    entry.actor = AnonymousActor{std::string(request.queryValue("username").value_or(request.path)), Auth::none};
    entry.client = request.client();
    entry.address = request.header("X-Forwarded-For").value_or("");
    entry.requestId = request.header("X-Request-Id").value_or("");
    entry.body["path"] = request.path;
    json::object query;
    for (const auto &[name, value] : request.query)
        query[name] = value;
    entry.body["query"] = std::move(query);
    json::object headers;
    for (const auto &[name, value] : request.headers)
        headers[name] = std::string_view(value);
    entry.body["headers"] = std::move(headers);
    if (const auto body = json::parse(rest))
        entry.body["json"] = *body;
    return entry;
}

/// One line that reads in the order in which it stands (UAX 9), without a control.
bool isLiteral(const QString &text)
{
    int open = 0;
    for (const uint c : text.toUcs4()) {
        const auto category = QChar::category(c);
        if (category == QChar::Other_Control || category == QChar::Separator_Line ||
            category == QChar::Separator_Paragraph || category == QChar::Other_Surrogate)
            return false;
        switch (QChar::direction(c)) {
        case QChar::DirLRE:
        case QChar::DirLRO:
        case QChar::DirRLE:
        case QChar::DirRLO:
        case QChar::DirPDF:
        case QChar::DirLRI:
        case QChar::DirRLI:
            return false;
        case QChar::DirFSI:
            ++open;
            break;
        case QChar::DirPDI:
            if (--open < 0)
                return false;
            break;
        default:
            break;
        }
    }
    return open == 0;
}

/// What people copy of an entry: its row as tab-separated values, and its record as JSON.
void lookAtTheExport(const records::AuditEntry &entry)
{
    const auto shown = [](const auto &text) { return text ? client::displayText(*text) : QString(); };
    QStringList cells{
        client::displayText(entry.event), shown(entry.username),  shown(entry.address),    shown(entry.client),
        client::sentenceOf(entry),        client::actorOf(entry), client::failureOf(entry)};
    for (const auto &fact : client::factsOf(entry))
        cells << fact.name << fact.value;
    for (const auto &change : client::changesOf(entry))
        cells << change.key << change.before << change.after;
    std::vector<std::string> row;
    for (const auto &cell : cells) {
        promise(isLiteral(cell), "the console shows an entry literally, in one line");
        row.push_back(cell.toStdString());
    }
    const auto lines = QString::fromStdString(tabSeparated({row})).split(u'\n');
    promise(lines.size() == 2 && lines.last().isEmpty(), "a copied row is one line");
    const auto copied = lines.first().split(u'\t');
    promise(copied.size() == cells.size(), "with a column for each cell");
    for (const auto &cell : copied) {
        bool isNumber = false;
        (void)cell.toDouble(&isNumber);
        promise(isLiteral(cell), "a copied cell is literal");
        promise(cell.isEmpty() || isNumber || !QStringLiteral("=+-@").contains(cell.front()), "and no formula");
    }
    const auto json = client::indentedJson(entry.raw);
    for (const auto &each : json.split(u'\n'))
        promise(isLiteral(each), "a copied record hides nothing");
    const auto read = json::parse(json.toStdString());
    promise(read && *read == json::value(entry.raw), "and reads as the record");
}

void look(const journal::JournalRow &row, const store::PublicIds &ids)
{
    std::string text;
    journal::appendEntryText(text, row, ids);
    promise(isUtf8(text), "an entry is UTF-8");
    const auto parsed = json::parse(text);
    promise(parsed.has_value(), "an entry is JSON");
    const auto entry = json::decode<records::AuditEntry>(*parsed, json::UnknownMembers::ignore);
    promise(entry.has_value(), "the client's codec takes an entry");
    const auto again = json::decode<records::AuditEntry>(json::encode(*entry), json::UnknownMembers::ignore);
    promise(again && again->client == entry->client && again->username == entry->username &&
                again->body == entry->body && again->address == entry->address,
            "and gives it back");

    lookAtTheExport(*entry);

    const auto encoded = stream::encodedRow(row, ids);
    const std::array<const stream::EncodedRow *, 1> events{&encoded};
    const stream::Filter all{.viewer = {.subscriber = UserId(1), .admin = true}};
    const auto batch = stream::makeBatch(events, all, row.seq - 1, {}, true);
    promise(batch.text && isUtf8(*batch.text), "a frame is UTF-8");
    const auto frame = client::readFrame(*batch.text);
    promise(frame.error.empty(), "the console takes a frame");
    const auto *read = std::get_if<client::StreamEvents>(&frame.message);
    promise(read != nullptr && read->to == row.seq, "and reads its batch");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    std::string_view rest;
    const auto request = accepted(castellan::fuzz::text(data, size), rest);
    if (!request)
        return 0;
    for (const auto &[name, value] : request->headers)
        promise(isUtf8(value), "a header's value is UTF-8");
    promise(isUtf8(request->path) && isUtf8(request->client()), "so are the path and the client");
    static World world;
    for (const auto &row : world.written(entryOf(*request, rest)))
        look(row, world.ids());
    return 0;
}
