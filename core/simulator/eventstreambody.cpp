// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulator/eventstreambody.h"

#include "core/eventstream/frameencoder.h"
#include "core/simulator/replies.h"

namespace outcrop::simulator
{

using namespace Qt::Literals::StringLiterals;
using json::Json;

namespace
{

constexpr char paddingAlphabet[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
constexpr quint32 paddingLeast = 4;
constexpr quint32 paddingMost = sizeof paddingAlphabet - 1;

QByteArray frameOf(const char *typeHeader, const QByteArray &type, const char *messageType,
                   const QByteArray &payload)
{
    return eventstream::encodeFrame({eventstream::stringHeader(typeHeader, type),
                                     eventstream::stringHeader(":content-type", "application/json"),
                                     eventstream::stringHeader(":message-type", messageType)},
                                    payload);
}

/// Goes through the events one by one; the state behind a BodySource.
class EventSequence
{
public:
    EventSequence(std::vector<StreamEvent> events, const Directives &directives,
                  std::chrono::milliseconds defaultPace, const QByteArray &seed)
        : m_events(std::move(events))
        , m_directives(directives)
        , m_pace(directives.pace.value_or(defaultPace))
        , m_random(seed.first(qMin<qsizetype>(seed.size(), 8)).toUInt(nullptr, 16))
    {
    }

    std::optional<BodyPiece> next()
    {
        if (m_ended || (m_sent == m_events.size() && !errorIsDue()))
            return std::nullopt;
        BodyPiece piece;
        piece.pauseBefore = pause();
        if (errorIsDue()) {
            piece.bytes = exceptionFrame(*m_directives.laterError);
            m_ended = true;
            return piece;
        }
        piece.bytes = nextFrame();
        if (m_directives.framesBeforeCut && m_sent == static_cast<size_t>(*m_directives.framesBeforeCut)) {
            piece.bytes.truncate(piece.bytes.size() / 2);
            piece.thenCut = true;
            m_ended = true;
        }
        ++m_sent;
        if (m_directives.badCrcFrame && m_sent == static_cast<size_t>(*m_directives.badCrcFrame))
            piece.bytes.back() = static_cast<char>(piece.bytes.back() ^ 0x55);
        return piece;
    }

private:
    /// After the given number of frames, or at the end when there are fewer.
    bool errorIsDue() const
    {
        return m_directives.laterError &&
               m_sent == std::min(m_events.size(), static_cast<size_t>(m_directives.framesBeforeError));
    }

    std::chrono::milliseconds pause() const
    {
        std::chrono::milliseconds duration{0};
        if (m_sent < m_events.size() && m_events[m_sent].paced)
            duration += m_pace;
        if (m_directives.stall && m_sent == m_events.size() / 2)
            duration += *m_directives.stall;
        return duration;
    }

    QByteArray nextFrame()
    {
        const StreamEvent &event = m_events[m_sent];
        Json payload = event.payload();
        m_random = m_random * 1664525U + 1013904223U; // Numerical Recipes; hides nothing here, it only varies
        const quint32 length = paddingLeast + (m_random >> 16) % (paddingMost - paddingLeast + 1);
        payload.set("p"_L1, Json(QString::fromLatin1(paddingAlphabet, length)));
        return frameOf(":event-type", event.type, "event", json::write(payload));
    }

    std::vector<StreamEvent> m_events;
    Directives m_directives;
    std::chrono::milliseconds m_pace;
    quint32 m_random;
    size_t m_sent = 0;
    bool m_ended = false;
};

} // namespace

StreamEvent streamEvent(QByteArray type, Json payload, bool paced)
{
    return {std::move(type), [payload = std::move(payload)] { return payload; }, paced};
}

BodySource eventStreamBody(std::vector<StreamEvent> events, const Directives &directives,
                           std::chrono::milliseconds defaultPace, const QByteArray &seed)
{
    auto sequence = std::make_shared<EventSequence>(std::move(events), directives, defaultPace, seed);
    return [sequence] { return sequence->next(); };
}

QByteArray exceptionFrame(const ServiceError &error)
{
    return frameOf(":exception-type", exceptionFrameType(error), "exception", json::write(errorBody(error)));
}

} // namespace outcrop::simulator
