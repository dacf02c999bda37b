// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/credentials/pastedsecret.h"

namespace outcrop::credentials
{

namespace
{

/// White space, and the invisible characters that come along when text is copied from a page.
bool isBlank(QChar c)
{
    return c.isSpace() || c == QChar(0xfeff) || (c >= QChar(0x200b) && c <= QChar(0x200d)) ||
           c == QChar(0x2060);
}

QStringView trimmed(QStringView text)
{
    while (!text.isEmpty() && isBlank(text.front()))
        text = text.sliced(1);
    while (!text.isEmpty() && isBlank(text.back()))
        text.chop(1);
    return text;
}

bool isQuoted(QStringView text)
{
    if (text.size() < 2)
        return false;
    const QChar first = text.front();
    const QChar last = text.back();
    return ((first == u'"' || first == u'\'' || first == u'`') && last == first) ||
           (first == QChar(0x201c) && last == QChar(0x201d)) ||
           (first == QChar(0x2018) && last == QChar(0x2019));
}

QString describe(QChar c)
{
    if (c == u'\r' || c == u'\n')
        return QStringLiteral("a line break");
    if (c == u' ' || c == u'\t' || isBlank(c))
        return QStringLiteral("white space");
    if (c.unicode() < 0x20 || c.unicode() == 0x7f)
        return QStringLiteral("a control character");
    return QStringLiteral("a character that is not ASCII");
}

base::Error refused(const QString &what, const QString &why)
{
    return base::makeError(base::ErrorKind::Credentials,
                           QStringLiteral("%1 cannot be used: it %2.").arg(what, why),
                           QStringLiteral("Copy it again, whole and by itself."));
}

} // namespace

base::Result<PastedSecret> readPastedSecret(const QString &what, QStringView text)
{
    PastedSecret read;
    QStringView rest = trimmed(text);
    if (rest.size() != text.size())
        read.corrections += QStringLiteral("White space around %1 was left out.").arg(what);
    if (isQuoted(rest)) {
        rest = trimmed(rest.sliced(1, rest.size() - 2));
        read.corrections += QStringLiteral("Quotes around %1 were left out.").arg(what);
    }
    if (rest.startsWith(QLatin1StringView("bearer "), Qt::CaseInsensitive)) {
        rest = trimmed(rest.sliced(7));
        read.corrections += QStringLiteral("The word Bearer before %1 was left out.").arg(what);
    }
    if (rest.isEmpty())
        return refused(what, QStringLiteral("is empty"));
    for (qsizetype i = 0; i < rest.size(); ++i) {
        if (rest[i] <= u' ' || rest[i] >= QChar(0x7f))
            return refused(what, QStringLiteral("has %1 at position %2").arg(describe(rest[i])).arg(i + 1));
    }
    read.secret = base::SecretString(rest.toLatin1());
    return read;
}

} // namespace outcrop::credentials
