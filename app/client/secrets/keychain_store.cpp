// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "client/secrets/keychain_store.h"

#include <QTimer>

#include <qt6keychain/keychain.h>

namespace castellan::client {

namespace {

/// Back-ends report most errors in the message only.
Error meaningOf(QKeychain::Error code, const QString &text)
{
    const auto has = [&](const char *part) { return text.contains(QLatin1String(part), Qt::CaseInsensitive); };
    const auto error = [&](ErrorCode meant, const QString &sentence) {
        return Error(meant, sentence.toStdString()).because(text.toStdString());
    };
    if (code == QKeychain::EntryNotFound)
        return error(ErrorCode::secret_not_found, KeychainStore::tr("The keychain has no such entry."));
    if (has("locked"))
        return error(ErrorCode::secret_store_locked,
                     KeychainStore::tr("The keychain is locked. Unlock it, then try again."));
    if (code == QKeychain::AccessDenied || code == QKeychain::AccessDeniedByUser || has("AccessDenied") ||
        has("rejected send message") || has("dismissed"))
        return error(ErrorCode::secret_store_denied, KeychainStore::tr("The keychain refused access to this program."));
    if (code == QKeychain::NoBackendAvailable || code == QKeychain::NotImplemented || has("could not connect") ||
        has("not provided by any .service") || has("ServiceUnknown") || has("cannot autolaunch"))
        return error(ErrorCode::secret_store_absent,
                     KeychainStore::tr("This desktop has no keychain. Use a file protected by a passphrase, or keep "
                                       "the sign-in for this session only."));
    if (has("session does not exist") || has("session wrapping the secret"))
        return error(ErrorCode::secret_store_absent,
                     KeychainStore::tr("The keychain was restarted. Restart Castellan to use it again."));
    if (has("timeout") || has("timed out") || has("NoReply"))
        return error(ErrorCode::secret_store_slow, KeychainStore::tr("The keychain does not respond."));
    return error(ErrorCode::io, KeychainStore::tr("The keychain failed: %1").arg(text));
}

}  // namespace

struct KeychainStore::Waiting {
    QKeychain::Job *job = nullptr;
    std::function<void(Result<QKeychain::Job *>)> then;
    std::chrono::milliseconds waited{0};
    QTimer timer;
    void finish(Result<QKeychain::Job *> result)
    {
        timer.stop();
        if (auto f = std::exchange(then, nullptr))
            f(std::move(result));
    }
};

KeychainStore::KeychainStore(QString service, Random &random, Deadlines deadlines, std::function<bool()> promptOnScreen,
                             QObject *parent)
    : QObject(parent), m_service(std::move(service)), m_random(random), m_deadlines(deadlines),
      m_promptOnScreen(std::move(promptOnScreen))
{
}

KeychainStore::~KeychainStore() = default;

void KeychainStore::start(QKeychain::Job *job, std::function<void(Result<QKeychain::Job *>)> then)
{
    auto waiting = std::make_shared<Waiting>();
    waiting->job = job;
    waiting->then = std::move(then);
    job->setInsecureFallback(false);
    job->setAutoDelete(true);
    // A job cannot be cancelled; its result is ignored after the deadline.
    connect(job, &QKeychain::Job::finished, this, [waiting](QKeychain::Job *done) {
        if (done->error() == QKeychain::NoError)
            waiting->finish(done);
        else
            waiting->finish(fail(meaningOf(done->error(), done->errorString())));
    });
    waiting->timer.setSingleShot(true);
    connect(&waiting->timer, &QTimer::timeout, this, [this, weak = std::weak_ptr(waiting)] {
        if (const auto held = weak.lock())
            lookAgain(held);
    });
    waiting->timer.start(m_deadlines.quiet);
    job->start();
}

void KeychainStore::lookAgain(const std::shared_ptr<Waiting> &waiting)
{
    waiting->waited += waiting->waited.count() == 0 ? m_deadlines.quiet : std::chrono::milliseconds(500);
    if (m_promptOnScreen && m_promptOnScreen() && waiting->waited < m_deadlines.prompting) {
        waiting->timer.start(std::chrono::milliseconds(500));
        return;
    }
    waiting->finish(
        fail(ErrorCode::secret_store_slow,
             tr("The keychain does not respond. It may be waiting for its password in another window.").toStdString()));
}

Future<Secret> KeychainStore::ask(const QString &name)
{
    const Promise<Secret> promise;
    auto *job = new QKeychain::ReadPasswordJob(m_service);
    job->setKey(name);
    start(job, [promise](Result<QKeychain::Job *> done) {
        if (done) {
            QByteArray bytes = static_cast<QKeychain::ReadPasswordJob *>(*done)->binaryData();
            promise.settle(Secret(std::string_view(bytes.constData(), std::size_t(bytes.size()))));
            bytes.fill('\0');
        } else {
            promise.settle(fail(std::move(done).error()));
        }
    });
    return promise.future();
}

Future<bool> KeychainStore::put(const QString &name, const Secret &secret)
{
    const Promise<bool> promise;
    auto *job = new QKeychain::WritePasswordJob(m_service);
    job->setKey(name);
    job->setBinaryData(QByteArray(reinterpret_cast<const char *>(secret.data()), qsizetype(secret.size())));
    start(job, [promise](Result<QKeychain::Job *> done) {
        promise.settle(done ? Result<bool>(true) : Result<bool>(fail(std::move(done).error())));
    });
    return promise.future();
}

Future<bool> KeychainStore::drop(const QString &name)
{
    const Promise<bool> promise;
    auto *job = new QKeychain::DeletePasswordJob(m_service);
    job->setKey(name);
    start(job, [promise](Result<QKeychain::Job *> done) {
        const bool gone = done || done.error().code == ErrorCode::secret_not_found;
        promise.settle(gone ? Result<bool>(true) : Result<bool>(fail(std::move(done).error())));
    });
    return promise.future();
}

Future<bool> KeychainStore::keep(const QString &name, const std::shared_ptr<const Secret> &secret)
{
    const auto written = put(name, *secret);
    const auto readBack = chained(this, written, [this, name](bool) { return ask(name); });
    return mapped(this, readBack, [secret](Result<Secret> back) -> Result<bool> {
        if (!back && back.error().code != ErrorCode::secret_not_found)
            return fail(std::move(back).error());
        if (!back || !(*back == *secret))
            return fail(ErrorCode::io, tr("The keychain did not store the entry.").toStdString());
        return true;
    });
}

Future<bool> KeychainStore::canary()
{
    const QString name = QStringLiteral("canary-") + QString::fromStdString(m_random.word(12));
    const auto sung = std::make_shared<const Secret>(std::string_view(m_random.word(24)));
    return chained(this, keep(name, sung), [this, name](bool) { return drop(name); });
}

Future<Secret> KeychainStore::read(const QString &name)
{
    const Promise<Secret> promise;
    whenDone(this, ask(name), [this, name, promise](Result<Secret> first) {
        if (first || first.error().code != ErrorCode::secret_not_found)
            return promise.settle(std::move(first));
        whenDone(this, chained(this, canary(), [this, name](bool) { return ask(name); }), promise);
    });
    return promise.future();
}

Future<void> KeychainStore::write(const QString &name, Secret secret)
{
    const auto kept =
        mapped(this, keep(name, std::make_shared<const Secret>(std::move(secret))), [](Result<bool> r) -> Result<void> {
            if (!r)
                return fail(std::move(r).error());
            return {};
        });
    return uncancelled(this, kept);
}

Future<void> KeychainStore::remove(const QString &name)
{
    const auto sings = canary();
    const auto dropped = chained(this, sings, [this, name](bool) { return drop(name); });
    const auto after = chained(this, dropped, [this, name](bool) { return ask(name); });
    const auto removed = mapped(this, after, [](Result<Secret> left) -> Result<void> {
        if (left)
            return fail(ErrorCode::io, tr("The keychain did not remove the entry.").toStdString());
        if (left.error().code != ErrorCode::secret_not_found)
            return fail(std::move(left).error());
        return {};
    });
    return uncancelled(this, removed);
}

}  // namespace castellan::client
