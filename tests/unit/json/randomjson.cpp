// SPDX-License-Identifier: GPL-3.0-or-later
#include "randomjson.h"

#include <array>

namespace
{

template <size_t N>
QByteArray pick(std::mt19937 &random, const std::array<const char *, N> &from)
{
    return from[random() % N];
}

QByteArray space(std::mt19937 &random)
{
    static const std::array<const char *, 8> spaces{"", "", "", "", " ", "\n  ", "\t", "\r\n"};
    return pick(random, spaces);
}

QByteArray string(std::mt19937 &random)
{
    static const std::array<const char *, 18> pieces{"a",
                                                     "bc",
                                                     " ",
                                                     R"(\")",
                                                     R"(\\)",
                                                     R"(\/)",
                                                     R"(\n)",
                                                     R"(\t)",
                                                     R"(\u0041)",
                                                     R"(\u00e9)",
                                                     "\xc3\xa9",
                                                     "\xe6\x97\xa5",
                                                     "\xf0\x9f\x98\x80",
                                                     R"(\ud83d\ude00)",
                                                     "{[:,]}",
                                                     "\x7f",
                                                     "e\xcc\x81",
                                                     "0"};
    QByteArray text = "\"";
    for (auto count = random() % 6; count > 0; --count)
        text += pick(random, pieces);
    return text + '"';
}

QByteArray number(std::mt19937 &random)
{
    static const std::array<const char *, 14> numbers{
        "0",     "-0", "1.0", "1e2", "12345678901234567890123", "0.10", "-1.5", "1E+3", "2e-05",
        "1e400", "7",  "42",  "-3",  "9007199254740993"};
    return pick(random, numbers);
}

QByteArray scalar(std::mt19937 &random)
{
    switch (random() % 6) {
    case 0:
        return "true";
    case 1:
        return "false";
    case 2:
        return "null";
    case 3:
        return number(random);
    default:
        return string(random);
    }
}

} // namespace

QByteArray randomJson(std::mt19937 &random, int depth)
{
    if (depth == 0 || random() % 3 == 0)
        return scalar(random);
    const bool object = random() % 2 == 0;
    QByteArray text = object ? "{" : "[";
    const auto count = random() % 5;
    for (size_t i = 0; i < count; ++i) {
        text += (i > 0 ? "," : "") + space(random);
        if (object)
            text += string(random) + space(random) + ':' + space(random);
        text += randomJson(random, depth - 1) + space(random);
    }
    return text + space(random) + (object ? '}' : ']');
}
