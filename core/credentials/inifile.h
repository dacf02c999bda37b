// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/secretstring.h"

#include <QByteArray>
#include <QLatin1StringView>
#include <QString>
#include <QStringList>

#include <vector>

namespace outcrop::credentials
{

/// One `name = value` of a section. Every value is treated as a secret until somebody who knows the name asks
/// for its text.
struct IniProperty {
    QString name; ///< lower case
    base::SecretString value;
    int line = 0;                    ///< in the file, from 1
    std::vector<IniProperty> nested; ///< of an empty value with indented lines below it: `s3 =`

    /// The value as UTF-8 text; only for what is no secret.
    QString text() const { return QString::fromUtf8(value.reveal()); }
};

/// The name of @p property in quotes, or words in its place when it is no plausible one: the rest of a token
/// that was wrapped to a line of its own ends in `=` too.
QString shownName(const IniProperty &property);

/// @p header in brackets, or words in its place when it is no plausible one.
QString shownHeader(const QString &header);

/// A section with everything that stands under it, also when its header comes more than once.
struct IniSection {
    QString header; ///< between the brackets, without white space at its ends
    int line = 0;   ///< of its first header
    std::vector<IniProperty> properties;

    /// Nothing when there is none of that name (lower case).
    const IniProperty *find(QStringView name) const;
};

/// The dialect of the AWS config and credentials files (protocol/credentials.md, "Files").
struct IniFile {
    QString path;
    std::vector<IniSection> sections; ///< in the order of their first headers
    QStringList notices;              ///< what was read in a way that may surprise, each with its line
};

/// Reads @p bytes; @p path is for texts only.
///
/// Lines that begin with `#` or `;` (white space before it allowed) are comments, ` #` and ` ;` after a value
/// begin one. A line that begins with white space continues the property above: an empty value takes
/// `name = value` pairs, another value takes the line as it is, after a line feed. Names have no case.
/// Sections of the same header are one, and of two equal names in one the later counts, with a notice.
/// A UTF-8 byte order mark is dropped with a notice; lines end in LF or CR LF.
///
/// Errors of kind Credentials, with file and line, never with a value: a line that is none of these, a
/// property before the first section, a header without its bracket or name, an empty name, bytes that are no
/// UTF-8 (another encoding, a binary file), a NUL.
base::Result<IniFile> parseIni(const QByteArray &bytes, const QString &path);

/// The file at @p path; one that does not exist is an empty one. Errors: those of parseIni(), and Storage for
/// a file that cannot be read, is no regular file or is longer than 1 MiB.
base::Result<IniFile> readIni(const QString &path);

} // namespace outcrop::credentials
