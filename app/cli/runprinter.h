// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/client/converseresult.h"
#include "core/eventstream/framedecoder.h"
#include "core/history/redactor.h"
#include "core/stream/messageassembler.h"

#include <QByteArray>

#include <chrono>

namespace outcrop::app
{

/// What `outcrop run` says while the answer comes and when it is over.
class RunPrinter
{
public:
    virtual ~RunPrinter() = default;

    /// Each returns false when nobody reads any more.
    virtual bool change(const stream::MessageAssembler &assembler, const stream::Change &change) = 0;
    /// Bytes of an answer with status 200; what @p redactor knows is not to be repeated.
    virtual bool body(const QByteArray &bytes, const history::Redactor &redactor) = 0;
    virtual bool end(const client::ConverseResult &result) = 0;
};

/// Text to standard output as it arrives; at the end tool calls, usage and errors to standard error.
class TextPrinter final : public RunPrinter
{
public:
    bool change(const stream::MessageAssembler &assembler, const stream::Change &change) override;
    bool body(const QByteArray &, const history::Redactor &) override { return true; }
    bool end(const client::ConverseResult &result) override;

private:
    bool print(const QString &text);
    void printWhole(const json::Json &content);

    int m_textBlock = -1; ///< position of the block that was printed last
    bool m_printed = false;
    bool m_atLineStart = true;
};

/// One JSON object a line: every event of the stream, and last the result.
class JsonPrinter final : public RunPrinter
{
public:
    /// @p stream: whether the answer is an event stream.
    explicit JsonPrinter(bool stream) : m_stream(stream) {}

    bool change(const stream::MessageAssembler &, const stream::Change &) override { return true; }
    bool body(const QByteArray &bytes, const history::Redactor &redactor) override;
    bool end(const client::ConverseResult &result) override;

private:
    bool m_stream;
    eventstream::FrameDecoder m_decoder;
};

/// The numbers of an answer on one line: tokens as far as they were sent, stop reason, times, attempts.
QString usageLine(const client::ConverseResult &result);

/// That this computer's clock is wrong, and by how much; empty when it is not.
QString clockLine(const client::ConverseResult &result);

} // namespace outcrop::app
