// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stream/wobblytext.h"

#include "core/json/scan.h"

#include <optional>

namespace outcrop::stream::wobbly
{

namespace scan = json::scan;

namespace
{

// The UTF-16 surrogate written as three bytes at @p p, if one is.
std::optional<char16_t> surrogateAt(const char *p, const char *end)
{
    if (end - p < 3 || static_cast<uchar>(p[0]) != 0xed || static_cast<uchar>(p[1]) < 0xa0 ||
        (static_cast<uchar>(p[1]) & 0xc0) != 0x80 || (static_cast<uchar>(p[2]) & 0xc0) != 0x80)
        return std::nullopt;
    return static_cast<char16_t>(0xd000 | ((static_cast<uchar>(p[1]) & 0x3f) << 6) |
                                 (static_cast<uchar>(p[2]) & 0x3f));
}

// Whether the rest could still become the three bytes of a surrogate.
bool mayBecomeSurrogate(const char *p, const char *end)
{
    return end - p < 3 && (p == end || static_cast<uchar>(p[0]) == 0xed) &&
           (end - p < 2 || (static_cast<uchar>(p[1]) & 0xe0) == 0xa0);
}

} // namespace

QByteArray decodeString(QByteArrayView inside)
{
    QByteArray bytes;
    bytes.reserve(inside.size());
    while (!inside.isEmpty()) {
        const qsizetype backslash = inside.indexOf('\\');
        if (backslash < 0) {
            bytes.append(inside);
            break;
        }
        bytes.append(inside.first(backslash));
        inside = inside.sliced(backslash);
        if (inside[1] == 'u') {
            const int unit = scan::hex4(inside.data() + 2, inside.data() + inside.size());
            scan::appendUtf8(bytes, static_cast<char32_t>(unit));
            inside = inside.sliced(6);
        } else {
            bytes.append(scan::decodeString(inside.first(2)));
            inside = inside.sliced(2);
        }
    }
    return bytes;
}

QString take(QByteArray &pending, QByteArrayView bytes)
{
    const QByteArray all = pending + bytes.toByteArray();
    pending.clear();
    const char *p = all.constData();
    const char *const end = p + all.size();
    const char *run = p;
    QString text;
    const auto flush = [&](const char *upTo) {
        text.append(QString::fromUtf8(run, upTo - run));
        run = upTo;
    };
    while (p != end) {
        const int length = static_cast<uchar>(*p) < 0x80 ? 1 : scan::utf8SequenceLength(p, end);
        if (length > 0) {
            p += length;
            continue;
        }
        flush(p);
        const auto high = surrogateAt(p, end);
        const bool pairMayFollow = high && QChar::isHighSurrogate(*high) && mayBecomeSurrogate(p + 3, end);
        if (length < 0 || pairMayFollow || mayBecomeSurrogate(p, end)) {
            pending = QByteArray(p, end - p);
            return text;
        }
        const auto low = high ? surrogateAt(p + 3, end) : std::nullopt;
        if (low && QChar::isHighSurrogate(*high) && QChar::isLowSurrogate(*low)) {
            text.append(QChar(*high)).append(QChar(*low));
            p += 6;
        } else {
            text.append(QChar::ReplacementCharacter);
            p += high ? 3 : 1;
        }
        run = p;
    }
    flush(end);
    return text;
}

} // namespace outcrop::stream::wobbly
