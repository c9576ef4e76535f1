// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "translations/pseudo_translator.h"

namespace castellan {
namespace {

char16_t accented(QChar c)
{
    static constexpr std::u16string_view plain = u"aceghijklnorstuwyzACEGHIJKLNORSTUWYZ";
    static constexpr std::u16string_view marked = u"áçéğĥíĵķļñöŕšťúŵýžÁÇÉĞĤÍĴĶĻÑÖŔŠŤÚŴÝŽ";
    static_assert(plain.size() == marked.size());
    const auto at = plain.find(c.unicode());
    return at == std::u16string_view::npos ? c.unicode() : marked[at];
}

}  // namespace

QString PseudoTranslator::pseudo(const QString &text)
{
    QString out(opening);
    bool markup = false;
    bool place = false;
    for (const auto c : text) {
        if (c == u'<')
            markup = true;
        // Words in braces are places of sentences; what follows % is one of Qt's.
        place = place ? c != u'}' && !(c.isSpace()) : c == u'{';
        const bool ofQt = out.endsWith(u'%') || (out.size() > 1 && out.at(out.size() - 2) == u'%' && c.isDigit());
        out += markup || place || ofQt ? c.unicode() : accented(c);
        if (c == u'>')
            markup = false;
    }
    out += QString(text.size() / 3, u'~');
    return out + closing;
}

QString PseudoTranslator::translate(const char *, const char *source, const char *, int) const
{
    const auto text = QString::fromUtf8(source);
    // Short key words of the filter language and of formats are not prose.
    return text.isEmpty() ? text : pseudo(text);
}

}  // namespace castellan
