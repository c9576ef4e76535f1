// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/journal/verification.h"

#include "core/try.h"
#include "server/journal/checkpoint.h"
#include "server/journal/format.h"
#include "server/store/tables/journal_records.h"

#include <iterator>
#include <map>
#include <set>

namespace castellan::journal {
namespace {

using store::JournalRecord;

/// One pass over the rows, which checks the invariants between them.
class Walk {
public:
    Walk(const store::PublicIds &ids, const store::JournalAnchor &anchor, std::vector<store::JournalEpoch> epochs,
         VerifyReport &report)
        : m_ids(ids), m_chain(anchor.chain), m_seq(anchor.seq), m_epochs(std::move(epochs)), m_report(report)
    {
        if (m_epochs.empty())
            found(0, "The journal has no epoch.");
    }

    void want(const Checkpoint &checkpoint, bool outside) { m_wanted[checkpoint.seq].push_back({checkpoint, outside}); }

    /// False: stop, something is wrong.
    bool row(const JournalRecord &r)
    {
        ++m_report.rows;
        if (r.seq != m_seq + 1)
            return found(m_seq + 1, "Row " + std::to_string(m_seq + 1) + " is missing; after " + std::to_string(m_seq) +
                                        " comes " + std::to_string(r.seq) + ".");
        m_seq = r.seq;
        if (!epochOf(r))
            return found(r.seq, name(r) + " belongs to another epoch than the one in which its number was given.");
        if (r.salt && personalHash(r) != r.personalHash)
            return found(r.seq, name(r) + " has another personal part than when it was written.");
        const auto id = m_ids.encode(store::JournalPlace{std::uint64_t(r.epoch), r.seq});
        m_chain = chainHash(m_chain, leafHash(r, id));
        if (m_chain != r.chain)
            return found(r.seq, name(r) + " is not as it was written, or a row before it was taken out.");
        remember(r);
        ++m_logs[r.team()];
        return compare(r);
    }

    /// After the last row.
    void end(store::Reader &reader)
    {
        if (!m_report.good())
            return;
        m_report.head = {m_epochs.empty() ? 0 : std::uint64_t(m_epochs.back().epoch), m_seq, m_chain};
        if (!m_unexplained.empty()) {
            const auto seq = m_unexplained.begin()->first;
            found(seq, "Row " + std::to_string(seq) +
                           " has lost its personal part, and no later row tells of the "
                           "erasure of a person in it.");
            return;
        }
        if (!m_wanted.empty()) {
            const auto &[seq, wanted] = *m_wanted.rbegin();
            found(m_seq + 1, std::string("The journal ends at row ") + std::to_string(m_seq) + ", but " +
                                 (wanted.front().outside ? "the checkpoint from outside" : "a checkpoint inside it") +
                                 " says that it had row " + std::to_string(seq) +
                                 ": its end was cut off, or an older copy was put in its place.");
            return;
        }
        counts(reader);
    }

private:
    struct Wanted {
        Checkpoint checkpoint;
        bool outside;
    };

    bool found(std::int64_t seq, std::string sentence)
    {
        if (m_report.good()) {
            m_report.finding = std::move(sentence);
            m_report.badSeq = seq;
        }
        return false;
    }

    static std::string name(const JournalRecord &r)
    {
        return "Row " + std::to_string(r.seq) + " (" + r.event + ", " + toIso(r.at) + ")";
    }

    bool epochOf(const JournalRecord &r)
    {
        while (m_epoch + 1 < m_epochs.size() && m_epochs[m_epoch + 1].firstSeq <= r.seq)
            ++m_epoch;
        return m_epoch < m_epochs.size() && m_epochs[m_epoch].epoch == r.epoch;
    }

    /// Personal parts are removed only by a person's erasure and by retention, and both leave a row.
    void remember(const JournalRecord &r)
    {
        if (r.event == kindOf(Event::platform_person_erased).word)
            explain(r.subject);
        if (r.event == kindOf(Event::platform_journal_emptied).word && r.salt)
            explainByAge(r.body);
        if (!r.salt) {
            m_unexplained.emplace(r.seq, r.event);
            m_people[r.actor].insert(r.seq);
            m_people[r.subject].insert(r.seq);
        }
    }

    void explain(std::int64_t person)
    {
        const auto it = m_people.find(person);
        if (it == m_people.end() || person == 0)
            return;
        for (const auto seq : it->second)
            m_unexplained.erase(seq);
        m_people.erase(it);
    }

    void explainByAge(const std::string &text)
    {
        const auto body = json::parse(text);
        const auto *info = body && body->is_object() ? body->get_object().if_contains("info") : nullptr;
        if (info == nullptr || !info->is_object())
            return;
        const auto *events = info->get_object().if_contains("events");
        const auto *from = info->get_object().if_contains("from");
        const auto *through = info->get_object().if_contains("through");
        const bool whole = events != nullptr && events->is_array() && from != nullptr && from->is_int64() &&
                           through != nullptr && through->is_int64();
        if (!whole)
            return;
        const auto explained = [&](const std::string &event) {
            return std::ranges::any_of(events->get_array(), [&](const json::value &word) {
                return word.is_string() && word.get_string() == boost::json::string_view(event);
            });
        };
        auto it = m_unexplained.upper_bound(from->get_int64());
        while (it != m_unexplained.end() && it->first <= through->get_int64())
            it = explained(it->second) ? m_unexplained.erase(it) : std::next(it);
    }

    bool compare(const JournalRecord &r)
    {
        const auto it = m_wanted.find(r.seq);
        if (it == m_wanted.end())
            return true;
        for (const auto &[checkpoint, outside] : it->second) {
            const std::string whose = outside ? "The checkpoint from outside" : "The signed checkpoint";
            if (!signatureHolds(checkpoint))
                return found(r.seq, whose + " at row " + std::to_string(r.seq) + " has a signature that is wrong.");
            if (checkpoint.epoch != std::uint64_t(r.epoch) || checkpoint.chain != r.chain)
                return found(r.seq, whose + " says that the journal was another one at row " + std::to_string(r.seq) +
                                        ": rows up to it were written anew.");
            if (!outside)
                ++m_report.checkpoints;
        }
        m_wanted.erase(it);
        return true;
    }

    void counts(store::Reader &reader)
    {
        for (const auto &[team, rows] : m_logs) {
            const auto count = store::journal_records::countOf(reader, team);
            if (count && *count != rows)
                found(0, "The count of rows of " + (team ? "team " + to_string(*team) : "the platform") + " is " +
                             std::to_string(*count) + ", but there are " + std::to_string(rows) + ".");
        }
    }

    const store::PublicIds &m_ids;
    Digest m_chain;
    std::int64_t m_seq;
    std::vector<store::JournalEpoch> m_epochs;
    std::size_t m_epoch = 0;
    VerifyReport &m_report;
    std::map<std::int64_t, std::vector<Wanted>> m_wanted;
    std::map<std::int64_t, std::set<std::int64_t>> m_people;
    std::map<std::int64_t, std::string> m_unexplained;     ///< with their events
    std::map<std::optional<TeamId>, std::int64_t> m_logs;  ///< rows of each team, and of the platform
};

}  // namespace

Result<VerifyReport> verifyJournal(store::Reader &reader, const std::optional<Checkpoint> &outside)
{
    auto anchor = TRY(store::journal_records::anchor(reader));
    auto epochs = TRY(store::journal_records::epochs(reader));
    auto inside = TRY(store::journal_checkpoints::all(reader));
    VerifyReport report;
    report.comparedOutside = outside.has_value();
    Walk walk(reader.ids(), anchor, std::move(epochs), report);
    bool anchorSigned = anchor.seq == 0;
    for (const auto &record : inside) {
        const auto checkpoint = checkpointFrom(record);
        if (record.seq > anchor.seq)
            walk.want(checkpoint, false);
        else if (record.seq == anchor.seq)
            anchorSigned = signatureHolds(checkpoint) && checkpoint.chain == anchor.chain;
    }
    if (!anchorSigned) {
        report.finding = "The journal begins after row " + std::to_string(anchor.seq) +
                         ", but this server did not sign that it took the rows before away: its beginning was cut off.";
        report.badSeq = anchor.seq + 1;
        return report;
    }
    if (outside && outside->seq <= anchor.seq) {
        report.finding = "The checkpoint from outside is older than the oldest row that is kept, so nothing can be "
                         "compared with it. Use a newer one.";
        return report;
    }
    if (outside)
        walk.want(*outside, true);
    TRY(store::journal_records::forEach(reader, [&](const JournalRecord &r) { return walk.row(r); }));
    walk.end(reader);
    return report;
}

}  // namespace castellan::journal
