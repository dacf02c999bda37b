// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/client/streamreader.h"

namespace outcrop::client
{

namespace
{

/// How much of the text of one frame is one step: some milliseconds.
constexpr qsizetype textAtOnce = 1024 * 1024;

} // namespace

StreamReader::StreamReader()
{
    m_assembler.setTextAtOnce(textAtOnce);
}

void StreamReader::feed(const QByteArray &bytes, std::chrono::nanoseconds arrival)
{
    m_decoder.feed(bytes);
    m_arrivals.emplace_back(m_decoder.bytesFed(), arrival);
}

std::optional<StreamReader::Step> StreamReader::next(const history::Redactor &redactor)
{
    if (m_assembler.hasMore())
        return Step{std::nullopt, m_assembler.more()};
    const eventstream::FrameView *frame = m_decoder.takeView();
    if (!frame)
        return std::nullopt;
    FrameSummary summary = summaryOf(*frame, redactor);
    summary.index = m_frames++;
    summary.sinceStart = arrivalOf(frame->offset + frame->length);
    const stream::Change change = m_assembler.apply(*frame);
    m_bytes = m_assembler.hasMore() ? m_decoder.viewedBytes() : QByteArray();
    return Step{summary, change};
}

void StreamReader::takeAll()
{
    // Each frame to its end while its bytes are there: what the decoder does next may move them.
    const auto takeRest = [this] {
        while (m_assembler.hasMore())
            m_assembler.more();
    };
    takeRest();
    while (const eventstream::FrameView *frame = m_decoder.takeView()) {
        m_assembler.apply(*frame);
        takeRest();
    }
    m_bytes = QByteArray();
}

// Of the byte before @p end; asked for in order.
std::chrono::nanoseconds StreamReader::arrivalOf(quint64 end)
{
    while (m_arrivals.size() > 1 && m_arrivals.front().first < end)
        m_arrivals.pop_front();
    return m_arrivals.front().second;
}

} // namespace outcrop::client
