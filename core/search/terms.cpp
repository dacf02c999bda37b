// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/terms.h"

#include <QSet>

#include <algorithm>

namespace outcrop::search
{

namespace
{

constexpr qsizetype gramLength = 3;
/// More do not make it rarer, and each costs a walk through a list.
constexpr qsizetype mostGrams = 24;

/// Written without blanks between words: from the radicals to the half-width forms, and the planes of
/// ideographs.
bool isUnspaced(char32_t c)
{
    return (c >= 0x2E80 && c <= 0xD7FF) || (c >= 0xF900 && c <= 0xFAFF) || (c >= 0xFF66 && c <= 0xFFDC) ||
           (c >= 0x20000 && c <= 0x3FFFF);
}

/// Characters that stand in words: what the "ascii" tokenizer of FTS5 takes for one.
bool isWordCharacter(char32_t c)
{
    return c >= 0x80 ? !QChar::isSpace(c) && !QChar::isPunct(c)
                     : (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

QString textOf(const char32_t *characters, qsizetype count)
{
    return QString::fromUcs4(characters, count);
}

QString quoted(QString text)
{
    return u'"' + text.replace(u'"', QStringLiteral("\"\"")) + u'"';
}

} // namespace

QStringList termsOf(const QString &typed)
{
    QStringList terms;
    QString term;
    bool inQuotes = false;
    for (const QChar c : typed) {
        if (c == u'"') {
            inQuotes = !inQuotes;
        } else if (!c.isSpace() || inQuotes) {
            term += c;
            continue;
        }
        terms << term.simplified();
        term.clear();
    }
    terms << term.simplified();
    terms.removeAll(QString());
    terms.removeDuplicates();
    return terms;
}

QString shortForms(const QString &text)
{
    const auto characters = text.toCaseFolded().toUcs4();
    QSet<QString> forms;
    const auto at = [&](qsizetype i) { return i < characters.size() ? char32_t(characters[i]) : U' '; };
    bool inWord = false;
    for (qsizetype i = 0; i < characters.size(); ++i) {
        const char32_t pair[] = {at(i), at(i + 1)};
        const bool word = isWordCharacter(pair[0]);
        const bool unspaced = isUnspaced(pair[0]);
        if (word && (unspaced || !inWord)) {
            forms.insert(textOf(pair, 1));
            if (isWordCharacter(pair[1]))
                forms.insert(textOf(pair, 2));
        }
        inWord = word && !unspaced;
    }
    return QStringList(forms.begin(), forms.end()).join(u' ');
}

QString gramCondition(const QString &term)
{
    const auto characters = term.toUcs4();
    const qsizetype grams = characters.size() - gramLength + 1;
    if (grams < 1)
        return {};
    QStringList conditions;
    const qsizetype taken = std::min(grams, mostGrams);
    for (qsizetype i = 0; i < taken; ++i) {
        const qsizetype at = taken == 1 ? 0 : i * (grams - 1) / (taken - 1);
        conditions << quoted(
            QString::fromUcs4(reinterpret_cast<const char32_t *>(characters.data()) + at, gramLength));
    }
    return conditions.join(QStringLiteral(" AND "));
}

QString shortCondition(const QString &term)
{
    const auto characters = term.toCaseFolded().toUcs4();
    const bool isForm = !characters.isEmpty() && characters.size() < gramLength &&
                        std::ranges::all_of(characters, [](auto c) { return isWordCharacter(char32_t(c)); });
    return isForm ? quoted(term.toCaseFolded()) : QString();
}

} // namespace outcrop::search
