// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/json/parser.h"
#include "core/json/scan.h"
#include "core/json/storage.h"

#include <memory>
#include <vector>

namespace outcrop::json
{

/// One pass over a text that builds its index, with an explicit stack. Private to core/json.
class TextParser
{
public:
    TextParser(QByteArray text, const ParseOptions &options);

    /// Whether the whole text is one valid value.
    bool run();
    /// After success; once.
    Json takeValue();
    /// After a failure.
    ParseError error() const;

    /// After a failure: how many bytes of the text, followed by `suffix`, are valid JSON that says as much as
    /// had been read. Both empty when nothing had.
    struct Repair {
        qsizetype keep = 0;
        QByteArray suffix;
    };
    Repair repair() const;

private:
    using Code = ParseError::Code;

    struct Open {
        quint32 begin;   // offset of the bracket
        quint32 pending; // how many pending slots stood below it
    };
    // What was being read when the text ended or went wrong.
    enum class Inside : quint8 { Nothing, StringValue, Number, Literal };

    bool value();
    bool scalar(char first);
    bool string();
    bool number();
    bool literal(char first);
    bool memberName();
    bool afterValue(quint32 slot);
    void close();
    bool root(quint32 slot);
    bool fail(Code code, const char *at);
    bool expected(const char *at);
    bool isObject(const Open &open) const { return m_base[open.begin] == '{'; }
    quint32 offset(const char *p) const { return static_cast<quint32>(p - m_base); }
    void skipSpace() { m_p = scan::skipSpace(m_p, m_end); }
    QString pointer() const;
    QString message() const;

    std::unique_ptr<detail::ParsedText> m_result;
    ParseOptions m_options;
    const char *m_base;
    const char *m_end;
    const char *m_p;
    std::vector<Open> m_open;
    detail::SegmentedList<quint32> m_pending;
    quint32 m_root = 0;
    bool m_done = false;

    const char *m_whole = nullptr; // up to here the text can be closed
    bool m_hasWhole = false;
    Inside m_inside = Inside::Nothing;
    const char *m_insideBegin = nullptr;
    const char *m_insideWhole = nullptr;

    Code m_code = Code::UnexpectedEnd;
    const char *m_fault = nullptr;
    QLatin1StringView m_expected;
};

} // namespace outcrop::json
