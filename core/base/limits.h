// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <chrono>

/// Numbers that bound what is accepted, each with its origin.
namespace outcrop::base::limits
{

/// Largest event-stream message. aws-c-event-stream's limit (protocol/eventstream.md).
inline constexpr quint32 eventStreamMessageBytes = 24U * 1024 * 1024;
/// Largest header block of an event-stream message. botocore's limit (protocol/eventstream.md).
inline constexpr quint32 eventStreamHeaderBytes = 128U * 1024;
/// Most headers of an event-stream message, and the longest string or byte array value.
/// aws-c-event-stream's limits (reliability.md, P10).
inline constexpr quint32 eventStreamHeaders = 1024;
inline constexpr qint64 eventStreamHeaderValueBytes = 32767;
/// Deepest JSON nesting. reliability.md, decision 1.
inline constexpr int jsonDepth = 512;
/// Largest JSON text. Twice the largest request body InvokeModel takes (25 MB), rounded up
/// (protocol/converse.md, 7).
inline constexpr qint64 jsonBytes = 64LL * 1024 * 1024;
/// How much of an unexpected body is shown in an error. protocol/eventstream.md, Reading.
inline constexpr qint64 errorExcerptBytes = 2048;
/// Longest model id in bytes. Service model, ConversationalModelId.
inline constexpr qint64 modelIdBytes = 2048;

/// Deadlines per phase, all editable per connection. reliability.md, P16 and fault 22.
inline constexpr std::chrono::seconds connectDeadline{10};
inline constexpr std::chrono::seconds responseHeadDeadline{600};
inline constexpr std::chrono::seconds streamIdleDeadline{300};
inline constexpr std::chrono::seconds nonStreamDeadline{3600};
/// When the window starts to say that nothing arrives. reliability.md, P16.
inline constexpr std::chrono::seconds silenceNotice{10};

} // namespace outcrop::base::limits
