// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <optional>

namespace outcrop::json
{

/// A JSON Pointer (RFC 6901): the way from a value to one inside it. The empty pointer is the value itself.
class Pointer
{
public:
    Pointer() = default;

    /// Reads "/messages/0/content"; "" is the empty pointer. Nothing when @p text does not begin with '/'
    /// or holds a '~' that is not "~0" or "~1".
    static std::optional<Pointer> parse(QStringView text);

    /// The text form with '~' and '/' escaped.
    QString toString() const;

    bool isEmpty() const { return m_tokens.isEmpty(); }
    /// Unescaped member names and array indexes (in decimal), outermost first.
    const QStringList &tokens() const { return m_tokens; }

    void append(QStringView member) { m_tokens.append(member.toString()); }
    void append(qsizetype index) { m_tokens.append(QString::number(index)); }
    /// This pointer followed by one more step.
    Pointer child(QStringView member) const;
    Pointer child(qsizetype index) const;

    /// @p token as an array index: decimal digits without a leading zero; nothing for anything else.
    static std::optional<qsizetype> indexFrom(QStringView token);

    friend bool operator==(const Pointer &, const Pointer &) = default;

private:
    QStringList m_tokens;
};

} // namespace outcrop::json
