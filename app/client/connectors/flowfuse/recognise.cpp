// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "client/connectors/flowfuse/flowfuse_platform.h"
#include "client/connectors/probe.h"
#include "client/display_text.h"

#include <QCoreApplication>

namespace castellan::client::flowfuse {

namespace {

struct Recognise {
    Q_DECLARE_TR_FUNCTIONS(Detect)
};

Failure notOurs(const QString &sentence, const std::string &detail)
{
    return fail(ErrorCode::protocol, sentence.toStdString()).because(detail);
}

/// Whether the response to GET /api/v1/settings is that of a FlowFuse server.
Result<bool> looksRight(Result<json::value> settings, const QString &host)
{
    if (!settings) {
        auto &e = settings.error();
        if (e.code == ErrorCode::protocol)
            return notOurs(Recognise::tr("%1 shows a web page and is not a supported server. If your network requires "
                                         "a sign-in, do that in a browser first.")
                               .arg(host),
                           e.detail);
        if (e.code == ErrorCode::not_found || e.code == ErrorCode::not_offered ||
            e.code == ErrorCode::unauthenticated || e.code == ErrorCode::forbidden ||
            e.code == ErrorCode::invalid_request) {
            return notOurs(Recognise::tr("%1 is not a supported server.").arg(host), e.detail);
        }
        return fail(std::move(e));
    }
    const auto *object = settings->if_object();
    if (!object || !object->contains("features") || !object->contains("user:signup"))
        return notOurs(Recognise::tr("%1 is not a supported server.").arg(host),
                       "GET /api/v1/settings has no `features` or `user:signup`");
    return true;
}

Detected readDescription(const Result<json::value> &description)
{
    Detected detected;
    detected.info.product = QStringLiteral("FlowFuse");
    const auto *object = description ? description->if_object() : nullptr;
    if (!object)
        return detected;
    detected.description = *object;
    if (const auto *info = object->if_contains("info"); info && info->is_object()) {
        const auto text = [&](const char *name) {
            const auto *v = info->get_object().if_contains(name);
            return v && v->is_string() ? displayText(std::string_view(v->get_string())) : QString();
        };
        if (const QString title = text("title"); !title.isEmpty())
            detected.info.product = title.section(QLatin1Char(' '), 0, 0);
        detected.info.version = text("version");
    }
    return detected;
}

}  // namespace

Future<Detected> recognise(Probe &probe)
{
    const auto known = mapped(probe.context(), probe.get(QStringLiteral("/api/v1/settings")),
                              [host = probe.host()](Result<json::value> r) { return looksRight(std::move(r), host); });
    return chained(probe.context(), known, [&probe](bool) {
        return mapped(probe.context(), probe.get(QStringLiteral("/api/json")),
                      [](const Result<json::value> &r) -> Result<Detected> { return readDescription(r); });
    });
}

}  // namespace castellan::client::flowfuse
