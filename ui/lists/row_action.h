// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/servers/server.h"
#include "client/when_done.h"
#include "ui/guards/confirm_dialog.h"

#include <QKeySequence>

#include <functional>
#include <type_traits>

class QMenu;

namespace castellan::ui {

/// A change of any result, with the sentence that is shown once it is made.
class ListChange {
public:
    using Heard = std::function<void(const Result<QString> &sentence)>;

    template <class T>
    ListChange(client::Change<T> change, const QString &done)
        : ListChange(std::move(change), [done](const Result<T> &) { return done; })
    {
    }
    /// `said(Result<T>)` makes the sentence of a result that is no error.
    template <class T, class Said>
        requires std::is_invocable_r_v<QString, Said, const Result<T> &>
    ListChange(client::Change<T> change, Said said)
        : m_tier(change.tier()), m_apply([change = std::move(change), said = std::move(said)](
                                             client::Server &server, QObject *context, const Heard &heard) {
              client::whenDone(context, server.apply(change), [said, heard](const Result<T> &done) {
                  heard(done ? Result<QString>(said(done)) : Result<QString>(fail(done.error())));
              });
          })
    {
    }

    [[nodiscard]] client::Tier tier() const { return m_tier; }
    /// `heard` is not called if `context` is gone by then.
    void apply(client::Server &server, QObject *context, const Heard &heard) const { m_apply(server, context, heard); }

private:
    client::Tier m_tier;
    std::function<void(client::Server &, QObject *, const Heard &)> m_apply;
};

/// One entry of a row's menu: a change of the server, a way to another place, or a menu of its own.
struct RowAction {
    QString text;                    ///< "&Suspend…"
    QString whyNot = {};             ///< the reason why it is off; empty: it is on
    Confirmation confirmation = {};  ///< shown if the change's tier asks for one
    /// Instead of `confirmation`, where the server has to be asked what the change would do.
    std::function<client::Future<Confirmation>()> ask = {};
    std::function<ListChange()> change = {};     ///< made when the entry is chosen
    std::function<void()> go = {};               ///< instead of a change
    std::function<void(QMenu &menu)> fill = {};  ///< instead of both
    bool removes = false;                        ///< the Delete key chooses it
    QKeySequence keys = {};                      ///< choose it while the table has the focus
    bool apart = false;                          ///< a separator stands above it
};

}  // namespace castellan::ui
