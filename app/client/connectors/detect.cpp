// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "client/connectors/detect.h"

#include "client/connectors/flowfuse/flowfuse_platform.h"

namespace castellan::client {

namespace {

struct Detect {
    Q_DECLARE_TR_FUNCTIONS(Detect)
};

tl::unexpected<Error> notOurs(const QString &sentence, const std::string &detail)
{
    Error error{ErrorCode::protocol, sentence.toStdString(), {}, detail, {}, 0};
    return fail(std::move(error));
}

/// What GET /api/v1/settings must look like before anything else is believed.
Result<bool> looksRight(Result<json::value> settings, const QString &host)
{
    if (!settings) {
        auto &e = settings.error();
        if (e.code == ErrorCode::protocol)
            return notOurs(Detect::tr("A web page answers at %1, but no server that we know. If this network asks "
                                      "people to sign in first, do that in a browser.")
                               .arg(host),
                           e.detail);
        if (e.code == ErrorCode::not_found || e.code == ErrorCode::not_offered ||
            e.code == ErrorCode::unauthenticated || e.code == ErrorCode::forbidden ||
            e.code == ErrorCode::invalid_request) {
            return notOurs(Detect::tr("Something answers at %1, but it is no server that we know.").arg(host),
                           e.detail);
        }
        return fail(std::move(e));
    }
    const auto *object = settings->if_object();
    if (!object || !object->contains("features") || !object->contains("user:signup"))
        return notOurs(Detect::tr("Something answers at %1, but it is no server that we know.").arg(host),
                       "GET /api/v1/settings has no `features` or `user:signup`");
    return true;
}

/// A path template fits a description's path whatever its parameters are called: /teams/{teamId}/members/.
bool describes(const json::object &paths, const QStringList &segments, const char *method)
{
    for (const auto &item : paths) {
        const auto theirs = QString::fromStdString(std::string(item.key())).split(QLatin1Char('/'), Qt::SkipEmptyParts);
        if (theirs.size() != segments.size() || !item.value().is_object())
            continue;
        bool same = true;
        for (qsizetype i = 0; i < segments.size() && same; ++i)
            same = segments[i] == theirs[i] ||
                   (segments[i] == QLatin1String("*") && theirs[i].startsWith(QLatin1Char('{')));
        if (same && item.value().get_object().contains(method))
            return true;
    }
    return false;
}

Detected readDescription(const Result<json::value> &description)
{
    Detected detected;
    detected.info.product = QStringLiteral("FlowFuse");
    const auto *object = description ? description->if_object() : nullptr;
    if (!object)
        return detected;
    if (const auto *info = object->if_contains("info"); info && info->is_object()) {
        const auto text = [&](const char *name) {
            const auto *v = info->get_object().if_contains(name);
            return v && v->is_string() ? QString::fromStdString(std::string(v->get_string())) : QString();
        };
        if (const QString title = text("title"); !title.isEmpty())
            detected.info.product = title.section(QLatin1Char(' '), 0, 0);
        detected.info.version = text("version");
    }
    if (const auto *paths = object->if_contains("paths"); paths && paths->is_object()) {
        const auto &p = paths->get_object();
        const QStringList api{QStringLiteral("api"), QStringLiteral("v1")};
        detected.offers.addsMembers = describes(
            p, api + QStringList{QStringLiteral("teams"), QStringLiteral("*"), QStringLiteral("members")}, "post");
        detected.offers.auditStream =
            describes(p, api + QStringList{QStringLiteral("audit"), QStringLiteral("stream")}, "get");
        detected.offers.unlocks = describes(
            p, api + QStringList{QStringLiteral("users"), QStringLiteral("*"), QStringLiteral("unlock")}, "post");
        detected.offers.security =
            describes(p, api + QStringList{QStringLiteral("admin"), QStringLiteral("security")}, "put");
        detected.offers.sessions =
            describes(p, api + QStringList{QStringLiteral("user"), QStringLiteral("sessions")}, "get");
        detected.offers.identity = describes(p, api + QStringList{QStringLiteral("identity")}, "get");
    }
    return detected;
}

}  // namespace

Future<Detected> detect(Transport &transport)
{
    const flowfuse::Api api(transport);
    const auto anonymous = [api](const QString &path) {
        Request request;
        request.path = path;
        request.signsIn = true;  // nobody is signed in yet: a 401 is an answer
        return api.decoded<json::value>(api.transport().send(std::move(request)));
    };
    const QString host = transport.endpoint().base.authority();
    const auto known = mapped(&transport, anonymous(QStringLiteral("/api/v1/settings")),
                              [host](Result<json::value> r) { return looksRight(std::move(r), host); });
    // A server without a description is taken for FlowFuse: its settings are what we recognised.
    return chained(&transport, known, [&transport, anonymous](bool) {
        return mapped(&transport, anonymous(QStringLiteral("/api/json")),
                      [](const Result<json::value> &r) -> Result<Detected> { return readDescription(r); });
    });
}

std::unique_ptr<Platform> makePlatform(Transport &transport, const Detected &detected)
{
    return std::make_unique<flowfuse::FlowFusePlatform>(transport, detected);
}

}  // namespace castellan::client
