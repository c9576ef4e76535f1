// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "client/display_text.h"

#include "core/text/names.h"

#include <QChar>
#include <QLocale>

#include <algorithm>
#include <vector>

namespace castellan::client {
namespace {

constexpr qsizetype mostCharacters = 4096;
constexpr char32_t replacement = 0xfffd;
constexpr char32_t blankSymbol = 0x2423;  // OPEN BOX
constexpr char32_t firstStrongIsolate = 0x2068;
constexpr char32_t popIsolate = 0x2069;

using Points = std::vector<char32_t>;

/// Printable ASCII: nearly every text, and shown as it is.
bool isPlain(const QString &text)
{
    return text.size() <= mostCharacters && std::ranges::all_of(text, [](QChar c) { return c >= u' ' && c <= u'~'; }) &&
           !(text.front() == u' ' && text.trimmed().isEmpty());
}

bool isLineBreak(char32_t c)
{
    return (c >= 0x09 && c <= 0x0d) || c == 0x85 || c == 0x2028 || c == 0x2029;
}

/// Letters and symbols without ink: fillers of Hangul, the blank of Braille.
bool isBlankLetter(char32_t c)
{
    return c == 0x115f || c == 0x1160 || c == 0x3164 || c == 0xffa0 || c == 0x2800;
}

/// Signs that are of category Cf and visible, such as the Arabic number sign (property Prepended_Concatenation_Mark).
bool isVisibleFormat(char32_t c)
{
    return (c >= 0x0600 && c <= 0x0605) || c == 0x06dd || c == 0x070f || c == 0x0890 || c == 0x0891 || c == 0x08e2 ||
           c == 0x110bd || c == 0x110cd;
}

bool joins(char32_t c)
{
    return QChar::isLetterOrNumber(c) || QChar::isMark(c) || QChar::isSymbol(c);
}

/// ZWNJ and ZWJ within a word or an emoji sequence.
bool isInnerJoiner(const Points &points, std::size_t at)
{
    return (points[at] == 0x200c || points[at] == 0x200d) && at > 0 && at + 1 < points.size() &&
           joins(points[at - 1]) && joins(points[at + 1]);
}

char32_t symbolOfControl(char32_t c)
{
    return c < 0x20 ? 0x2400 + c : c == 0x7f ? 0x2421 : replacement;
}

/// Positions of FSI and PDI that belong together.
std::vector<bool> balancedIsolates(const Points &points)
{
    std::vector<bool> balanced(points.size(), false);
    std::vector<std::size_t> open;
    for (std::size_t i = 0; i < points.size(); ++i) {
        if (points[i] == firstStrongIsolate) {
            open.push_back(i);
        } else if (points[i] == popIsolate && !open.empty()) {
            balanced[open.back()] = balanced[i] = true;
            open.pop_back();
        }
    }
    return balanced;
}

char32_t shownAs(const Points &points, std::size_t at, bool isBalancedIsolate)
{
    const char32_t c = points[at];
    if (isLineBreak(c))
        return U' ';
    if (isBlankLetter(c))
        return blankSymbol;
    switch (QChar::category(c)) {
    case QChar::Other_Control:
        return symbolOfControl(c);
    case QChar::Separator_Space:
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph:
        return U' ';
    case QChar::Other_Surrogate:
        return replacement;
    case QChar::Other_Format:
        return isBalancedIsolate || isVisibleFormat(c) || isInnerJoiner(points, at) ? c : replacement;
    case QChar::Other_NotAssigned:
        return QChar::isNonCharacter(c) ? replacement : c;
    default:
        return c;
    }
}

bool isRightToLeft(char32_t c)
{
    const auto direction = QChar::direction(c);
    return direction == QChar::DirR || direction == QChar::DirAL || direction == QChar::DirAN;
}

Points pointsOf(const QString &text)
{
    const auto ucs4 = text.toUcs4();
    Points points(ucs4.cbegin(), ucs4.cend());
    if (qsizetype(points.size()) > mostCharacters) {
        points.resize(std::size_t(mostCharacters - 1));
        points.push_back(U'…');
    }
    return points;
}

}  // namespace

QString displayText(const QString &text)
{
    if (text.isEmpty() || isPlain(text))
        return text;
    const Points points = pointsOf(text);
    const auto balanced = balancedIsolates(points);
    QString out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < points.size(); ++i) {
        if (points[i] == U'\n' && i > 0 && points[i - 1] == U'\r')
            continue;  // CR LF is one break
        out += QChar::fromUcs4(shownAs(points, i, balanced[i]));
    }
    if (!hasVisibleCharacter(out.toStdString()))
        return QString(std::min<qsizetype>(out.size(), 8), QChar(u'␣'));
    return out;
}

QString displayText(std::string_view utf8)
{
    return displayText(QString::fromUtf8(utf8.data(), qsizetype(utf8.size())));
}

QString isolated(const QString &text)
{
    const QString shown = displayText(text);
    const auto points = shown.toUcs4();
    const bool reorders = QLocale().textDirection() == Qt::RightToLeft ||
                          std::any_of(points.begin(), points.end(), [](uint c) { return isRightToLeft(c); });
    if (shown.isEmpty() || !reorders)
        return shown;
    return QChar(firstStrongIsolate) + shown + QChar(popIsolate);
}

}  // namespace castellan::client
