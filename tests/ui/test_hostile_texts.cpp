// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/client/transport/raw_server.h"
#include "tests/ui/hands.h"
#include "tests/ui/real_world.h"
#include "ui/screens/audit_log/event_inspector.h"
#include "ui/shell/main_window.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/shapes.h"
#include "ui/widgets/table_view.h"
#include "ui/widgets/tool_tip.h"

#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QFile>
#include <QHelpEvent>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPointer>
#include <QTabBar>
#include <QTextDocument>
#include <QToolTip>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace castellan;
using namespace castellan::ui;
using namespace castellan::test;
using namespace Qt::StringLiterals;
using client::RawRequest;
using client::RawServer;

namespace {

/// A server of our kind that says the same hostile text wherever it may say one.
class HostileServer {
public:
    explicit HostileServer(QString text) : m_text(std::move(text))
    {
        m_server.answer = [this](const RawRequest &request) { return answerTo(request); };
    }
    [[nodiscard]] QString url() const { return m_server.url().toString(); }

private:
    static QByteArray ok(const QJsonObject &body, const QList<QByteArray> &headers = {})
    {
        return RawServer::reply(200, QJsonDocument(body).toJson(QJsonDocument::Compact), "application/json", headers);
    }
    [[nodiscard]] QJsonObject user(const QString &id) const
    {
        return {{u"id"_s, id},        {u"username"_s, m_text}, {u"name"_s, m_text},
                {u"email"_s, m_text}, {u"admin"_s, true},      {u"mfa_enabled"_s, true}};
    }
    [[nodiscard]] QJsonObject team() const
    {
        return {{u"id"_s, u"t1"_s},
                {u"name"_s, m_text},
                {u"slug"_s, m_text},
                {u"memberCount"_s, 1},
                {u"type"_s, QJsonObject{{u"id"_s, u"k1"_s}, {u"name"_s, m_text}}}};
    }
    [[nodiscard]] QJsonObject entry(const QString &id, const QString &event) const
    {
        const QJsonObject subject{{u"id"_s, u"x1"_s}, {u"name"_s, m_text}};
        const QJsonObject change{{u"key"_s, m_text}, {u"old"_s, m_text}, {u"new"_s, m_text}};
        return {{u"id"_s, id},
                {u"createdAt"_s, u"2026-11-22T03:00:00.000Z"_s},
                {u"event"_s, event},
                {u"username"_s, m_text},
                {u"address"_s, m_text},
                {u"client"_s, m_text},
                {u"auth"_s, m_text},
                {u"outcome"_s, u"failed"_s},
                {u"body"_s, QJsonObject{{u"user"_s, subject},
                                        {u"team"_s, subject},
                                        {u"reason"_s, m_text},
                                        {u"updates"_s, QJsonArray{change}},
                                        {u"error"_s, QJsonObject{{u"message"_s, m_text}}}}}};
    }
    [[nodiscard]] QByteArray answerTo(const RawRequest &request) const
    {
        const QString path = QString::fromUtf8(request.target).section(u'?', 0, 0);
        const QJsonObject meta;
        if (request.method != "GET" && path != u"/account/login")
            return refusal();
        if (path == u"/api/v1/settings")
            return RawServer::reply(200, R"({"features":{},"user:signup":false})");
        if (path == u"/api/json")
            return ok({{u"info"_s, QJsonObject{{u"title"_s, m_text}, {u"version"_s, m_text}}},
                       {u"paths"_s, QJsonObject{{u"/api/v1/teams/{id}/members"_s, QJsonObject{{u"post"_s, meta}}},
                                                {u"/api/v1/admin/security"_s, QJsonObject{{u"put"_s, meta}}},
                                                {u"/api/v1/user/sessions"_s, QJsonObject{{u"get"_s, meta}}}}}});
        if (path == u"/account/login")
            return RawServer::reply(200, {}, {}, {"Set-Cookie: sid=S1; Path=/; HttpOnly"});
        if (path == u"/api/v1/user")
            return ok(user(u"u1"_s));
        if (path == u"/api/v1/user/sessions")
            return ok({{u"count"_s, 1},
                       {u"sessions"_s, QJsonArray{QJsonObject{{u"id"_s, u"s1"_s},
                                                              {u"createdAt"_s, u"2026-11-22T03:00:00.000Z"_s},
                                                              {u"lastUsedAt"_s, u"2026-11-22T03:00:00.000Z"_s},
                                                              {u"address"_s, m_text},
                                                              {u"client"_s, m_text},
                                                              {u"current"_s, false},
                                                              {u"secondFactor"_s, true}}}}});
        if (path == u"/api/v1/admin/security")
            return ok({{u"revision"_s, 1},
                       {u"values"_s, QJsonObject{{u"password_minimum"_s, 12}, {m_text, m_text}}},
                       {u"defaults"_s, QJsonObject{{u"password_minimum"_s, 12}, {m_text, m_text}}},
                       {u"presets"_s, QJsonArray{QJsonObject{{u"name"_s, m_text}, {u"values"_s, meta}}}},
                       {u"settings"_s,
                        QJsonArray{QJsonObject{
                            {u"key"_s, m_text}, {u"kind"_s, u"choice"_s}, {u"choices"_s, QJsonArray{m_text}}}}}});
        if (path.endsWith(u"/audit-log"_s))
            return ok({{u"meta"_s, meta},
                       {u"count"_s, 3},
                       {u"log"_s, QJsonArray{entry(u"e1"_s, u"team.user.role-changed"_s), entry(u"e2"_s, m_text),
                                             entry(u"e3"_s, u"account.login"_s)}}});
        if (path.endsWith(u"/members"_s))
            return ok({{u"count"_s, 1}, {u"members"_s, QJsonArray{memberOf(user(u"u2"_s))}}});
        if (path.endsWith(u"/invitations"_s))
            return ok({{u"meta"_s, meta},
                       {u"count"_s, 1},
                       {u"invitations"_s, QJsonArray{QJsonObject{{u"id"_s, u"i1"_s},
                                                                 {u"role"_s, 30},
                                                                 {u"team"_s, team()},
                                                                 {u"invitor"_s, user(u"u1"_s)},
                                                                 {u"invitee"_s, user(u"u3"_s)}}}}});
        if (path == u"/api/v1/users")
            return ok({{u"meta"_s, meta}, {u"count"_s, 2}, {u"users"_s, QJsonArray{user(u"u1"_s), user(u"u2"_s)}}});
        if (path == u"/api/v1/team-types")
            return ok({{u"meta"_s, meta}, {u"count"_s, 1}, {u"types"_s, QJsonArray{team().value(u"type"_s)}}});
        if (path == u"/api/v1/teams" || path == u"/api/v1/user/teams")
            return ok({{u"meta"_s, meta}, {u"count"_s, 1}, {u"teams"_s, QJsonArray{team()}}});
        if (path == u"/api/v1/teams/t1/user")
            return ok({{u"role"_s, 50}});
        if (path == u"/api/v1/teams/t1")
            return ok(team());
        return refusal();
    }
    [[nodiscard]] QByteArray refusal() const
    {
        return RawServer::reply(400, QJsonDocument(QJsonObject{{u"code"_s, m_text}, {u"error"_s, m_text}}).toJson());
    }
    [[nodiscard]] static QJsonObject memberOf(QJsonObject user)
    {
        user.insert(u"role"_s, 30);
        return user;
    }

    QString m_text;
    RawServer m_server;
};

/// Everything in the open windows that people or their screen readers are told.
class Collected {
public:
    explicit Collected(const QString &where)
    {
        for (const QWidget *top : QApplication::topLevelWidgets())
            takeAll(*top, where);
    }
    Collected(const QString &where, const QWidget &in) { takeAll(in, where); }
    QStringList lines;   ///< "where what: text"
    QStringList faults;  ///< those that break out of their place
    int tips = 0;

private:
    void say(const QString &where, const QString &what, const QString &text, bool severalLines)
    {
        if (text.isEmpty())
            return;
        lines << where + u' ' + what + u": "_s + text;
        int open = 0;
        bool fine = true;
        for (const uint c : text.toUcs4()) {
            const auto category = QChar::category(c);
            const auto direction = QChar::direction(c);
            open += direction == QChar::DirFSI ? 1 : direction == QChar::DirPDI ? -1 : 0;
            fine = fine && open >= 0 && (category != QChar::Other_Control || (severalLines && c == '\n')) &&
                   category != QChar::Separator_Line && category != QChar::Separator_Paragraph &&
                   category != QChar::Other_Surrogate && direction != QChar::DirRLO && direction != QChar::DirLRO &&
                   direction != QChar::DirRLE && direction != QChar::DirLRE && direction != QChar::DirPDF &&
                   direction != QChar::DirRLI && direction != QChar::DirLRI && c != 0x200b && c != 0x3164 &&
                   c != 0x2800 && c != 0xa0;
        }
        if (!fine || open != 0)
            faults << lines.last();
    }
    void tip(const QString &where, const QString &text)
    {
        ++tips;
        if (!Qt::mightBeRichText(text))
            return say(where, u"tooltip"_s, text, true);
        QTextDocument shown;
        shown.setHtml(text);
        if (text.contains(u"<img"_s, Qt::CaseInsensitive) || text.contains(u"<b>"_s))
            faults << where + u" markup: "_s + text;
        say(where, u"tooltip"_s, shown.toPlainText(), true);
    }
    void takeAll(const QWidget &in, const QString &where)
    {
        take(in, where);
        for (const auto *widget : in.findChildren<QWidget *>())
            take(*widget, where);
    }
    void take(const QWidget &widget, const QString &where)
    {
        const QString here = where + u' ' + QLatin1String(widget.metaObject()->className());
        say(here, u"name"_s, widget.accessibleName(), true);
        say(here, u"description"_s, widget.accessibleDescription(), true);
        say(here, u"title"_s, widget.windowTitle(), false);
        tip(here, widget.toolTip());
        for (const auto *action : widget.actions()) {
            say(here, u"action"_s, action->text(), false);
            tip(here, action->toolTip());
        }
        if (const auto *label = qobject_cast<const QLabel *>(&widget))
            takeLabel(*label, here);
        if (const auto *label = qobject_cast<const ElidedLabel *>(&widget))
            say(here, u"text"_s, label->text(), false);
        if (const auto *dot = qobject_cast<const StatusDot *>(&widget))
            say(here, u"text"_s, dot->text(), false);
        if (const auto *button = qobject_cast<const QAbstractButton *>(&widget))
            say(here, u"text"_s, button->text(), false);
        if (const auto *field = qobject_cast<const QLineEdit *>(&widget))
            for (const auto &words : {field->text(), field->placeholderText()})
                say(here, u"text"_s, words, false);
        if (const auto *box = qobject_cast<const QComboBox *>(&widget))
            takeModel(*box->model(), here);
        if (const auto *edit = qobject_cast<const QPlainTextEdit *>(&widget))
            say(here, u"text"_s, edit->toPlainText(), true);
        if (const auto *tabs = qobject_cast<const QTabBar *>(&widget))
            for (int i = 0; i < tabs->count(); ++i) {
                say(here, u"tab"_s, tabs->tabText(i), false);
                tip(here, tabs->tabToolTip(i));
            }
        if (const auto *view = qobject_cast<const QAbstractItemView *>(&widget); view && view->model())
            takeModel(*view->model(), here);
    }
    void takeLabel(const QLabel &label, const QString &where)
    {
        if (label.inherits("QTipLabel"))
            return tip(where, label.text());
        if (label.textFormat() == Qt::AutoText && Qt::mightBeRichText(label.text()))
            faults << where + u" guessed: "_s + label.text();
        if (label.textFormat() != Qt::RichText)
            return say(where, u"text"_s, label.text(), true);
        if (label.text().contains(u"<img"_s, Qt::CaseInsensitive))
            faults << where + u" markup: "_s + label.text();
    }
    void takeModel(const QAbstractItemModel &model, const QString &where)
    {
        for (int row = 0; row < model.rowCount(); ++row)
            for (int column = 0; column < model.columnCount(); ++column) {
                const auto cell = model.index(row, column);
                say(where, u"cell"_s, cell.data().toString(), false);
                say(where, u"cell's tip"_s, cell.data(Qt::ToolTipRole).toString(), true);
                say(where, u"cell's sentence"_s, cell.data(Qt::AccessibleTextRole).toString(), false);
            }
    }
};

/// Copies a table: its header and each row are a line of literal cells, none of which is a formula.
void verifyCopy(const TableView &table)
{
    const QString copied = table.textOfSelection();
    const auto rows = table.selectionModel()->selectedRows().size();
    const auto lines = copied.split(u'\n');
    QCOMPARE(lines.size(), 2 + (rows > 0 ? rows : table.model()->rowCount()));
    QVERIFY(lines.last().isEmpty());
    const QStringView signs = u"=+-@";
    for (const auto &line : lines.first(lines.size() - 1)) {
        QCOMPARE(line.count(u'\t'), lines.first().count(u'\t'));
        for (const auto &cell : line.split(u'\t')) {
            QCOMPARE(client::displayText(cell), cell);
            QVERIFY2(cell.isEmpty() || !signs.contains(cell.front()), qPrintable(cell));
        }
    }
}

/// Rests the pointer on every widget and every cell that is visible, as a user would who reads the tooltips.
void hoverEverywhere(QWidget &window)
{
    // A tooltip that is shown may replace another, which is a child of the window, too.
    const auto children = window.findChildren<QWidget *>();
    for (const QPointer<QWidget> &widget : QList<QPointer<QWidget>>(children.begin(), children.end())) {
        if (!widget || !widget->isVisible())
            continue;
        QHelpEvent help(QEvent::ToolTip, widget->rect().center(), widget->mapToGlobal(widget->rect().center()));
        QApplication::sendEvent(widget, &help);
        auto *view = qobject_cast<QAbstractItemView *>(widget.data());
        for (int row = 0; view && view->model() && row < std::min(3, view->model()->rowCount()); ++row)
            for (int column = 0; column < view->model()->columnCount(); ++column) {
                const QPoint at = view->visualRect(view->model()->index(row, column)).center();
                QHelpEvent over(QEvent::ToolTip, at, view->viewport()->mapToGlobal(at));
                QApplication::sendEvent(view->viewport(), &over);
            }
    }
    QToolTip::hideText();
}

}  // namespace

/// Hostile names through every screen of the real window: shown literally, in one line, and nothing is opened.
class TestHostileTexts : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void showsTextsOfAServerLiterally_data();
    void showsTextsOfAServerLiterally();
    void showsRefusalsOfAServerLiterally_data() { showsTextsOfAServerLiterally_data(); }
    void showsRefusalsOfAServerLiterally();
    void keepsTooltipsLiteral();
    void keepsAmpersandsOfNames();

private:
    client::Server *begin(HostileServer &hostile, const QString &text)
    {
        m_console = std::make_unique<Console>(m_theme);
        auto *server = m_console->connectTo(hostile.url(), text.trimmed().isEmpty() ? u"Plant"_s : text,
                                            client::Environment::production);
        if (server == nullptr)
            return nullptr;
        server->setReadOnly(false);
        m_console->openWindow();
        return server;
    }
    MainWindow &window() { return *m_console->window; }
    /// Looks at all that is open, tooltips included.
    void look(const QString &where)
    {
        hoverEverywhere(QApplication::activeModalWidget() ? *QApplication::activeModalWidget() : window());
        const Collected all(where);
        QVERIFY2(all.faults.isEmpty(), qPrintable(all.faults.join(u'\n')));
        QVERIFY(all.tips > 10);
        for (const auto *table : window().findChildren<TableView *>())
            if (table->isVisible() && table->model())
                verifyCopy(*table);
        picture(&window(), u"hostile-"_s + QString::fromLatin1(QTest::currentDataTag()).replace(u' ', u'-') + u'-' +
                               QString(where).remove(u'/'));
    }
    /// No process has opened the FIFO to read it.
    [[nodiscard]] bool fifoIsClosed() const
    {
        const int writing = open(QFile::encodeName(m_folder.filePath(u"fifo"_s)).constData(), O_WRONLY | O_NONBLOCK);
        const bool closed = writing < 0 && errno == ENXIO;
        if (writing >= 0)
            close(writing);
        return closed;
    }
    template <class W> W *named(const QString &name, QWidget *in = nullptr)
    {
        return find<W>(in ? in : &window(), [&](W *w) { return w->objectName() == name; });
    }

    QTemporaryDir m_folder;
    Theme m_theme{*qApp};
    std::unique_ptr<Console> m_console;
};

void TestHostileTexts::showsTextsOfAServerLiterally_data()
{
    const QString fifo = m_folder.filePath(u"fifo"_s);
    QVERIFY(QFile::exists(fifo) || mkfifo(QFile::encodeName(fifo).constData(), 0600) == 0);
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("shown");
    const auto row = [](const char *name, const QString &text, const QString &shown) {
        QTest::newRow(name) << text << shown;
    };
    const QString image = u"<img src='file://"_s + fifo + u"'>"_s;
    row("image of a FIFO", image, image);
    row("markup", u"<b>a</b>&amp;<br>"_s, u"<b>a</b>&amp;<br>"_s);
    row("second line", u"Ann\u2028Bob deleted everything"_s, u"Ann Bob deleted everything"_s);
    row("line feed", u"Ann\r\nBob"_s, u"Ann Bob"_s);
    row("C1", u"a\u0085b\u009b31m"_s, u"a b\ufffd31m"_s);
    row("override", u"\u202egnp.exe"_s, u"\ufffdgnp.exe"_s);
    row("open isolate", u"a\u2066b\u2068"_s, u"a\ufffdb\ufffd"_s);
    row("Hangul filler", u"\u3164"_s, u"␣"_s);
    row("no-break space", u"\u00a0"_s, u"␣"_s);
    row("zero width space", u"\u200b"_s, u"\ufffd"_s);
    row("formula", u"=HYPERLINK(\"file://%1\")"_s.arg(fifo), u"=HYPERLINK(\"file://%1\")"_s.arg(fifo));
    row("right to left", u"נועה"_s, u"נועה"_s);
    row("places of a translation", u"%1 %n {actor}"_s, u"%1 %n {actor}"_s);
}

void TestHostileTexts::showsTextsOfAServerLiterally()
{
    QFETCH(QString, text);
    QFETCH(QString, shown);
    HostileServer hostile(text);
    auto *server = begin(hostile, text);
    QVERIFY(server);
    const QString id = server->profile().id;
    const std::vector<Place> places{{{}, u"overview"_s, {}, {}},
                                    {id, u"overview"_s, {}, {}},
                                    {id, u"users"_s, {}, {}},
                                    {id, u"teams"_s, {}, {}},
                                    {id, u"teams"_s, u"t1"_s, u"members"_s},
                                    {id, u"teams"_s, u"t1"_s, u"invitations"_s},
                                    {id, u"teams"_s, u"t1"_s, u"audit"_s},
                                    {id, u"teams"_s, u"t1"_s, u"settings"_s},
                                    {id, u"security"_s, {}, {}},
                                    {id, u"sessions"_s, {}, {}},
                                    {id, u"account"_s, {}, {}},
                                    {id, u"invitations"_s, {}, {}},
                                    {id, u"connection"_s, {}, {}},
                                    {id, u"audit"_s, {}, {}}};
    for (const auto &place : places) {
        QVERIFY2(window().go(place), qPrintable(place.view));
        const QString where = place.view + u'/' + place.part;
        // The blank names are none that a connection may have.
        const bool ownName = place.view == u"connection" || place.serverId.isEmpty();
        const QString expected = ownName && text.trimmed().isEmpty() ? u"Plant"_s : shown;
        const auto told = [&] { return Collected(where, *window().screen()).lines.join(u'\n').contains(expected); };
        QVERIFY2(QTest::qWaitFor(told, 30'000), qPrintable(where));
        if (auto *table =
                find<QAbstractItemView>(&window(), [](QAbstractItemView *v) { return v->model()->rowCount() > 0; }))
            clickCell(table, 0, 1);
        look(where);
    }
    // A record of the log is copied as the server sent it.
    auto *inspector = qobject_cast<EventInspector *>(window().screen()->inspector());
    QVERIFY(inspector);
    QTRY_VERIFY(!inspector->json().isEmpty());
    const auto record = QJsonDocument::fromJson(inspector->json().toUtf8()).object();
    QCOMPARE(record.value(u"username"_s).toString(), text);
    QCOMPARE(record.value(u"client"_s).toString(), text);
    // A question that quotes the name, with the field that asks for it.
    QVERIFY(window().go({id, u"teams"_s, u"t1"_s, u"settings"_s}));
    QTRY_VERIFY(button(&window(), u"Delete team…"_s) && button(&window(), u"Delete team…"_s)->isEnabled());
    click(button(&window(), u"Delete team…"_s));
    QTRY_VERIFY(QApplication::activeModalWidget());
    look(u"question"_s);
    QApplication::activeModalWidget()->close();
    QVERIFY(fifoIsClosed());
}

/// What the server says about a change is its text, too.
void TestHostileTexts::showsRefusalsOfAServerLiterally()
{
    QFETCH(QString, text);
    QFETCH(QString, shown);
    HostileServer hostile(text);
    auto *server = begin(hostile, text);
    QVERIFY(server);
    const QString id = server->profile().id;
    const auto count = [&] {
        return std::ranges::count_if(Collected({}).lines, [&](const QString &line) {
            return line.contains(u"The server refused this: "_s) && line.contains(shown);
        });
    };

    QVERIFY(window().go({id, u"account"_s, {}, {}}));
    QTRY_VERIFY(named<QLineEdit>(u"username"_s) && !named<QLineEdit>(u"username"_s)->text().isEmpty());
    named<QLineEdit>(u"name"_s)->setText(u"Ann"_s);
    named<QLineEdit>(u"username"_s)->setText(u"ann"_s);
    named<QLineEdit>(u"email"_s)->setText(u"ann@plant.example"_s);
    auto before = count();
    QTRY_VERIFY(named<QAbstractButton>(u"saveProfile"_s)->isEnabled());
    click(named<QAbstractButton>(u"saveProfile"_s));
    QTRY_VERIFY(count() > before);
    look(u"profile refused"_s);
    click(named<QAbstractButton>(u"discardProfile"_s));

    for (const auto *field : {"currentPassword", "newPassword", "newPasswordAgain"})
        named<QLineEdit>(QLatin1String(field))->setText(u"tidal-Orbit-lantern-88"_s);
    click(named<QAbstractButton>(u"changePassword"_s));
    QTRY_VERIFY(dialog(u"Change your password?"_s));
    look(u"question about the password"_s);
    before = count();
    if (auto *reviewed = find<QCheckBox>(dialog(u"Change your password?"_s), [](QCheckBox *) { return true; }))
        reviewed->setChecked(true);  // asked for in production
    click(named<QAbstractButton>(u"confirm"_s, dialog(u"Change your password?"_s)));
    QTRY_VERIFY(count() > before);
    look(u"password refused"_s);

    QVERIFY(window().go({id, u"invitations"_s, {}, {}}));
    auto *table = [&]() -> TableView * {
        TableView *found = nullptr;
        (void)QTest::qWaitFor([&] {
            found = find<TableView>(&window(), [](TableView *t) { return t->model()->rowCount() > 0; });
            return found != nullptr;
        });
        return found;
    }();
    QVERIFY(table);
    clickCell(table, 0, 0);
    QTRY_VERIFY(button(&window(), u"Decline"_s) && button(&window(), u"Decline"_s)->isEnabled());
    click(button(&window(), u"Decline"_s));
    QTRY_VERIFY(QApplication::activeModalWidget());
    look(u"question about an invitation"_s);
    QApplication::activeModalWidget()->close();
    QTRY_VERIFY(!QApplication::activeModalWidget());
    before = count();
    click(button(&window(), u"Accept"_s));
    QTRY_VERIFY(count() > before);
    look(u"invitation refused"_s);
    QVERIFY(fifoIsClosed());
}

void TestHostileTexts::keepsTooltipsLiteral()
{
    QCOMPARE(literalTip(u"Ann & Bob"_s), u"Ann & Bob"_s);
    const QString markup = u"<img src='file:///dev/zero'> & <b>bold</b>\nsecond line"_s;
    QTextDocument shown;
    shown.setHtml(literalTip(markup));
    QCOMPARE(shown.toPlainText().replace(QChar(QChar::Nbsp), u' '), markup);
    QWidget widget;
    setTip(&widget, markup);
    QCOMPARE(widget.toolTip(), literalTip(markup));
    // An action without a tooltip of its own shows its text.
    QAction action(markup);
    setTip(&action, {});
    QVERIFY(!action.toolTip().contains(u"<img"_s));
}

void TestHostileTexts::keepsAmpersandsOfNames()
{
    QCOMPARE(withoutMnemonic(u"R&D"_s), u"R&&D"_s);
}

QTEST_MAIN(TestHostileTexts)
#include "test_hostile_texts.moc"
