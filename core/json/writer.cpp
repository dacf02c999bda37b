// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/json/writer.h"

#include "core/json/scan.h"
#include "core/json/storage.h"

#include <cstring>
#include <vector>

namespace outcrop::json
{

using detail::Access;

namespace
{

/// Whether one of eight bytes is a control character, a quote or a backslash: what has to be escaped.
bool needsEscape(quint64 eight)
{
    constexpr quint64 ones = 0x0101'0101'0101'0101U;
    constexpr quint64 high = 0x8080'8080'8080'8080U;
    const auto hasZero = [](quint64 v) { return (v - ones) & ~v & high; };
    const quint64 control = (eight - ones * 0x20) & ~eight & high;
    return (control | hasZero(eight ^ (ones * '"')) | hasZero(eight ^ (ones * '\\'))) != 0;
}

void appendQuoted(QByteArray &to, QByteArrayView utf8)
{
    static constexpr char hex[] = "0123456789abcdef";
    to.append('"');
    qsizetype plain = 0;
    const auto flush = [&](qsizetype upTo) {
        to.append(utf8.data() + plain, upTo - plain);
        plain = upTo + 1;
    };
    for (qsizetype i = 0; i < utf8.size(); ++i) {
        // Eight at a time: base64 of an attachment has megabytes without anything to escape.
        for (quint64 eight = 0; i + 8 <= utf8.size(); i += 8) {
            std::memcpy(&eight, utf8.data() + i, sizeof eight);
            if (needsEscape(eight))
                break;
        }
        if (i == utf8.size())
            break;
        const char c = utf8[i];
        if (static_cast<uchar>(c) >= 0x20 && c != '"' && c != '\\')
            continue;
        flush(i);
        to.append('\\');
        switch (c) {
        case '\b':
            to.append('b');
            break;
        case '\f':
            to.append('f');
            break;
        case '\n':
            to.append('n');
            break;
        case '\r':
            to.append('r');
            break;
        case '\t':
            to.append('t');
            break;
        case '"':
        case '\\':
            to.append(c);
            break;
        default:
            to.append("u00");
            to.append(hex[static_cast<uchar>(c) >> 4]);
            to.append(hex[static_cast<uchar>(c) & 0xf]);
        }
    }
    flush(utf8.size());
    to.append('"');
}

void appendWithoutSpace(QByteArray &to, QByteArrayView json)
{
    const char *p = json.data();
    const char *const end = p + json.size();
    const char *run = p;
    while (p != end) {
        if (*p == '"') {
            p = scan::endOfValidString(p + 1);
        } else if (scan::isSpace(*p)) {
            to.append(run, p - run);
            p = scan::skipSpace(p, end);
            run = p;
        } else {
            ++p;
        }
    }
    to.append(run, p - run);
}

class Writer
{
public:
    explicit Writer(Layout layout) : m_layout(layout) {}

    QByteArray write(const Json &root)
    {
        value(root);
        while (!m_open.empty())
            step();
        return std::move(m_text);
    }

private:
    struct Open {
        Json container;
        qsizetype size;
        qsizetype next = 0;
        bool object = false;
        detail::Gaps gaps;
    };

    void scalar(const Json &json)
    {
        if (Access::isParsed(json))
            m_text.append(Access::parsed(json).textOf(Access::slot(json)));
        else if (json.isString())
            appendQuoted(m_text, Access::built(json).utf8());
        else if (json.isNumber())
            m_text.append(Access::built(json).bytes);
        else if (json.isBool())
            m_text.append(*json.toBool() ? "true" : "false");
        else
            m_text.append("null");
    }

    void value(const Json &json)
    {
        const Kind kind = json.kind();
        if (kind != Kind::Array && kind != Kind::Object)
            return scalar(json);
        if (Access::isParsed(json) && m_layout != Layout::Pretty) {
            const QByteArrayView text = Access::parsed(json).textOf(Access::slot(json));
            if (m_layout == Layout::AsWritten)
                m_text.append(text);
            else
                appendWithoutSpace(m_text, text);
            return;
        }
        const qsizetype size = json.size();
        if (size == 0) {
            m_text.append(kind == Kind::Object ? "{}" : "[]");
            return;
        }
        Open open{json, size, 0, kind == Kind::Object, {}};
        if (m_layout == Layout::AsWritten && Access::built(json).gaps)
            open.gaps = *Access::built(json).gaps;
        m_text.append(open.object ? '{' : '[');
        m_open.push_back(std::move(open));
    }

    // Writes the next child of the innermost container, or closes it.
    void step()
    {
        Open &open = m_open.back();
        const bool pretty = m_layout == Layout::Pretty;
        if (open.next == open.size) {
            m_text.append(open.gaps.beforeClose);
            const char bracket = open.object ? '}' : ']';
            m_open.pop_back();
            if (pretty)
                newLine();
            m_text.append(bracket);
            return;
        }
        if (open.next > 0)
            m_text.append(open.gaps.beforeComma).append(',');
        if (pretty)
            newLine();
        else
            m_text.append(open.next > 0 ? open.gaps.afterComma : open.gaps.afterOpen);
        if (open.object) {
            scalar(Access::name(open.container, open.next));
            m_text.append(open.gaps.beforeColon).append(pretty ? ": " : ":").append(open.gaps.afterColon);
        }
        const Json child = open.container.at(open.next++);
        value(child); // may push: `open` is not used after this
    }

    void newLine()
    {
        m_text.append('\n');
        m_text.append(static_cast<qsizetype>(m_open.size()) * 2, ' ');
    }

    Layout m_layout;
    QByteArray m_text;
    std::vector<Open> m_open;
};

} // namespace

QByteArray write(const Json &value, Layout layout)
{
    return Writer(layout).write(value);
}

} // namespace outcrop::json
