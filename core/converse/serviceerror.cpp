// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/converse/serviceerror.h"

#include "core/converse/erroradvice.h"
#include "core/converse/errorbody.h"

#include <QRegularExpression>
#include <QStringList>

#include <algorithm>

namespace outcrop::converse
{

namespace
{

using base::Error;
using base::ErrorKind;

QByteArray headerValue(const ResponseHeaders &headers, QByteArrayView name)
{
    for (const auto &[candidate, value] : headers) {
        if (candidate.compare(name, Qt::CaseInsensitive) == 0)
            return value.trimmed();
    }
    return {};
}

/// AWS repeats the canonical request, and with it the session token, when a signature does not match.
QString withoutToken(QString message)
{
    static const QRegularExpression token(QStringLiteral("(x-amz-security-token:)[^\\s\\\\']+"),
                                          QRegularExpression::CaseInsensitiveOption);
    return message.replace(token, QStringLiteral("\\1<hidden>"));
}

/// Whether a web page, not a service, answered: a portal, a block page. Load balancers and gateways write
/// pages too, but for statuses that say by themselves what is the matter.
bool isForeignPage(const ErrorBody &body, int httpStatus)
{
    const bool saysEnough = httpStatus >= 500 || httpStatus == 407 || httpStatus == 408 || httpStatus == 429;
    return body.form == ErrorBody::Form::Html && !saysEnough;
}

ErrorKind kindOf(int httpStatus, const QString &code, const ErrorBody &body)
{
    if (httpStatus < 400 || isForeignPage(body, httpStatus))
        return ErrorKind::UnexpectedAnswer;
    const ErrorKind byStatus = kindOfStatus(httpStatus);
    const auto byCode = kindOfCode(code, body.message);
    if (!byCode) {
        const bool isRefusal = httpStatus == 400 || httpStatus == 401 || httpStatus == 403;
        return isRefusal ? kindOfMessage(body.message).value_or(byStatus) : byStatus;
    }
    // Gateways write InternalServerError for whatever they do not know; then the status says more.
    return *byCode == ErrorKind::Service && httpStatus < 500 ? byStatus : *byCode;
}

QString describeForm(ErrorBody::Form form)
{
    switch (form) {
    case ErrorBody::Form::Empty:
        return QStringLiteral("The answer has no body.");
    case ErrorBody::Form::TruncatedJson:
        return QStringLiteral("The body is JSON that is broken or cut off:");
    case ErrorBody::Form::Html:
        return QStringLiteral("The body is a web page:");
    case ErrorBody::Form::Xml:
        return QStringLiteral("The body is XML:");
    case ErrorBody::Form::Binary:
        return QStringLiteral("The body is compressed or not text:");
    case ErrorBody::Form::Json:
    case ErrorBody::Form::Text:
        break;
    }
    return QStringLiteral("The body:");
}

QString detailOf(int httpStatus, const ResponseHeaders &headers, const ErrorBody &body)
{
    QStringList lines;
    if (httpStatus >= 300 && httpStatus < 400) {
        const QByteArray target = headerValue(headers, "location");
        if (!target.isEmpty())
            lines += QStringLiteral("It redirects to %1; nothing was sent there.")
                         .arg(shownText(QString::fromUtf8(target.left(300)).simplified()));
    }
    const QByteArray contentType = headerValue(headers, "content-type");
    const QByteArray encoding = headerValue(headers, "content-encoding");
    if (httpStatus < 400 && !contentType.isEmpty())
        lines += QStringLiteral("Content-Type: %1")
                     .arg(shownText(QString::fromUtf8(contentType.left(200)).simplified()));
    if (!encoding.isEmpty() && encoding.compare("identity", Qt::CaseInsensitive) != 0)
        lines += QStringLiteral("Content-Encoding: %1, although none was asked for")
                     .arg(shownText(QString::fromUtf8(encoding.left(100)).simplified()));
    const bool bodySaysAll = body.form == ErrorBody::Form::Json && !body.message.isEmpty();
    const bool textSaysAll = body.form == ErrorBody::Form::Text && body.message.size() <= body.excerpt.size();
    if (!bodySaysAll && !textSaysAll) {
        lines += describeForm(body.form);
        if (!body.excerpt.isEmpty())
            lines += withoutToken(body.excerpt);
    }
    return lines.join(u'\n');
}

} // namespace

QString requestIdOf(const ResponseHeaders &headers)
{
    constexpr qsizetype longest = 128;
    for (const char *name : {"x-amzn-requestid", "x-amz-request-id", "x-request-id", "x-litellm-call-id"}) {
        const QByteArray value = headerValue(headers, name);
        if (!value.isEmpty() && value.size() <= longest &&
            std::all_of(value.begin(), value.end(), [](char c) { return c > 0x20 && c < 0x7f; }))
            return QString::fromLatin1(value);
    }
    return {};
}

Error errorFromResponse(int httpStatus, const ResponseHeaders &headers, QByteArrayView body)
{
    const ErrorBody read = readErrorBody(body);
    Error error;
    error.code = errorTypeName(QString::fromUtf8(headerValue(headers, "x-amzn-errortype")));
    if (error.code.isEmpty())
        error.code = read.code;
    error.kind = kindOf(httpStatus, error.code, read);
    error.serviceMessage = withoutToken(read.message);
    error.requestId = requestIdOf(headers);
    error.httpStatus = httpStatus;
    const QString status = error.code.isEmpty()
                               ? QStringLiteral("HTTP %1").arg(httpStatus)
                               : QStringLiteral("%1, HTTP %2").arg(error.code).arg(httpStatus);
    error.message = QStringLiteral("%1 (%2).").arg(whatHappened(error.kind), status);
    error.advice = adviceFor(error.kind, error.code, read.message, httpStatus);
    error.detail = detailOf(httpStatus, headers, read);
    return error;
}

Error errorFromProblem(const QString &type, const QString &message, const QString &requestId,
                       std::optional<int> originalStatusCode, const QString &originalMessage)
{
    Error error;
    error.kind = ErrorKind::StreamFailed;
    error.code = errorTypeName(type);
    if (!error.code.isEmpty())
        error.code[0] = error.code[0].toUpper(); // the service writes them in camelCase here
    error.serviceMessage = withoutToken(message.left(longestErrorMessage));
    error.requestId = requestId;
    error.message = error.code.isEmpty()
                        ? QStringLiteral("%1.").arg(whatHappened(error.kind))
                        : QStringLiteral("%1 (%2).").arg(whatHappened(error.kind), error.code);
    const ErrorKind meant = kindOfCode(error.code, message).value_or(ErrorKind::Service);
    error.advice =
        QStringLiteral("What arrived so far is kept. ") + adviceFor(meant, error.code, message, {});
    QStringList lines;
    if (originalStatusCode)
        lines += QStringLiteral("The model's own status: %1").arg(*originalStatusCode);
    if (!originalMessage.isEmpty())
        lines += QStringLiteral("The model's own message: %1")
                     .arg(shownText(withoutToken(originalMessage.left(longestErrorMessage))));
    error.detail = lines.join(u'\n');
    return error;
}

} // namespace outcrop::converse
