// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/eventstream/framedecoder.h"
#include "core/history/redactor.h"
#include "core/net/httprequest.h"
#include "core/stream/folded.h"
#include "core/stream/messageassembler.h"

#include <optional>

namespace outcrop::client
{

/// What an answer amounts to once nothing more comes.
struct Judgement {
    stream::Folded folded;
    std::optional<base::Error> error; ///< nothing exactly when folded.outcome is Complete
};

/// Whether the head of a 200 announces what was asked for: an event stream, or JSON. A head without a content
/// type is given the benefit of the doubt; the bytes decide.
bool announces(const net::HttpResponseHead &head, bool stream);

/// Judges a streamed answer by its frames; @p transportError is only a hint (reliability.md, N4). @p decoder
/// and @p assembler are told that the body has ended. What @p redactor knows is masked in folded.problem.
Judgement judgeStream(const net::HttpResponseHead &head, eventstream::FrameDecoder &decoder,
                      stream::MessageAssembler &assembler, const history::Redactor &redactor,
                      const std::optional<base::Error> &transportError);

/// Judges the body of an answer that is not streamed.
Judgement judgeWhole(const net::HttpResponseHead &head, const QByteArray &body,
                     const std::optional<base::Error> &transportError);

/// The error of an answer other than the 200 that was asked for. @p transportError wins where the transport
/// refused to read on (a redirect, a foreign encoding).
base::Error refusal(const net::HttpResponseHead &head, const QByteArray &body,
                    const std::optional<base::Error> &transportError);

/// The id to quote to whoever runs the service; empty when the head carries none.
QString requestId(const net::HttpResponseHead &head);

} // namespace outcrop::client
