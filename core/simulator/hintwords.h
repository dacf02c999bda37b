// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace outcrop::simulator
{

/// Names out of a user's text for the string arguments of a tool call: first what is quoted, then runs of
/// capitalised words ("Robin Hood's Bay"), the first word of a sentence left out.
class HintWords
{
public:
    explicit HintWords(const QString &text);

    /// The next name; "sample NAME" when there are no more.
    QString next(const QString &propertyName);

private:
    QStringList m_names;
};

/// The most telling words of a text in the order they come: long ones that are no filler, at most @p most.
QStringList keyWords(const QString &text, qsizetype most);

/// The sentences of a text, trimmed, blank ones left out.
QStringList sentences(const QString &text);

} // namespace outcrop::simulator
