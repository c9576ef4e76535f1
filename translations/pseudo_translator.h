// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QTranslator>

namespace castellan {

/// A language that no user speaks, for tests: every text accented and a third longer, in brackets. What comes out
/// without accents was not translatable; what lost its bracket was cut off. Places (%1, %n), mnemonics and markup stay.
class PseudoTranslator : public QTranslator {
    Q_OBJECT
public:
    using QTranslator::QTranslator;

    [[nodiscard]] QString translate(const char *context, const char *source, const char *disambiguation,
                                    int n) const override;
    [[nodiscard]] bool isEmpty() const override { return false; }

    [[nodiscard]] static QString pseudo(const QString &text);
    static constexpr char16_t opening = u'⟦';
    static constexpr char16_t closing = u'⟧';
};

}  // namespace castellan
