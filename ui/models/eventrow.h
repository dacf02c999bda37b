// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMetaType>
#include <QString>

#include <chrono>
#include <optional>

namespace outcrop::ui::models
{

/// One frame of an event stream, or the bytes that are none.
struct EventRow {
    quint64 index = 0; ///< of the frame in the stream, from 0
    QString name;   ///< ":event-type", or ":exception-type", or ":error-code"; "fault" for unreadable bytes
    QString detail; ///< what the delta carries ("text", "toolUse"); empty elsewhere
    bool isProblem = false; ///< an exception, an error or a fault
    std::optional<std::chrono::nanoseconds>
        sinceStart;     ///< arrival of its last byte; absent when not measured
    quint64 offset = 0; ///< of its first byte in the body
    quint64 bytes = 0;  ///< whole frame
    bool crcOk = true;  ///< both checksums

    friend bool operator==(const EventRow &, const EventRow &) = default;
};

} // namespace outcrop::ui::models

Q_DECLARE_METATYPE(outcrop::ui::models::EventRow)
