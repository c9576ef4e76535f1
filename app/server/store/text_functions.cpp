// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/store/text_functions.h"

#include "core/json/codec.h"
#include "core/text/email.h"
#include "core/text/fold.h"
#include "core/text/utf8.h"

#include <sqlcipher/sqlite3.h>

#include <algorithm>
#include <string>

namespace castellan::store {
namespace {

std::string_view textOf(sqlite3_value *value)
{
    const auto *text = reinterpret_cast<const char *>(sqlite3_value_text(value));
    return text == nullptr ? std::string_view() : std::string_view(text, std::size_t(sqlite3_value_bytes(value)));
}

void answer(sqlite3_context *context, const std::string &text)
{
    sqlite3_result_text64(context, text.data(), text.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
}

void folded(sqlite3_context *context, int, sqlite3_value **arguments)
{
    answer(context, caseFolded(textOf(arguments[0])));
}

void keyOfEmail(sqlite3_context *context, int, sqlite3_value **arguments)
{
    answer(context, emailKey(textOf(arguments[0])));
}

void holds(sqlite3_context *context, int, sqlite3_value **arguments)
{
    sqlite3_result_int(context, containsFolded(textOf(arguments[0]), textOf(arguments[1])) ? 1 : 0);
}

void valuesHoldText(sqlite3_context *context, int, sqlite3_value **arguments)
{
    sqlite3_result_int(context, valuesHold(textOf(arguments[0]), textOf(arguments[1])) ? 1 : 0);
}

/// The string that `json` begins with, quotes included.
std::string_view literalAt(std::string_view json)
{
    std::size_t end = 1;
    while (end < json.size() && json[end] != '"')
        end += json[end] == '\\' ? 2 : 1;
    return json.substr(0, end + 1);
}

std::string unescaped(std::string_view literal)
{
    const auto parsed = json::parse(repairedUtf8(std::string(literal)));
    return parsed && parsed->is_string() ? std::string(parsed->get_string()) : std::string();
}

bool literalHolds(std::string_view literal, std::string_view folded)
{
    if (literal.find('\\') != std::string_view::npos)
        return containsFolded(unescaped(literal), folded);
    return literal.size() > 2 && containsFolded(literal.substr(1, literal.size() - 2), folded);
}

bool isSpace(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

bool isEscaped(char c)
{
    return c == '"' || c == '\\' || static_cast<unsigned char>(c) < 0x20;
}

/// Without looking at the syntax: false only if no value can hold it.
bool mayHold(std::string_view json, std::string_view folded)
{
    return std::ranges::any_of(folded, isEscaped) || !isAscii(json) || containsFolded(json, folded);
}

}  // namespace

bool valuesHold(std::string_view json, std::string_view folded)
{
    if (!mayHold(json, folded))
        return false;
    while (!json.empty()) {
        if (json.front() == '"') {
            const auto literal = literalAt(json);
            json.remove_prefix(std::min(literal.size(), json.size()));
            while (!json.empty() && isSpace(json.front()))
                json.remove_prefix(1);
            const bool isName = !json.empty() && json.front() == ':';
            if (!isName && literalHolds(literal, folded))
                return true;
        } else if (isSpace(json.front()) || std::string_view("{}[],:").find(json.front()) != std::string_view::npos) {
            json.remove_prefix(1);
        } else {
            const auto word = json.substr(0, json.find_first_of(",]} \t\r\n"));
            if (word != "null" && containsFolded(word, folded))
                return true;
            json.remove_prefix(word.size());
        }
    }
    return false;
}

int addTextFunctions(sqlite3 *database)
{
    using Function = void (*)(sqlite3_context *, int, sqlite3_value **);
    constexpr int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY;
    const auto add = [database](const char *name, int arguments, Function f) {
        return sqlite3_create_function_v2(database, name, arguments, flags, nullptr, f, nullptr, nullptr, nullptr);
    };
    int rc = add("folded", 1, folded);
    if (rc == SQLITE_OK)
        rc = add("email_key", 1, keyOfEmail);
    if (rc == SQLITE_OK)
        rc = add("holds", 2, holds);
    if (rc == SQLITE_OK)
        rc = add("values_hold", 2, valuesHoldText);
    return rc;
}

}  // namespace castellan::store
