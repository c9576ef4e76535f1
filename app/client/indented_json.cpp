// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "client/indented_json.h"

#include "client/display_text.h"

#include <boost/json/serialize.hpp>

#include <string>

namespace castellan::client {
namespace {

bool isJoiner(char32_t c)
{
    return c == 0x200c || c == 0x200d;
}

/// Whether people are shown the character as it is. Joiners depend on the letters around them.
bool isShownAsItIs(const std::u32string &points, std::size_t at)
{
    const bool inside = isJoiner(points[at]) && at > 0 && at + 1 < points.size();
    QString around;
    for (const char32_t c : {inside ? points[at - 1] : U'a', points[at], inside ? points[at + 1] : U'b'})
        around += QChar::fromUcs4(c);
    return displayText(around) == around;
}

/// Text of JSON, with what people would not be shown as it is as escapes.
QString escaped(const QString &text)
{
    const auto ucs4 = text.toUcs4();
    const std::u32string points(ucs4.cbegin(), ucs4.cend());
    QString out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < points.size(); ++i) {
        QString one;
        one += QChar::fromUcs4(points[i]);
        if (points[i] < 0x7f || isShownAsItIs(points, i)) {
            out += one;
            continue;
        }
        for (const QChar unit : one)
            out += QStringLiteral("\\u%1").arg(unit.unicode(), 4, 16, QLatin1Char('0'));
    }
    return out;
}

constexpr std::size_t step = 4;

void append(std::string &out, const json::value &value, std::size_t indent);

void startLine(std::string &out, std::size_t indent)
{
    out += '\n';
    out.append(indent, ' ');
}

void append(std::string &out, const json::object &object, std::size_t indent)
{
    out += '{';
    const char *before = "";
    for (const auto &member : object) {
        out += before;
        startLine(out, indent + step);
        out += json::serialize(json::value(member.key())) + ": ";
        append(out, member.value(), indent + step);
        before = ",";
    }
    startLine(out, indent);
    out += '}';
}

void append(std::string &out, const json::array &array, std::size_t indent)
{
    out += '[';
    const char *before = "";
    for (const auto &item : array) {
        out += before;
        startLine(out, indent + step);
        append(out, item, indent + step);
        before = ",";
    }
    startLine(out, indent);
    out += ']';
}

void append(std::string &out, const json::value &value, std::size_t indent)
{
    if (const auto *object = value.if_object(); object && !object->empty())
        append(out, *object, indent);
    else if (const auto *array = value.if_array(); array && !array->empty())
        append(out, *array, indent);
    else
        out += json::serialize(value);
}

}  // namespace

QString indentedJson(const json::object &object)
{
    std::string out;
    append(out, json::value(object), 0);
    return escaped(QString::fromStdString(out));
}

}  // namespace castellan::client
