// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stream/deltascan.h"

#include "core/json/scan.h"

#include <cstring>

namespace outcrop::stream
{

namespace scan = json::scan;

namespace
{

scan::StringScan scanWobblyString(const char *p, const char *end)
{
    scan::StringScan result;
    for (; p != end; ++p) {
        const auto c = static_cast<uchar>(*p);
        if (c == '"') {
            result.end = p + 1;
            return result;
        }
        if (c < 0x20)
            break;
        if (c != '\\')
            continue;
        result.escaped = true;
        if (++p == end || *p == '\0' || std::strchr("\"\\/bfnrtu", *p) == nullptr)
            break;
        if (*p == 'u' && scan::hex4(p + 1, end) < 0)
            break;
    }
    result.fault = scan::StringFault::BadEscape;
    return result;
}

template <bool Wobbly>
class DeltaScanner
{
public:
    explicit DeltaScanner(QByteArrayView payload) : m_p(payload.data()), m_end(m_p + payload.size()) {}

    std::optional<DeltaText> run()
    {
        space();
        if (!take('{') || !members())
            return std::nullopt;
        space();
        if (m_p != m_end || !m_hasDelta)
            return std::nullopt;
        return m_result;
    }

private:
    void space() { m_p = scan::skipSpace(m_p, m_end); }

    bool take(char c)
    {
        if (m_p == m_end || *m_p != c)
            return false;
        ++m_p;
        return true;
    }

    // Whether the name whose opening quote was taken is @p name, which ends with its closing quote.
    template <size_t N>
    bool isName(const char (&name)[N])
    {
        constexpr size_t length = N - 1;
        if (static_cast<size_t>(m_end - m_p) < length || std::memcmp(m_p, name, length) != 0)
            return false;
        m_p += length;
        return true;
    }

    bool colon()
    {
        space();
        if (!take(':'))
            return false;
        space();
        return true;
    }

    bool members()
    {
        do {
            space();
            if (!take('"') || !member())
                return false;
            space();
        } while (take(','));
        return take('}');
    }

    bool member()
    {
        if (isName("contentBlockIndex\""))
            return !std::exchange(m_hasIndex, true) && colon() && index();
        if (isName("delta\""))
            return !std::exchange(m_hasDelta, true) && colon() && delta();
        if (isName("p\""))
            return !std::exchange(m_hasPadding, true) && colon() && string(nullptr);
        return false;
    }

    // Up to nine digits: other numbers, and 01, are for the tree.
    bool index()
    {
        const char *begin = m_p;
        qint64 value = 0;
        while (m_p != m_end && *m_p >= '0' && *m_p <= '9' && m_p - begin <= 9)
            value = value * 10 + (*m_p++ - '0');
        const auto digits = m_p - begin;
        if (digits == 0 || digits > 9 || (digits > 1 && *begin == '0'))
            return false;
        m_result.index = value;
        return m_p != m_end && (scan::isSpace(*m_p) || *m_p == ',' || *m_p == '}');
    }

    bool delta()
    {
        if (!take('{'))
            return false;
        space();
        if (!take('"'))
            return false;
        if (isName("text\"")) {
            m_result.kind = DeltaText::Kind::Text;
            return colon() && string(&m_result) && close();
        }
        if (isName("toolUse\"")) {
            m_result.kind = DeltaText::Kind::ToolInput;
            return colon() && inner("input\"") && close();
        }
        if (isName("reasoningContent\"")) {
            m_result.kind = DeltaText::Kind::ReasoningText;
            return colon() && inner("text\"") && close();
        }
        return false;
    }

    template <size_t N>
    bool inner(const char (&name)[N])
    {
        if (!take('{'))
            return false;
        space();
        return take('"') && isName(name) && colon() && string(&m_result) && close();
    }

    bool close()
    {
        space();
        return take('}');
    }

    bool string(DeltaText *into)
    {
        if (!take('"'))
            return false;
        const char *begin = m_p;
        const scan::StringScan scanned =
            Wobbly ? scanWobblyString(begin, m_end) : scan::scanString(begin, m_end);
        if (scanned.fault != scan::StringFault::None)
            return false;
        m_p = scanned.end;
        if (into != nullptr) {
            into->inside = {begin, scanned.end - 1};
            into->escaped = scanned.escaped;
        }
        return true;
    }

    const char *m_p;
    const char *m_end;
    DeltaText m_result;
    bool m_hasIndex = false;
    bool m_hasDelta = false;
    bool m_hasPadding = false;
};

} // namespace

std::optional<DeltaText> scanDelta(QByteArrayView payload)
{
    return DeltaScanner<false>(payload).run();
}

std::optional<DeltaText> scanWobblyDelta(QByteArrayView payload)
{
    return DeltaScanner<true>(payload).run();
}

} // namespace outcrop::stream
