// SPDX-License-Identifier: GPL-3.0-or-later
// Answers that are no answers: any status, type and body become an error that can be shown.
#include "core/base/limits.h"
#include "core/converse/errorbody.h"
#include "core/converse/serviceerror.h"

#include <cstdlib>

using namespace outcrop;

namespace
{

void require(bool condition)
{
    if (!condition)
        std::abort();
}

void checkShowable(const base::Error &error)
{
    require(!error.message.isEmpty() && !error.advice.isEmpty());
    require(!error.advice.contains(u'\n'));
    require(base::errorKindFromName(base::errorKindName(error.kind)) == error.kind);
    require(!error.requestId.contains(u' ') && error.requestId.size() <= 128);
    require(error.code.size() <= 300 && error.serviceMessage.size() <= 64 * 1024 + 64);
    for (const QChar c : error.detail)
        require(c == u'\n' || c == u'\t' || c.unicode() >= 0x20);
}

} // namespace

/// Two bytes of status, a line with the error type, and the body.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 2)
        return 0;
    const int status = (data[0] * 256 + data[1]) % 700;
    const QByteArray rest(reinterpret_cast<const char *>(data + 2), static_cast<qsizetype>(size - 2));
    const qsizetype lineEnd = rest.indexOf('\n');
    const QByteArray type = lineEnd < 0 ? QByteArray() : rest.left(lineEnd);
    const QByteArray body = rest.mid(lineEnd + 1);
    converse::ResponseHeaders headers;
    if (!type.isEmpty())
        headers = {{"x-amzn-errortype", type},
                   {"location", type},
                   {"content-encoding", type},
                   {"x-request-id", type}};
    checkShowable(converse::errorFromResponse(status, headers, body));
    checkShowable(converse::errorFromProblem(QString::fromUtf8(type), QString::fromUtf8(body), {}, status));
    const converse::ErrorBody read = converse::readErrorBody(body);
    require(read.excerpt.size() <= base::limits::errorExcerptBytes);
    return 0;
}
