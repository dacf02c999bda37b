// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/aws/modelurl.h"

#include "core/aws/canonical.h"
#include "core/aws/endpoint.h"
#include "core/aws/uriencode.h"
#include "core/base/limits.h"
#include "core/base/webaddress.h"

namespace outcrop::aws
{

namespace
{

using base::ErrorKind;
using base::makeError;

/// The first code point that nobody types into an id on purpose, as a name, or nothing.
std::optional<QString> strangeCharacter(QStringView text)
{
    for (qsizetype i = 0; i < text.size(); ++i) {
        char32_t code = text[i].unicode();
        if (text[i].isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate()) {
            code = QChar::surrogateToUcs4(text[i], text[i + 1]);
            ++i;
        }
        const bool strange = [&] {
            switch (QChar::category(code)) {
            case QChar::Other_Control:
            case QChar::Other_Format:
            case QChar::Other_Surrogate:
            case QChar::Other_NotAssigned:
            case QChar::Separator_Line:
            case QChar::Separator_Paragraph:
                return true;
            case QChar::Separator_Space:
                return code != U' ';
            default:
                return false;
            }
        }();
        if (strange)
            return QStringLiteral("U+%1").arg(static_cast<uint>(code), 4, 16, QLatin1Char('0')).toUpper();
    }
    return std::nullopt;
}

base::Error badModelId(const QString &why)
{
    return makeError(
        ErrorKind::BadInput, QStringLiteral("The model id cannot be sent: %1.").arg(why),
        QStringLiteral("Use a model id, an inference profile id or an ARN as the service lists it."));
}

QByteArray encodedSegments(const std::vector<QString> &segments)
{
    QByteArray path;
    for (const QString &segment : segments)
        path += '/' + uriEncode(segment.toUtf8());
    return path;
}

/// The wire loses these although QUrl still shows them (reliability.md, N8).
bool hasDotSegment(const QByteArray &target)
{
    const auto segments = splitTarget(target).path.toByteArray().split('/');
    return segments.contains(".") || segments.contains("..");
}

bool isPlain(const QString &segment)
{
    return !segment.isEmpty() && segment != QLatin1StringView(".") && segment != QLatin1StringView("..") &&
           segment.isValidUtf16();
}

/// @p endpoint with @p rest, already encoded, behind its path.
base::Result<QUrl> urlOf(const QUrl &endpoint, const QByteArray &rest)
{
    QByteArray target = base::requestTarget(endpoint);
    while (target.endsWith('/'))
        target.chop(1);
    target += rest;
    // Bytes in, and the same bytes back: what QUrl would decode or collapse on the way must never be signed.
    const QByteArray origin = endpoint.toEncoded(QUrl::RemovePath | QUrl::RemoveQuery | QUrl::RemoveFragment);
    const QUrl url = QUrl::fromEncoded(origin + target, QUrl::StrictMode);
    if (!url.isValid() || base::requestTarget(url) != target || hasDotSegment(target))
        return makeError(ErrorKind::BadInput,
                         QStringLiteral("The request's address would change on its way to the server."),
                         QStringLiteral("Check the endpoint's path and the model id."));
    return url;
}

} // namespace

std::optional<base::Error> modelIdProblem(QStringView modelId)
{
    if (modelId.isEmpty())
        return badModelId(QStringLiteral("it is empty"));
    if (modelId.toUtf8().size() > base::limits::modelIdBytes)
        return badModelId(QStringLiteral("it is longer than %1 bytes").arg(base::limits::modelIdBytes));
    if (modelId.trimmed().size() != modelId.size())
        return badModelId(QStringLiteral("it begins or ends with white space"));
    if (const auto strange = strangeCharacter(modelId))
        return badModelId(QStringLiteral("it contains the invisible or invalid character %1").arg(*strange));
    for (const QStringView part : modelId.split(u'/')) {
        if (part == QLatin1StringView(".") || part == QLatin1StringView(".."))
            return badModelId(QStringLiteral("it has \"%1\" between slashes").arg(part));
    }
    return std::nullopt;
}

base::Result<QUrl> modelUrl(const QUrl &endpoint, QStringView modelId, QLatin1StringView operation,
                            ModelPath path)
{
    if (const auto problem = modelIdProblem(modelId))
        return *problem;
    if (path == ModelPath::Plain)
        return urlOf(endpoint, "/model/" +
                                   uriEncode(modelId.toUtf8()).replace("%2F", "/").replace("%3A", ":") + '/' +
                                   QByteArray(operation.data(), operation.size()));
    return serviceUrl(endpoint, {QStringLiteral("model"), modelId.toString(), QString(operation)});
}

base::Result<QUrl> serviceUrl(const QUrl &endpoint, const std::vector<QString> &segments,
                              const std::vector<std::pair<QString, QString>> &query)
{
    for (const QString &segment : segments) {
        if (!isPlain(segment))
            return makeError(ErrorKind::BadInput,
                             QStringLiteral("A part of the request's path is empty, a dot, or not text."),
                             QStringLiteral("Check the identifiers used for this request."));
    }
    QByteArray rest = encodedSegments(segments);
    for (bool first = true; const auto &[name, value] : query) {
        rest += (first ? '?' : '&') + uriEncode(name.toUtf8()) + '=' + uriEncode(value.toUtf8());
        first = false;
    }
    return urlOf(endpoint, rest);
}

} // namespace outcrop::aws
