// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/json/scan.h"

#include <array>
#include <bit>
#include <cstring>

namespace outcrop::json::scan
{

namespace
{

constexpr quint64 everyByte(quint8 value)
{
    return 0x0101010101010101ULL * value;
}

// The high bit of each byte that is a quote, a backslash, a control character or not ASCII. A byte after a
// marked one may be marked too much, never too little, so only the first mark is believed.
quint64 stopBytes(quint64 word)
{
    const quint64 quote = word ^ everyByte('"');
    const quint64 backslash = word ^ everyByte('\\');
    const quint64 marks = ((word - everyByte(0x20)) & ~word) | ((quote - everyByte(1)) & ~quote) |
                          ((backslash - everyByte(1)) & ~backslash) | word;
    return marks & everyByte(0x80);
}

// The next byte that needs a look, eight at a time.
const char *skipPlain(const char *p, const char *end)
{
    if constexpr (std::endian::native == std::endian::little) {
        while (end - p >= 8) {
            quint64 word;
            std::memcpy(&word, p, 8);
            if (const quint64 stops = stopBytes(word))
                return p + std::countr_zero(stops) / 8;
            p += 8;
        }
    }
    while (p != end && static_cast<uchar>(*p) >= 0x20 && static_cast<uchar>(*p) < 0x80 && *p != '"' &&
           *p != '\\')
        ++p;
    return p;
}

bool isHighSurrogate(int unit)
{
    return unit >= 0xd800 && unit <= 0xdbff;
}
bool isLowSurrogate(int unit)
{
    return unit >= 0xdc00 && unit <= 0xdfff;
}

// Whether fewer than four digits are there and the text ends: an escape that has not arrived yet.
bool isUnfinishedHex(const char *p, const char *end)
{
    if (end - p >= 4)
        return false;
    for (; p != end; ++p) {
        const char lower = static_cast<char>(*p | 0x20);
        if ((*p < '0' || *p > '9') && (lower < 'a' || lower > 'f'))
            return false;
    }
    return true;
}

struct EscapeScan {
    const char *end;
    StringFault fault;
};

EscapeScan scanUnicodeEscape(const char *backslash, const char *end)
{
    const char *digits = backslash + 2;
    const int unit = hex4(digits, end);
    if (unit < 0)
        return isUnfinishedHex(digits, end) ? EscapeScan{end, StringFault::UnexpectedEnd}
                                            : EscapeScan{backslash, StringFault::BadEscape};
    if (isLowSurrogate(unit))
        return {backslash, StringFault::LoneSurrogate};
    if (!isHighSurrogate(unit))
        return {digits + 4, StringFault::None};
    const char *second = digits + 4;
    if (second == end || (*second == '\\' && second + 1 == end))
        return {end, StringFault::UnexpectedEnd};
    if (second[0] != '\\' || second[1] != 'u')
        return {backslash, StringFault::LoneSurrogate};
    const int low = hex4(second + 2, end);
    if (low < 0 && isUnfinishedHex(second + 2, end))
        return {end, StringFault::UnexpectedEnd};
    if (!isLowSurrogate(low))
        return {backslash, StringFault::LoneSurrogate};
    return {second + 6, StringFault::None};
}

EscapeScan scanEscape(const char *backslash, const char *end)
{
    const char *p = backslash + 1;
    if (p == end)
        return {end, StringFault::UnexpectedEnd};
    if (*p == 'u')
        return scanUnicodeEscape(backslash, end);
    if (std::strchr("\"\\/bfnrt", *p) != nullptr && *p != '\0')
        return {p + 1, StringFault::None};
    return {backslash, StringFault::BadEscape};
}

} // namespace

int hex4(const char *p, const char *end)
{
    if (end - p < 4)
        return -1;
    int value = 0;
    for (int i = 0; i < 4; ++i) {
        const char c = p[i];
        const char lower = static_cast<char>(c | 0x20);
        int digit = 0;
        if (c >= '0' && c <= '9')
            digit = c - '0';
        else if (lower >= 'a' && lower <= 'f')
            digit = lower - 'a' + 10;
        else
            return -1;
        value = value * 16 + digit;
    }
    return value;
}

int utf8SequenceLength(const char *p, const char *end)
{
    const auto lead = static_cast<uchar>(*p);
    // RFC 3629, 4: the second byte's range rules out overlong forms, surrogates and what is above U+10FFFF.
    uchar low = 0x80;
    uchar high = 0xbf;
    int length = 0;
    if (lead >= 0xc2 && lead <= 0xdf) {
        length = 2;
    } else if (lead >= 0xe0 && lead <= 0xef) {
        length = 3;
        low = lead == 0xe0 ? 0xa0 : 0x80;
        high = lead == 0xed ? 0x9f : 0xbf;
    } else if (lead >= 0xf0 && lead <= 0xf4) {
        length = 4;
        low = lead == 0xf0 ? 0x90 : 0x80;
        high = lead == 0xf4 ? 0x8f : 0xbf;
    } else {
        return 0;
    }
    for (int i = 1; i < length; ++i) {
        if (p + i == end)
            return -1;
        const auto c = static_cast<uchar>(p[i]);
        if (c < low || c > high)
            return 0;
        low = 0x80;
        high = 0xbf;
    }
    return length;
}

bool isUtf8(QByteArrayView bytes)
{
    const char *p = bytes.data();
    const char *const end = p + bytes.size();
    while (p != end) {
        if (static_cast<uchar>(*p) < 0x80) {
            ++p;
            continue;
        }
        const int length = utf8SequenceLength(p, end);
        if (length <= 0)
            return false;
        p += length;
    }
    return true;
}

StringScan scanString(const char *begin, const char *end)
{
    StringScan result;
    const char *p = begin;
    for (;;) {
        p = skipPlain(p, end);
        if (p == end)
            return {end, end, StringFault::UnexpectedEnd, result.escaped};
        const auto c = static_cast<uchar>(*p);
        if (c == '"') {
            result.end = p + 1;
            return result;
        }
        if (c < 0x20)
            return {p, p, StringFault::ControlCharacter, result.escaped};
        if (c == '\\') {
            result.escaped = true;
            const EscapeScan escape = scanEscape(p, end);
            if (escape.fault != StringFault::None)
                return {escape.end, p, escape.fault, true};
            p = escape.end;
            continue;
        }
        const int length = utf8SequenceLength(p, end);
        if (length <= 0)
            return {length < 0 ? end : p, p,
                    length < 0 ? StringFault::UnexpectedEnd : StringFault::InvalidUtf8, result.escaped};
        p += length;
    }
}

NumberScan scanNumber(const char *begin, const char *end)
{
    const auto isDigit = [](char c) { return c >= '0' && c <= '9'; };
    const auto digits = [&](const char *p) {
        while (p != end && isDigit(*p))
            ++p;
        return p;
    };
    const char *p = begin;
    if (p != end && *p == '-')
        ++p;
    if (p == end || !isDigit(*p))
        return {begin, false, p};
    p = *p == '0' ? p + 1 : digits(p);
    const char *whole = p;
    if (p != end && *p == '.') {
        const char *fraction = p + 1;
        p = digits(fraction);
        if (p == fraction)
            return {whole, false, p};
        whole = p;
    }
    if (p != end && (*p | 0x20) == 'e') {
        ++p;
        if (p != end && (*p == '+' || *p == '-'))
            ++p;
        const char *exponent = p;
        p = digits(p);
        if (p == exponent)
            return {whole, false, p};
        whole = p;
    }
    // "01", "1.2.3" and "1x" are not a number followed by something else.
    if (p != end && (isDigit(*p) || *p == '.' || *p == '-' || *p == '+' || (*p | 0x20) == 'e'))
        return {whole, false, p};
    return {p, true, nullptr};
}

const char *endOfValidString(const char *begin)
{
    const char *p = begin;
    for (;;) {
        while (*p != '"' && *p != '\\')
            ++p;
        if (*p == '"')
            return p + 1;
        p += 2;
    }
}

const char *endOfPiece(QByteArrayView inside, qsizetype most)
{
    const char *p = inside.data();
    const char *const end = p + inside.size();
    if (inside.size() <= most)
        return end;
    const char *const limit = p + most;
    while (p < limit) {
        const auto *backslash =
            static_cast<const char *>(std::memchr(p, '\\', static_cast<size_t>(limit - p)));
        p = backslash == nullptr ? limit : scanEscape(backslash, end).end;
    }
    while (p != end && (static_cast<uchar>(*p) & 0xc0) == 0x80)
        ++p;
    return p;
}

void appendUtf8(QByteArray &to, char32_t c)
{
    const auto put = [&to](char32_t byte) { to.append(static_cast<char>(byte)); };
    if (c < 0x80) {
        put(c);
    } else if (c < 0x800) {
        put(0xc0 | (c >> 6));
        put(0x80 | (c & 0x3f));
    } else if (c < 0x10000) {
        put(0xe0 | (c >> 12));
        put(0x80 | ((c >> 6) & 0x3f));
        put(0x80 | (c & 0x3f));
    } else {
        put(0xf0 | (c >> 18));
        put(0x80 | ((c >> 12) & 0x3f));
        put(0x80 | ((c >> 6) & 0x3f));
        put(0x80 | (c & 0x3f));
    }
}

QByteArray decodeString(QByteArrayView inside)
{
    const char *p = inside.data();
    const char *const end = p + inside.size();
    QByteArray text;
    text.reserve(inside.size());
    while (p != end) {
        const auto *backslash = static_cast<const char *>(std::memchr(p, '\\', static_cast<size_t>(end - p)));
        if (backslash == nullptr) {
            text.append(p, end - p);
            break;
        }
        text.append(p, backslash - p);
        p = backslash + 2;
        switch (backslash[1]) {
        case 'b':
            text.append('\b');
            break;
        case 'f':
            text.append('\f');
            break;
        case 'n':
            text.append('\n');
            break;
        case 'r':
            text.append('\r');
            break;
        case 't':
            text.append('\t');
            break;
        case 'u': {
            auto c = static_cast<char32_t>(hex4(p, end));
            p += 4;
            if (isHighSurrogate(static_cast<int>(c))) {
                const auto low = static_cast<char32_t>(hex4(p + 2, end));
                c = 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
                p += 6;
            }
            appendUtf8(text, c);
            break;
        }
        default: // quote, backslash, slash
            text.append(backslash[1]);
        }
    }
    return text;
}

} // namespace outcrop::json::scan
