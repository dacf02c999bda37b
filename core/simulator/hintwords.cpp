// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulator/hintwords.h"

#include <QRegularExpression>
#include <QSet>

namespace outcrop::simulator
{

namespace
{

/// Longest text that is searched: enough for any request written by hand.
constexpr qsizetype longestSearched = 4000;
constexpr qsizetype shortestKeyWord = 5;

QStringList matches(const QString &text, const QRegularExpression &expression)
{
    QStringList found;
    auto match = expression.globalMatch(QStringView(text).left(longestSearched));
    while (match.hasNext())
        found.append(match.next().captured(1).trimmed());
    return found;
}

} // namespace

HintWords::HintWords(const QString &text)
{
    static const QRegularExpression quoted(QStringLiteral("[\"“']([^\"“”'\\n]{1,60})[\"”'](?!\\w)"));
    static const QRegularExpression capitalised(
        QStringLiteral("(?<![.!?:]\\s)(?<=[\\w,;]\\s)(\\p{Lu}[\\w’'-]*(?:\\s\\p{Lu}[\\w’'-]*)*)"),
        QRegularExpression::UseUnicodePropertiesOption);
    m_names = matches(text, quoted) + matches(text, capitalised);
}

QString HintWords::next(const QString &propertyName)
{
    if (!m_names.isEmpty())
        return m_names.takeFirst();
    return QStringLiteral("sample %1").arg(propertyName.isEmpty() ? QStringLiteral("text") : propertyName);
}

QStringList keyWords(const QString &text, qsizetype most)
{
    static const QRegularExpression word(QStringLiteral("([\\p{L}][\\p{L}\\d-]*)"),
                                         QRegularExpression::UseUnicodePropertiesOption);
    static const QSet<QString> filler{
        QStringLiteral("about"),   QStringLiteral("after"),   QStringLiteral("again"),
        QStringLiteral("along"),   QStringLiteral("before"),  QStringLiteral("could"),
        QStringLiteral("every"),   QStringLiteral("first"),   QStringLiteral("other"),
        QStringLiteral("please"),  QStringLiteral("should"),  QStringLiteral("their"),
        QStringLiteral("there"),   QStringLiteral("these"),   QStringLiteral("things"),
        QStringLiteral("those"),   QStringLiteral("through"), QStringLiteral("under"),
        QStringLiteral("where"),   QStringLiteral("which"),   QStringLiteral("while"),
        QStringLiteral("without"), QStringLiteral("would"),   QStringLiteral("write"),
    };
    QStringList words;
    for (const QString &found : matches(text, word)) {
        const QString lower = found.toLower();
        if (words.size() < most && found.size() >= shortestKeyWord && !filler.contains(lower) &&
            !words.contains(lower))
            words.append(lower);
    }
    return words;
}

QStringList sentences(const QString &text)
{
    static const QRegularExpression border(QStringLiteral("(?<=[.!?])\\s+|\\n+"));
    QStringList result;
    for (const QString &sentence : text.left(longestSearched).split(border, Qt::SkipEmptyParts)) {
        if (const QString trimmed = sentence.trimmed(); !trimmed.isEmpty())
            result.append(trimmed);
    }
    return result;
}

} // namespace outcrop::simulator
