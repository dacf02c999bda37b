// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/client/answer.h"

#include "core/converse/serviceerror.h"
#include "core/json/parser.h"
#include "core/stream/recording.h"

#include <algorithm>

namespace outcrop::client
{

namespace
{

using base::Error;
using base::ErrorKind;
using base::makeError;

converse::ResponseHeaders responseHeaders(const net::HttpResponseHead &head)
{
    converse::ResponseHeaders headers;
    for (const net::HttpHeader &header : head.headers)
        headers.append({header.name, header.value});
    return headers;
}

Error errorOfResponse(const net::HttpResponseHead &head, QByteArrayView body)
{
    return converse::errorFromResponse(head.status, responseHeaders(head), body);
}

/// The media type of @p head, without parameters, in lower case.
QByteArray mediaType(const net::HttpResponseHead &head)
{
    const QByteArray value = net::headerValue(head.headers, "content-type").value_or(QByteArray());
    return value.split(';').constFirst().trimmed().toLower();
}

bool isText(QByteArrayView bytes)
{
    return !bytes.isEmpty() && std::all_of(bytes.begin(), bytes.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte >= 0x20 || byte == '\t' || byte == '\n' || byte == '\r';
    });
}

QString arrived(const eventstream::FrameDecoder &decoder)
{
    return QStringLiteral("%1 bytes and %2 events had arrived")
        .arg(decoder.bytesFed())
        .arg(decoder.frameCount());
}

Error faultError(const net::HttpResponseHead &head, const eventstream::FrameDecoder &decoder,
                 const eventstream::FrameFault &fault)
{
    // Not one frame, but something readable: a page, a JSON error, an SSE line in place of the stream.
    const bool fromTheStart = fault.offset == 0 && fault.code != eventstream::FrameFault::Code::Truncated;
    if (fromTheStart && (isText(fault.excerpt) || fault.looksCompressed())) {
        Error error = errorOfResponse(head, fault.excerpt);
        error.kind = ErrorKind::UnexpectedAnswer;
        return error;
    }
    return fault.toError(decoder.bytesFed(), decoder.frameCount());
}

Error incompleteError(const eventstream::FrameDecoder &decoder)
{
    return makeError(
        ErrorKind::StreamIncomplete,
        QStringLiteral("The answer ended before it was complete: %1.").arg(arrived(decoder)),
        QStringLiteral("What arrived is kept. Running it again is a new request, and billed as one."));
}

Error problemError(const stream::Problem &problem, const QString &id)
{
    std::optional<int> status;
    if (problem.originalStatusCode)
        status = static_cast<int>(*problem.originalStatusCode);
    return converse::errorFromProblem(problem.type, problem.message, id, status, problem.originalMessage);
}

Error streamError(const net::HttpResponseHead &head, const eventstream::FrameDecoder &decoder,
                  const stream::Folded &folded, const std::optional<eventstream::FrameFault> &fault,
                  const std::optional<Error> &transportError)
{
    const bool isFailure =
        folded.outcome == stream::Outcome::Exception || folded.outcome == stream::Outcome::Error;
    if (isFailure && folded.problem)
        return problemError(*folded.problem, requestId(head));
    if (folded.outcome == stream::Outcome::Corrupt && fault)
        return faultError(head, decoder, *fault);
    // A reason of our own (a deadline, a stop, a cap, a refused encoding) says more than the cut it made.
    if (transportError && transportError->kind != ErrorKind::Network) {
        Error error = *transportError;
        error.detail = (arrived(decoder) + u'\n' + error.detail).trimmed();
        return error;
    }
    Error error = fault ? fault->toError(decoder.bytesFed(), decoder.frameCount()) : incompleteError(decoder);
    if (transportError)
        error.detail = (error.detail + u'\n' + transportError->message).trimmed();
    return error;
}

void redact(stream::Problem &problem, const history::Redactor &redactor)
{
    for (QString stream::Problem::*text :
         {&stream::Problem::type, &stream::Problem::message, &stream::Problem::originalMessage})
        problem.*text = redactor.redactText(problem.*text);
}

void addFacts(Error &error, const net::HttpResponseHead &head)
{
    if (error.requestId.isEmpty())
        error.requestId = requestId(head);
    if (!error.httpStatus)
        error.httpStatus = head.status;
}

} // namespace

QString requestId(const net::HttpResponseHead &head)
{
    return converse::requestIdOf(responseHeaders(head));
}

bool announces(const net::HttpResponseHead &head, bool stream)
{
    const QByteArray type = mediaType(head);
    if (type.isEmpty())
        return true;
    return stream ? type == "application/vnd.amazon.eventstream"
                  : type == "application/json" || type.endsWith("+json");
}

Judgement judgeStream(const net::HttpResponseHead &head, eventstream::FrameDecoder &decoder,
                      stream::MessageAssembler &assembler, const history::Redactor &redactor,
                      const std::optional<base::Error> &transportError)
{
    const auto fault = decoder.finish();
    assembler.finish(fault);
    Judgement judgement{assembler.folded(), std::nullopt};
    if (judgement.folded.problem)
        redact(*judgement.folded.problem, redactor);
    if (judgement.folded.outcome == stream::Outcome::Complete)
        return judgement;
    judgement.error = streamError(head, decoder, judgement.folded, fault, transportError);
    addFacts(*judgement.error, head);
    return judgement;
}

Judgement judgeWhole(const net::HttpResponseHead &head, const QByteArray &body,
                     const std::optional<base::Error> &transportError)
{
    Judgement judgement;
    const auto parsed = json::parse(body);
    if (parsed) {
        judgement.folded = stream::foldConverseResponse(parsed.value());
        if (judgement.folded.outcome == stream::Outcome::Complete)
            return judgement;
    }
    if (transportError) {
        judgement.error = *transportError;
    } else {
        judgement.error = errorOfResponse(head, body);
        judgement.error->kind = ErrorKind::UnexpectedAnswer;
    }
    addFacts(*judgement.error, head);
    return judgement;
}

base::Error refusal(const net::HttpResponseHead &head, const QByteArray &body,
                    const std::optional<base::Error> &transportError)
{
    const bool refusedByUs = transportError && transportError->kind != ErrorKind::Network;
    Error error = refusedByUs ? *transportError : errorOfResponse(head, body);
    addFacts(error, head);
    return error;
}

} // namespace outcrop::client
