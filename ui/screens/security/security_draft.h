// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/records/security.h"
#include "core/result.h"

#include <QObject>
#include <QString>

#include <map>
#include <optional>
#include <vector>

namespace castellan::ui {

/// A field of the draft whose value on the server has moved since the draft began.
struct Moved {
    json::value was;
    json::value now;
};

/// The settings on the server, and the edits that are not applied yet. The draft outlives a refresh and a lost
/// connection; a field whose draft equals the server's value is no change.
class SecurityDraft : public QObject {
    Q_OBJECT
public:
    explicit SecurityDraft(QObject *parent = nullptr) : QObject(parent) {}

    [[nodiscard]] bool isLoaded() const { return m_document.has_value(); }
    [[nodiscard]] std::int64_t revision() const { return m_document ? m_document->revision : 0; }
    [[nodiscard]] const std::vector<records::SecuritySetting> &settings() const;
    [[nodiscard]] const std::vector<records::SecurityPreset> &presets() const;
    [[nodiscard]] const records::SecuritySetting *setting(const std::string &key) const;

    /// Takes what the server has now. Drafts stay; those that it has made true go; those whose field has moved
    /// meanwhile are marked.
    void take(records::SecurityDocument document);

    [[nodiscard]] json::value onServer(const std::string &key) const;
    [[nodiscard]] json::value defaultOf(const std::string &key) const;
    /// The draft's value, else the server's.
    [[nodiscard]] json::value value(const std::string &key) const;
    [[nodiscard]] bool isChanged(const std::string &key) const { return m_draft.contains(key); }
    [[nodiscard]] bool isEmpty() const { return m_draft.empty(); }
    /// Changed keys in the order of the settings.
    [[nodiscard]] std::vector<std::string> changed() const;
    [[nodiscard]] std::optional<Moved> moved(const std::string &key) const;
    [[nodiscard]] bool hasMoved() const { return !m_moved.empty(); }
    /// A field's error, found here or by the server; empty if none.
    [[nodiscard]] QString problem(const std::string &key) const { return m_problems.value(key); }
    [[nodiscard]] bool hasProblems() const { return !m_problems.isEmpty(); }
    /// The first field with a problem; empty if none.
    [[nodiscard]] std::string firstProblem() const;

    void set(const std::string &key, const json::value &value);
    /// As typed, for integers and lists; what can't be read is a problem of the field.
    void setText(const std::string &key, const QString &text);
    void reset(const std::string &key);
    void discard();
    /// Changed values with those of the server that they were typed over: the draft as it is kept over the end of the
    /// program.
    [[nodiscard]] json::object kept() const;
    /// Puts a kept draft back, now or with the next values of the server; a field whose value has changed there since
    /// is marked.
    void restore(json::object kept);
    /// Fills the draft with a preset's values; lists stay.
    void fill(const records::SecurityPreset &preset);
    /// Keeps the draft's value of a field whose value on the server has changed.
    void keep(const std::string &key);
    /// The server's error, at its field. False if it is about none.
    bool blame(const Error &error);

    /// The request that applies the draft.
    [[nodiscard]] records::SecurityUpdate update() const;

Q_SIGNALS:
    /// New values of the server are there.
    void loaded();
    /// The draft, a problem or a mark of this field.
    void fieldChanged(const std::string &key);
    void draftChanged();

private:
    void tell(const std::string &key);
    void takeKept();

    std::optional<records::SecurityDocument> m_document;
    std::map<std::string, json::value> m_draft;
    json::object m_kept;  ///< waits for the server's values
    std::map<std::string, Moved> m_moved;
    struct Problems : std::map<std::string, QString> {
        [[nodiscard]] QString value(const std::string &key) const
        {
            const auto it = find(key);
            return it == end() ? QString() : it->second;
        }
        [[nodiscard]] bool isEmpty() const { return empty(); }
    } m_problems;
};

}  // namespace castellan::ui
