// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/limits.h"
#include "core/base/result.h"
#include "core/json/value.h"

#include <QByteArray>
#include <QString>

namespace outcrop::json
{

/// Why a text is not JSON, and where.
struct ParseError {
    enum class Code {
        UnexpectedEnd,       ///< the text ends inside a value, or there is none
        UnexpectedCharacter, ///< something else should stand here
        TrailingText,        ///< a second value or other text after the first
        BadNumber,           ///< "01", "1.", ".5", "+1", "1e"
        BadLiteral,          ///< not quite true, false or null; NaN, Infinity
        BadEscape,           ///< an escape RFC 8259 does not know
        LoneSurrogate,       ///< half of a surrogate pair
        ControlCharacter,    ///< a raw control character inside a string
        InvalidUtf8,         ///< bytes that are not well-formed UTF-8
        ByteOrderMark,       ///< the text begins with U+FEFF
        TooDeep,             ///< nested deeper than the limit
        TooLarge,            ///< longer than the limit
    };

    Code code = Code::UnexpectedEnd;
    qint64 offset = 0; ///< byte in the text
    qint64 line = 1;   ///< from 1; lines end in LF, CR or CR LF
    qint64 column = 1; ///< from 1, in Unicode characters
    QString pointer;   ///< JSON Pointer (RFC 6901) to the value that is wrong
    QString message;   ///< what is wrong, one clause without a full stop

    /// As an error of kind BadInput about @p what ("The tool schema").
    base::Error toError(const QString &what) const;

    friend bool operator==(const ParseError &, const ParseError &) = default;
};

struct ParseOptions {
    int maxDepth = base::limits::jsonDepth;    ///< containers inside each other
    qint64 maxBytes = base::limits::jsonBytes; ///< at most 2^31 - 1
};

/// Reads one JSON text, strictly by RFC 8259: no comments, trailing commas, byte order mark, NaN, lone
/// surrogates or invalid UTF-8. Linear in the text, no recursion; the value shares one copy of the text.
base::Result<Json, ParseError> parse(const QByteArray &text, const ParseOptions &options = {});
/// The same, copying the text first.
base::Result<Json, ParseError> parse(QByteArrayView text, const ParseOptions &options = {});
inline base::Result<Json, ParseError> parse(const char *text, const ParseOptions &options = {})
{
    return parse(QByteArray(text), options);
}

} // namespace outcrop::json
