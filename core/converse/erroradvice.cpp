// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/converse/erroradvice.h"

#include <array>

namespace outcrop::converse
{

namespace
{

using base::ErrorKind;

struct CodeKind {
    QLatin1StringView code; ///< lower case, without `exception`
    ErrorKind kind;
};

// AWS: protocol/converse.md, 6, and protocol/credentials.md, "Retries". Words with `_` are of providers and
// gateways.
constexpr CodeKind codeKinds[] = {
    {QLatin1StringView("validation"), ErrorKind::Validation},
    {QLatin1StringView("conflict"), ErrorKind::Validation},
    {QLatin1StringView("serialization"), ErrorKind::Validation},
    {QLatin1StringView("badrequest"), ErrorKind::Validation},
    {QLatin1StringView("invalidrequest"), ErrorKind::Validation},
    {QLatin1StringView("invalid_request_error"), ErrorKind::Validation},
    {QLatin1StringView("request_too_large"), ErrorKind::Validation},
    {QLatin1StringView("context_length_exceeded"), ErrorKind::Validation},
    {QLatin1StringView("servicequotaexceeded"), ErrorKind::Throttled},
    {QLatin1StringView("accessdenied"), ErrorKind::AccessDenied},
    {QLatin1StringView("forbidden"), ErrorKind::AccessDenied},
    {QLatin1StringView("notauthorized"), ErrorKind::AccessDenied},
    {QLatin1StringView("optinrequired"), ErrorKind::AccessDenied},
    {QLatin1StringView("permission_error"), ErrorKind::AccessDenied},
    {QLatin1StringView("permission_denied"), ErrorKind::AccessDenied},
    {QLatin1StringView("plugindenied"), ErrorKind::AccessDenied},
    {QLatin1StringView("budget_exceeded"), ErrorKind::AccessDenied},
    {QLatin1StringView("model_not_allowed"), ErrorKind::AccessDenied},
    {QLatin1StringView("model_blocked"), ErrorKind::AccessDenied},
    {QLatin1StringView("unrecognizedclient"), ErrorKind::Credentials},
    {QLatin1StringView("invalidclienttokenid"), ErrorKind::Credentials},
    {QLatin1StringView("invalidaccesskeyid"), ErrorKind::Credentials},
    {QLatin1StringView("invalidsignature"), ErrorKind::Credentials},
    {QLatin1StringView("signaturedoesnotmatch"), ErrorKind::Credentials},
    {QLatin1StringView("incompletesignature"), ErrorKind::Credentials},
    {QLatin1StringView("missingauthenticationtoken"), ErrorKind::Credentials},
    {QLatin1StringView("expiredtoken"), ErrorKind::Credentials},
    {QLatin1StringView("tokenrefreshrequired"), ErrorKind::Credentials},
    {QLatin1StringView("invalidtoken"), ErrorKind::Credentials},
    {QLatin1StringView("authfailure"), ErrorKind::Credentials},
    {QLatin1StringView("unauthorized"), ErrorKind::Credentials},
    {QLatin1StringView("authentication_error"), ErrorKind::Credentials},
    {QLatin1StringView("auth_error"), ErrorKind::Credentials},
    {QLatin1StringView("invalid_api_key"), ErrorKind::Credentials},
    {QLatin1StringView("token_not_found_in_db"), ErrorKind::Credentials},
    {QLatin1StringView("virtual_key_required"), ErrorKind::Credentials},
    {QLatin1StringView("requesttimetooskewed"), ErrorKind::ClockSkew},
    {QLatin1StringView("requestexpired"), ErrorKind::ClockSkew},
    {QLatin1StringView("requestinthefuture"), ErrorKind::ClockSkew},
    {QLatin1StringView("resourcenotfound"), ErrorKind::NotFound},
    {QLatin1StringView("modelnotfound"), ErrorKind::NotFound},
    {QLatin1StringView("model_not_found"), ErrorKind::NotFound},
    {QLatin1StringView("not_found_error"), ErrorKind::NotFound},
    {QLatin1StringView("not_found"), ErrorKind::NotFound},
    {QLatin1StringView("unknownoperation"), ErrorKind::NotFound},
    {QLatin1StringView("throttling"), ErrorKind::Throttled},
    {QLatin1StringView("throttled"), ErrorKind::Throttled},
    {QLatin1StringView("requestthrottled"), ErrorKind::Throttled},
    {QLatin1StringView("toomanyrequests"), ErrorKind::Throttled},
    {QLatin1StringView("provisionedthroughputexceeded"), ErrorKind::Throttled},
    {QLatin1StringView("transactioninprogress"), ErrorKind::Throttled},
    {QLatin1StringView("requestlimitexceeded"), ErrorKind::Throttled},
    {QLatin1StringView("bandwidthlimitexceeded"), ErrorKind::Throttled},
    {QLatin1StringView("limitexceeded"), ErrorKind::Throttled},
    {QLatin1StringView("slowdown"), ErrorKind::Throttled},
    {QLatin1StringView("priorrequestnotcomplete"), ErrorKind::Throttled},
    {QLatin1StringView("ec2throttled"), ErrorKind::Throttled},
    {QLatin1StringView("rate_limit_error"), ErrorKind::Throttled},
    {QLatin1StringView("rate_limit_exceeded"), ErrorKind::Throttled},
    {QLatin1StringView("rate_limited"), ErrorKind::Throttled},
    {QLatin1StringView("token_limited"), ErrorKind::Throttled},
    {QLatin1StringView("request_limited"), ErrorKind::Throttled},
    {QLatin1StringView("insufficient_quota"), ErrorKind::Throttled},
    {QLatin1StringView("modeltimeout"), ErrorKind::Model},
    {QLatin1StringView("modelerror"), ErrorKind::Model},
    {QLatin1StringView("modelstreamerror"), ErrorKind::Model},
    {QLatin1StringView("modelnotready"), ErrorKind::Model},
    {QLatin1StringView("internalserver"), ErrorKind::Service},
    {QLatin1StringView("internalservererror"), ErrorKind::Service},
    {QLatin1StringView("internalfailure"), ErrorKind::Service},
    {QLatin1StringView("internal_server_error"), ErrorKind::Service},
    {QLatin1StringView("serviceunavailable"), ErrorKind::Service},
    {QLatin1StringView("requesttimeout"), ErrorKind::Service},
    {QLatin1StringView("overloaded_error"), ErrorKind::Service},
    {QLatin1StringView("api_error"), ErrorKind::Service},
    {QLatin1StringView("timeout_error"), ErrorKind::Service},
};

bool says(const QString &message, QLatin1StringView words)
{
    return message.contains(words, Qt::CaseInsensitive);
}

QString bareCode(const QString &code)
{
    QString bare = code.toLower();
    const QLatin1StringView ending("exception");
    if (bare.endsWith(ending) && bare.size() > ending.size())
        bare.chop(ending.size());
    return bare;
}

/// What to do about a particular message, whatever its type.
QString adviceForMessage(const QString &message)
{
    // protocol/converse.md, 6
    if (says(message, QLatin1StringView("on-demand throughput")))
        return QStringLiteral(
            "Choose an inference profile that contains this model: its id has a prefix such as us., "
            "eu. or global. before the model id.");
    if (says(message, QLatin1StringView("model identifier is invalid")))
        return QStringLiteral(
            "Check the model id, and that the model is offered in this region; some models are "
            "reached by an inference profile id only.");
    if (says(message, QLatin1StringView("access to the model")))
        return QStringLiteral(
            "Ask for access to this model in the Bedrock console of this account and region.");
    if (says(message, QLatin1StringView("input is too long")) ||
        says(message, QLatin1StringView("too many input tokens")) ||
        says(message, QLatin1StringView("context length")) ||
        says(message, QLatin1StringView("prompt is too long")))
        return QStringLiteral(
            "Shorten the conversation or the attachments, or choose a model with a larger context.");
    if (says(message, QLatin1StringView("temperature")) && says(message, QLatin1StringView("top")))
        return QStringLiteral("Unset either temperature or top P: this model takes only one of them.");
    if (says(message, QLatin1StringView("scoped to a valid region")) ||
        says(message, QLatin1StringView("scoped to correct region")))
        return QStringLiteral(
            "The request was signed for another region than the endpoint's: set the connection's "
            "region to the endpoint's.");
    return {};
}

QString adviceForCode(const QString &bare)
{
    if (bare == QLatin1StringView("expiredtoken") || bare == QLatin1StringView("tokenrefreshrequired"))
        return QStringLiteral(
            "The temporary credentials have expired: sign in again (for example with aws sso login) "
            "and load them again.");
    if (bare == QLatin1StringView("signaturedoesnotmatch") || bare == QLatin1StringView("invalidsignature"))
        return QStringLiteral(
            "Check the secret access key and the region; a proxy that changes the path or the body "
            "has the same effect.");
    if (bare == QLatin1StringView("missingauthenticationtoken"))
        return QStringLiteral("The endpoint received no signature or key: choose an authentication for this "
                              "connection, and check the path of the endpoint.");
    if (bare == QLatin1StringView("modeltimeout"))
        return QStringLiteral(
            "The model took too long: try again, ask for less at once, or stream the answer.");
    if (bare == QLatin1StringView("modelnotready"))
        return QStringLiteral("The model is being made ready: try again in a minute.");
    if (bare == QLatin1StringView("servicequotaexceeded") || bare == QLatin1StringView("insufficient_quota"))
        return QStringLiteral(
            "A quota of the account is used up: have it raised, or use another model or region; "
            "waiting alone may not help.");
    if (bare == QLatin1StringView("budget_exceeded"))
        return QStringLiteral("The gateway's budget for this key is used up: ask who runs the gateway.");
    return {};
}

QString adviceForStatus(int httpStatus)
{
    switch (httpStatus) {
    case 402:
        return QStringLiteral(
            "The gateway's quota or budget for this key is used up: ask who runs the gateway.");
    case 405:
    case 404:
        return QStringLiteral(
            "Check the model id and the region; behind a gateway, try its other path: the endpoint "
            "may have to end in /bedrock or in /pydanticai/bedrock.");
    case 407:
        return QStringLiteral(
            "Enter the proxy's user name and password for the connection, or set HTTPS_PROXY with them.");
    case 413:
        return QStringLiteral("The request is too large: remove or shrink attachments.");
    case 502:
    case 503:
    case 504:
        return QStringLiteral(
            "The service or a gateway in between is overloaded or down: try again in a moment.");
    default:
        return {};
    }
}

QString adviceForKind(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::Credentials:
        return QStringLiteral(
            "Check the credentials: sign in again, or enter the keys again for this connection.");
    case ErrorKind::AccessDenied:
        return QStringLiteral(
            "Ask for permission (bedrock:InvokeModel, and bedrock:InvokeModelWithResponseStream for "
            "streaming) and for access to this model.");
    case ErrorKind::Validation:
        return QStringLiteral("Change the request where the message says, then send it again.");
    case ErrorKind::NotFound:
        return adviceForStatus(404);
    case ErrorKind::Throttled:
        return QStringLiteral(
            "Wait a moment and try again; less text or an inference profile over several regions "
            "helps if it goes on.");
    case ErrorKind::Model:
        return QStringLiteral("Try again; if it goes on, choose another model or ask for less at once.");
    case ErrorKind::Service:
        return QStringLiteral("The service failed, not the request: try again in a moment.");
    case ErrorKind::ClockSkew:
        return QStringLiteral(
            "Set this computer's clock (time and time zone): it differs from the service's by more "
            "than five minutes.");
    case ErrorKind::UnexpectedAnswer:
        return QStringLiteral(
            "Check the endpoint's address; a sign-in page of the network or a proxy may have "
            "answered instead.");
    case ErrorKind::Proxy:
        return adviceForStatus(407);
    default:
        return {};
    }
}

} // namespace

std::optional<ErrorKind> kindOfMessage(const QString &message)
{
    if (says(message, QLatin1StringView("signature expired")) ||
        says(message, QLatin1StringView("signature not yet current")))
        return ErrorKind::ClockSkew;
    for (const QLatin1StringView words :
         {QLatin1StringView("security token"), QLatin1StringView("authentication token"),
          QLatin1StringView("request signature"), QLatin1StringView("api key")}) {
        if (says(message, words))
            return ErrorKind::Credentials;
    }
    return std::nullopt;
}

std::optional<ErrorKind> kindOfCode(const QString &code, const QString &message)
{
    const QString bare = bareCode(code);
    for (const CodeKind &known : codeKinds) {
        if (known.code != bare)
            continue;
        // protocol/sigv4.md, "Clock skew"
        if (known.kind == ErrorKind::Credentials &&
            (says(message, QLatin1StringView("signature expired")) ||
             says(message, QLatin1StringView("signature not yet current"))))
            return ErrorKind::ClockSkew;
        if (known.kind == ErrorKind::AccessDenied && (says(message, QLatin1StringView("api key is valid")) ||
                                                      says(message, QLatin1StringView("bearer token")) ||
                                                      says(message, QLatin1StringView("security token"))))
            return ErrorKind::Credentials;
        return known.kind;
    }
    return std::nullopt;
}

ErrorKind kindOfStatus(int httpStatus)
{
    switch (httpStatus) {
    case 401:
        return ErrorKind::Credentials;
    case 403:
        return ErrorKind::AccessDenied;
    case 404:
    case 405:
    case 410:
        return ErrorKind::NotFound;
    case 407:
        return ErrorKind::Proxy;
    case 408:
        return ErrorKind::Service;
    case 424:
        return ErrorKind::Model;
    case 402:
    case 429:
        return ErrorKind::Throttled;
    default:
        break;
    }
    if (httpStatus >= 500 && httpStatus < 600)
        return ErrorKind::Service;
    return httpStatus >= 400 && httpStatus < 500 ? ErrorKind::Validation : ErrorKind::UnexpectedAnswer;
}

QString whatHappened(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::Credentials:
        return QStringLiteral("The service did not accept the credentials");
    case ErrorKind::AccessDenied:
        return QStringLiteral("The service did not allow this request");
    case ErrorKind::Validation:
        return QStringLiteral("The service refused the request as it stands");
    case ErrorKind::NotFound:
        return QStringLiteral("The service does not know this model or address");
    case ErrorKind::Throttled:
        return QStringLiteral("The service is limiting requests or tokens");
    case ErrorKind::Model:
        return QStringLiteral("The model failed or did not answer in time");
    case ErrorKind::Service:
        return QStringLiteral("The service failed");
    case ErrorKind::ClockSkew:
        return QStringLiteral("The service refused the time of the signature");
    case ErrorKind::Proxy:
        return QStringLiteral("The proxy refused the request");
    case ErrorKind::StreamFailed:
        return QStringLiteral("The service ended the answer with an error");
    default:
        return QStringLiteral("Something other than Bedrock answered");
    }
}

QString adviceFor(ErrorKind kind, const QString &code, const QString &message, std::optional<int> httpStatus)
{
    QString advice = adviceForMessage(message);
    if (advice.isEmpty() && kind != ErrorKind::ClockSkew)
        advice = adviceForCode(bareCode(code));
    if (advice.isEmpty() && httpStatus)
        advice = adviceForStatus(*httpStatus);
    if (advice.isEmpty())
        advice = adviceForKind(kind);
    return advice;
}

} // namespace outcrop::converse
