// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/converse/documentname.h"

#include <QRegularExpression>

namespace outcrop::converse
{

using namespace Qt::StringLiterals;

QString refusedInDocumentName(const QString &name)
{
    static const QRegularExpression refused(u"[^\\p{L}\\p{N} \\-()\\[\\]]|  "_s);
    return refused.match(name).captured();
}

bool isDocumentName(const QString &name)
{
    return !name.isEmpty() && name.size() <= documentNameLength && refusedInDocumentName(name).isEmpty();
}

QString allowedDocumentName(const QString &name)
{
    if (isDocumentName(name))
        return name;
    static const QRegularExpression foreign(u"[^\\p{L}\\p{N}\\-()\\[\\]]+"_s);
    // The format is said beside the name.
    static const QRegularExpression ending(u"\\.(pdf|csv|docx?|xlsx?|html?|txt|md)$"_s,
                                           QRegularExpression::CaseInsensitiveOption);
    QString allowed = QString(name).remove(ending).replace(foreign, u" "_s).simplified();
    allowed = allowed.left(documentNameLength).trimmed();
    return allowed.isEmpty() ? u"Document"_s : allowed;
}

} // namespace outcrop::converse
