// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/connectors/flowfuse/api.h"
#include "client/transport/transport.h"

namespace castellan::demo {

/// One line to a server over which many people speak in turn; each call waits for its answer. For a thread that may
/// wait: never the UI's while a person looks on.
class Line {
public:
    Line(const QUrl &server, Secret launchKey, const Clock &clock, Random &random);

    /// Answers with the session, to be handed to speakAs().
    [[nodiscard]] Result<Secret> signIn(const char *username, const char *password);
    /// How many requests there have been.
    [[nodiscard]] int asked() const { return m_asked; }
    /// Who asks from here on, and by which password they confirm that it is them when asked; the local person, who has
    /// none, by saying so.
    void speakAs(const Secret &session, const char *password)
    {
        m_transport.setBearer(session.clone());
        m_password = password;
    }

    template <class T> [[nodiscard]] Result<T> get(const QString &path, const QUrlQuery &query = {})
    {
        client::Request request;
        request.path = path;
        request.query = query;
        return read<T>(ask(std::move(request)));
    }
    /// A write whose answer is a record.
    template <class T, class B> [[nodiscard]] Result<T> call(const char *method, const QString &path, const B &body)
    {
        return read<T>(ask(client::flowfuse::Api::write(method, path, json::encodeText(body), client::Expect::json)));
    }
    /// A request whose answer's status says it all.
    template <class B> [[nodiscard]] Result<void> act(const char *method, const QString &path, const B &body)
    {
        return settled(ask(client::flowfuse::Api::write(method, path, json::encodeText(body), client::Expect::done)));
    }
    [[nodiscard]] Result<void> act(const char *method, const QString &path)
    {
        return settled(ask(client::flowfuse::Api::write(method, path, {}, client::Expect::done)));
    }

private:
    [[nodiscard]] Result<client::Reply> ask(client::Request request);
    [[nodiscard]] Result<client::Reply> askOnce(client::Request request);
    [[nodiscard]] Result<client::Reply> confirm();
    [[nodiscard]] static Result<void> settled(Result<client::Reply> reply);
    template <class T> [[nodiscard]] static Result<T> read(Result<client::Reply> reply)
    {
        if (!reply)
            return fail(std::move(reply).error());
        return client::flowfuse::Api::read<T>(*reply);
    }

    client::Transport m_transport;
    const char *m_password = nullptr;
    int m_asked = 0;
};

}  // namespace castellan::demo
