// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/json/textparser.h"

#include <algorithm>
#include <cstring>
#include <limits>

namespace outcrop::json
{

namespace
{

constexpr QLatin1StringView aValue("a value");
constexpr QLatin1StringView aName("a member name in double quotes");
constexpr QLatin1StringView aColon("':' after the member name");
constexpr QLatin1StringView commaOrBrace("',' or '}' after the member");
constexpr QLatin1StringView commaOrBracket("',' or ']' after the item");

QByteArrayView literalFor(char first)
{
    switch (first) {
    case 't':
        return "true";
    case 'f':
        return "false";
    default:
        return "null";
    }
}

bool looksLikeNumber(char c)
{
    return (c >= '0' && c <= '9') || c == '-' || c == '+' || c == '.';
}

bool isLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

struct Place {
    qint64 line = 1;
    qint64 column = 1;
};

Place placeOf(const char *base, const char *at)
{
    Place place;
    for (const char *p = base; p != at; ++p) {
        if (*p == '\n' || (*p == '\r' && (p + 1 == at || p[1] != '\n'))) {
            ++place.line;
            place.column = 1;
        } else if (*p != '\r' && (static_cast<uchar>(*p) & 0xc0) != 0x80) {
            ++place.column;
        }
    }
    return place;
}

QString shown(const char *p, const char *end)
{
    const auto c = static_cast<uchar>(*p);
    if (c < 0x20 || c == 0x7f)
        return QStringLiteral("the control character 0x%1").arg(c, 2, 16, QLatin1Char('0'));
    const int length = c < 0x80 ? 1 : scan::utf8SequenceLength(p, end);
    if (length < 1)
        return QStringLiteral("the byte 0x%1").arg(c, 2, 16, QLatin1Char('0'));
    return QStringLiteral("'%1'").arg(QString::fromUtf8(p, length));
}

} // namespace

TextParser::TextParser(QByteArray text, const ParseOptions &options)
    : m_result(std::make_unique<detail::ParsedText>()), m_options(options)
{
    m_options.maxBytes = std::min<qint64>(m_options.maxBytes, std::numeric_limits<qint32>::max());
    m_result->text = std::move(text);
    m_base = m_result->text.constData();
    m_end = m_base + m_result->text.size();
    m_p = m_base;
    m_whole = m_base;
}

bool TextParser::run()
{
    if (m_end - m_base > m_options.maxBytes)
        return fail(Code::TooLarge, m_base);
    if (m_end - m_base >= 3 && std::memcmp(m_base, "\xef\xbb\xbf", 3) == 0)
        return fail(Code::ByteOrderMark, m_base);
    while (!m_done) {
        if (!value())
            return false;
    }
    return true;
}

Json TextParser::takeValue()
{
    m_result->slots.shrink();
    m_result->containers.shrink();
    return detail::Access::fromParsed(m_result.release(), m_root);
}

bool TextParser::fail(Code code, const char *at)
{
    m_code = code;
    m_fault = at;
    return false;
}

bool TextParser::expected(const char *at)
{
    if (at == m_end)
        return fail(Code::UnexpectedEnd, at);
    return fail(Code::UnexpectedCharacter, at);
}

// Reads from where a value must begin up to where the next one must, or to the end of the text.
bool TextParser::value()
{
    skipSpace();
    m_expected = aValue;
    if (m_p == m_end)
        return expected(m_p);
    const char first = *m_p;
    if (first != '{' && first != '[')
        return scalar(first);

    const char *begin = m_p;
    ++m_p;
    if (m_open.size() >= static_cast<size_t>(std::max(m_options.maxDepth, 0)))
        return fail(Code::TooDeep, begin);
    m_open.push_back({offset(begin), static_cast<quint32>(m_pending.size())});
    m_whole = m_p;
    m_hasWhole = true;
    skipSpace();
    if (m_p != m_end && *m_p == (first == '{' ? '}' : ']')) {
        ++m_p;
        m_open.pop_back();
        return afterValue(offset(begin));
    }
    return first == '[' || memberName();
}

bool TextParser::scalar(char first)
{
    const char *begin = m_p;
    m_insideBegin = begin;
    m_insideWhole = begin;
    bool ok = false;
    if (first == '"')
        ok = string();
    else if (looksLikeNumber(first))
        ok = number();
    else if (isLetter(first))
        ok = literal(first);
    else
        return expected(m_p);
    if (!ok)
        return false;
    return afterValue(offset(begin));
}

namespace
{

ParseError::Code codeFor(scan::StringFault fault)
{
    switch (fault) {
    case scan::StringFault::ControlCharacter:
        return ParseError::Code::ControlCharacter;
    case scan::StringFault::BadEscape:
        return ParseError::Code::BadEscape;
    case scan::StringFault::LoneSurrogate:
        return ParseError::Code::LoneSurrogate;
    case scan::StringFault::InvalidUtf8:
        return ParseError::Code::InvalidUtf8;
    default:
        return ParseError::Code::UnexpectedEnd;
    }
}

} // namespace

bool TextParser::string()
{
    const scan::StringScan scanned = scan::scanString(m_p + 1, m_end);
    if (scanned.fault == scan::StringFault::None) {
        m_p = scanned.end;
        return true;
    }
    m_inside = Inside::StringValue;
    m_insideWhole = scanned.whole;
    return fail(codeFor(scanned.fault), scanned.end);
}

bool TextParser::number()
{
    const scan::NumberScan scanned = scan::scanNumber(m_p, m_end);
    if (scanned.valid) {
        m_p = scanned.end;
        return true;
    }
    m_inside = Inside::Number;
    m_insideWhole = scanned.end;
    return fail(scanned.fault == m_end ? Code::UnexpectedEnd : Code::BadNumber, scanned.fault);
}

bool TextParser::literal(char first)
{
    const QByteArrayView word = literalFor(first);
    const auto there = std::min<qsizetype>(word.size(), m_end - m_p);
    if (std::memcmp(m_p, word.data(), static_cast<size_t>(there)) != 0)
        return fail(Code::BadLiteral, m_p);
    if (there < word.size()) {
        m_inside = Inside::Literal;
        return fail(Code::UnexpectedEnd, m_end);
    }
    m_p += there;
    return m_p == m_end || (!isLetter(*m_p) && !looksLikeNumber(*m_p)) || fail(Code::BadLiteral, m_p - there);
}

// At the first byte of a name; leaves after the colon.
bool TextParser::memberName()
{
    m_expected = aName;
    if (m_p == m_end || *m_p != '"')
        return expected(m_p);
    const scan::StringScan scanned = scan::scanString(m_p + 1, m_end);
    if (scanned.fault != scan::StringFault::None)
        return fail(codeFor(scanned.fault), scanned.end);
    const quint32 name = offset(m_p);
    m_p = scanned.end;
    skipSpace();
    m_expected = aColon;
    if (m_p == m_end || *m_p != ':')
        return expected(m_p);
    ++m_p;
    m_pending.push_back(name);
    return true;
}

// After a value: over closing brackets to the comma before the next value.
bool TextParser::afterValue(quint32 slot)
{
    for (;;) {
        m_whole = m_p;
        m_hasWhole = true;
        if (m_open.empty())
            return root(slot);
        m_pending.push_back(slot);
        skipSpace();
        const bool object = isObject(m_open.back());
        m_expected = object ? commaOrBrace : commaOrBracket;
        if (m_p == m_end)
            return expected(m_p);
        if (*m_p == ',') {
            ++m_p;
            if (!object)
                return true;
            skipSpace();
            return memberName();
        }
        if (*m_p != (object ? '}' : ']'))
            return expected(m_p);
        ++m_p;
        slot = detail::ParsedText::containerFlag | static_cast<quint32>(m_result->containers.size());
        close();
    }
}

void TextParser::close()
{
    const Open open = m_open.back();
    m_open.pop_back();
    auto &slots = m_result->slots;
    if (open.pending == 0 && slots.empty()) {
        slots.swap(m_pending);
    } else {
        for (size_t i = open.pending; i < m_pending.size(); ++i)
            slots.push_back(m_pending[i]);
        m_pending.truncate(open.pending);
    }
    m_result->containers.push_back({open.begin, static_cast<quint32>(slots.size())});
}

bool TextParser::root(quint32 slot)
{
    m_root = slot;
    skipSpace();
    if (m_p != m_end)
        return fail(Code::TrailingText, m_p);
    m_done = true;
    return true;
}

TextParser::Repair TextParser::repair() const
{
    Repair repair;
    if (m_code == Code::TooLarge || m_code == Code::ByteOrderMark)
        return repair;
    const bool wholeNumber = m_inside == Inside::Number && m_insideWhole != m_insideBegin;
    if (m_inside == Inside::StringValue) {
        repair.keep = m_insideWhole - m_base;
        repair.suffix = "\"";
    } else if (wholeNumber) {
        repair.keep = m_insideWhole - m_base;
    } else if (m_inside == Inside::Literal) {
        repair.keep = m_insideBegin - m_base;
        repair.suffix = literalFor(*m_insideBegin).toByteArray();
    } else if (m_hasWhole) {
        repair.keep = m_whole - m_base;
    } else {
        return repair;
    }
    for (auto open = m_open.rbegin(); open != m_open.rend(); ++open)
        repair.suffix.append(isObject(*open) ? '}' : ']');
    return repair;
}

QString TextParser::pointer() const
{
    Pointer pointer;
    for (size_t i = 0; i < m_open.size(); ++i) {
        const size_t next = i + 1 < m_open.size() ? m_open[i + 1].pending : m_pending.size();
        const size_t count = next - m_open[i].pending;
        if (!isObject(m_open[i]))
            pointer.append(static_cast<qsizetype>(count));
        else if (count % 2 == 1) {
            const QByteArrayView name = m_result->nameTextAt(m_pending[next - 1]);
            pointer.append(QString::fromUtf8(scan::decodeString(name.sliced(1, name.size() - 2))));
        }
    }
    return pointer.toString();
}

QString TextParser::message() const
{
    switch (m_code) {
    case Code::UnexpectedEnd:
        if (m_inside == Inside::Nothing && m_fault == m_end && !m_expected.isEmpty())
            return QStringLiteral("the text ends where %1 is expected").arg(m_expected);
        return QStringLiteral("the text ends inside a value");
    case Code::UnexpectedCharacter:
        return QStringLiteral("expected %1, found %2").arg(m_expected, shown(m_fault, m_end));
    case Code::TrailingText:
        return QStringLiteral("there is more text after the value: %1").arg(shown(m_fault, m_end));
    case Code::BadNumber:
        return QStringLiteral("this is not a JSON number: unexpected %1").arg(shown(m_fault, m_end));
    case Code::BadLiteral:
        return QStringLiteral("only true, false and null may stand without quotes");
    case Code::BadEscape:
        return QStringLiteral("unknown escape after the backslash");
    case Code::LoneSurrogate:
        return QStringLiteral("half of a surrogate pair");
    case Code::ControlCharacter:
        return QStringLiteral("a string holds %1 unescaped").arg(shown(m_fault, m_end));
    case Code::InvalidUtf8:
        return QStringLiteral("%1 is not valid UTF-8 here").arg(shown(m_fault, m_fault + 1));
    case Code::ByteOrderMark:
        return QStringLiteral("the text begins with a byte order mark");
    case Code::TooDeep:
        return QStringLiteral("nested deeper than %1 levels").arg(m_options.maxDepth);
    case Code::TooLarge:
        return QStringLiteral("%1 bytes, more than the limit of %2")
            .arg(m_end - m_base)
            .arg(m_options.maxBytes);
    }
    return {};
}

ParseError TextParser::error() const
{
    const Place place = placeOf(m_base, m_fault);
    return {m_code, m_fault - m_base, place.line, place.column, pointer(), message()};
}

} // namespace outcrop::json
