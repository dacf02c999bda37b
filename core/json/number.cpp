// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/json/number.h"

#include "core/json/scan.h"

#include <QByteArray>

#include <algorithm>
#include <charconv>
#include <cmath>

namespace outcrop::json::number
{

namespace
{

// value = (negative ? -1 : 1) * 0.digits * 10^exponent, digits without zeros at either end.
struct Decimal {
    bool negative = false;
    QByteArray digits;
    qint64 exponent = 0;

    friend bool operator==(const Decimal &, const Decimal &) = default;
};

// Exponents beyond this are all "too large to matter" and compare equal; a text that long is refused anyway.
constexpr qint64 exponentBound = 1'000'000'000'000'000;

qint64 parseExponent(QByteArrayView text)
{
    const bool negative = text.startsWith('-');
    qint64 value = 0;
    for (const char c : text) {
        if (c >= '0' && c <= '9')
            value = std::min(value * 10 + (c - '0'), exponentBound);
    }
    return negative ? -value : value;
}

Decimal toDecimal(QByteArrayView lexeme)
{
    Decimal decimal;
    qint64 pointShift = 0;
    bool fraction = false;
    bool significant = false;
    qsizetype i = 0;
    for (; i < lexeme.size(); ++i) {
        const char c = lexeme[i];
        if (c == '-') {
            decimal.negative = true;
        } else if (c == '.') {
            fraction = true;
        } else if (c == 'e' || c == 'E') {
            break;
        } else if (c != '0' || significant) {
            significant = true;
            decimal.digits.append(c);
            pointShift += fraction ? 0 : 1;
        } else if (fraction) {
            --pointShift;
        }
    }
    if (i < lexeme.size())
        decimal.exponent = parseExponent(lexeme.sliced(i + 1));
    while (decimal.digits.endsWith('0'))
        decimal.digits.chop(1);
    if (decimal.digits.isEmpty())
        return {};
    decimal.exponent += pointShift;
    return decimal;
}

} // namespace

bool isValid(QByteArrayView lexeme)
{
    const char *end = lexeme.data() + lexeme.size();
    const scan::NumberScan scanned = scan::scanNumber(lexeme.data(), end);
    return scanned.valid && scanned.end == end;
}

std::optional<qint64> toInt(QByteArrayView lexeme)
{
    const char *end = lexeme.data() + lexeme.size();
    qint64 value = 0;
    const auto plain = std::from_chars(lexeme.data(), end, value);
    if (plain.ec == std::errc() && plain.ptr == end)
        return value;
    const Decimal decimal = toDecimal(lexeme);
    if (decimal.digits.isEmpty())
        return 0;
    if (decimal.exponent < decimal.digits.size() || decimal.exponent > 19)
        return std::nullopt;
    QByteArray digits =
        (decimal.negative ? QByteArrayView("-") : QByteArrayView()).toByteArray() + decimal.digits;
    digits.append(static_cast<qsizetype>(decimal.exponent) - decimal.digits.size(), '0');
    bool ok = false;
    value = digits.toLongLong(&ok);
    return ok ? std::optional(value) : std::nullopt;
}

std::optional<double> toDouble(QByteArrayView lexeme)
{
    const char *end = lexeme.data() + lexeme.size();
    double value = 0;
    const auto parsed = std::from_chars(lexeme.data(), end, value);
    if (parsed.ec == std::errc() && parsed.ptr == end)
        return value;
    // from_chars does not tell an overflow from an underflow.
    if (parsed.ec == std::errc::result_out_of_range && toDecimal(lexeme).exponent < 0)
        return lexeme.startsWith('-') ? -0.0 : 0.0;
    return std::nullopt;
}

bool sameValue(QByteArrayView left, QByteArrayView right)
{
    return left == right || toDecimal(left) == toDecimal(right);
}

} // namespace outcrop::json::number
