// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/transcript/sourcewords.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace outcrop::ui::transcript
{

namespace
{

QString tr(const char *text)
{
    return QCoreApplication::translate("Transcript", text);
}

} // namespace

QString guardedLabel()
{
    return tr("Guarded");
}

QString qualifierWords(const QString &qualifier)
{
    if (qualifier == u"grounding_source")
        return tr("grounding source");
    if (qualifier == u"query")
        return tr("query");
    if (qualifier == u"guard_content")
        return tr("guard content");
    return qualifier;
}

QString searchResultLabel()
{
    return tr("Search result");
}

QString citableWords(const std::optional<bool> &citable)
{
    if (!citable)
        return {};
    return *citable ? tr("citations on") : tr("citations off");
}

QString sourceHeading(const models::SourceReference &source)
{
    for (const QString &name : {source.title, source.source, source.url, source.place}) {
        if (!name.isEmpty())
            return name;
    }
    return tr("a source without a name");
}

QString sourceFacts(const models::SourceReference &source)
{
    QStringList parts;
    const QString heading = sourceHeading(source);
    for (const QString &part : {source.place, source.source, source.url}) {
        if (!part.isEmpty() && part != heading && !parts.contains(part))
            parts << part;
    }
    return parts.join(u" · ");
}

bool isWebAddress(const QString &text)
{
    return text.startsWith(u"https://", Qt::CaseInsensitive) ||
           text.startsWith(u"http://", Qt::CaseInsensitive);
}

QStringList sourceLines(const models::SourceReference &source)
{
    QStringList lines{sourceHeading(source), sourceFacts(source), source.quote};
    lines.removeAll(QString());
    return lines;
}

} // namespace outcrop::ui::transcript
