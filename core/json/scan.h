// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QtGlobal>

/// The lexical pieces of RFC 8259 over raw bytes: shared by the parser, the value and readers that must not
/// allocate. Nothing here recurses or copies.
namespace outcrop::json::scan
{

enum class StringFault : quint8 {
    None,
    UnexpectedEnd,
    ControlCharacter,
    BadEscape,
    LoneSurrogate,
    InvalidUtf8,
};

struct StringScan {
    const char *end = nullptr;   ///< after the closing quote; on a fault the byte that is wrong
    const char *whole = nullptr; ///< on a fault: where the last whole character ended
    StringFault fault = StringFault::None;
    bool escaped = false; ///< there was a backslash
};

/// Checks the string whose opening quote is just before @p begin.
StringScan scanString(const char *begin, const char *end);

struct NumberScan {
    const char *end = nullptr; ///< after the longest valid number; the begin when there is none
    bool valid = false;        ///< what stands there is a number and nothing that looks like a number follows
    const char *fault = nullptr; ///< when not valid: the first byte that does not fit (or the end)
};

/// Checks the number that begins at @p begin.
NumberScan scanNumber(const char *begin, const char *end);

inline bool isSpace(char c)
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

inline const char *skipSpace(const char *p, const char *end)
{
    while (p != end && isSpace(*p))
        ++p;
    return p;
}

/// The end of a string known to be valid; @p begin is after the opening quote, the result after the closing.
const char *endOfValidString(const char *begin);

/// Where a piece of about @p most bytes of a valid string's inside ends. No character is cut in two, however
/// it is spelled: the piece may be up to 11 bytes longer.
const char *endOfPiece(QByteArrayView inside, qsizetype most);

/// The content of a valid string's inside (without quotes) as UTF-8, escapes decoded.
QByteArray decodeString(QByteArrayView inside);

/// Length in bytes of the well-formed UTF-8 sequence (RFC 3629) of two bytes or more at @p p;
/// 0 when there is none, -1 when the bytes so far could be the beginning of one.
int utf8SequenceLength(const char *p, const char *end);

/// Whether the bytes are well-formed UTF-8.
bool isUtf8(QByteArrayView bytes);

/// Appends code point @p c as UTF-8.
void appendUtf8(QByteArray &to, char32_t c);

/// The value of four hex digits, or -1.
int hex4(const char *p, const char *end);

} // namespace outcrop::json::scan
