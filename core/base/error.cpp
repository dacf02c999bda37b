// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"

#include <array>
#include <utility>

namespace outcrop::base
{

namespace
{

constexpr std::array<std::pair<ErrorKind, QLatin1StringView>, 21> kindNames{{
    {ErrorKind::BadInput, QLatin1StringView("bad_input")},
    {ErrorKind::Credentials, QLatin1StringView("credentials")},
    {ErrorKind::AccessDenied, QLatin1StringView("access_denied")},
    {ErrorKind::Validation, QLatin1StringView("validation")},
    {ErrorKind::NotFound, QLatin1StringView("not_found")},
    {ErrorKind::Throttled, QLatin1StringView("throttled")},
    {ErrorKind::Model, QLatin1StringView("model")},
    {ErrorKind::Service, QLatin1StringView("service")},
    {ErrorKind::ClockSkew, QLatin1StringView("clock_skew")},
    {ErrorKind::Network, QLatin1StringView("network")},
    {ErrorKind::Tls, QLatin1StringView("tls")},
    {ErrorKind::Proxy, QLatin1StringView("proxy")},
    {ErrorKind::Timeout, QLatin1StringView("timeout")},
    {ErrorKind::UnexpectedAnswer, QLatin1StringView("unexpected_answer")},
    {ErrorKind::StreamFailed, QLatin1StringView("stream_failed")},
    {ErrorKind::StreamIncomplete, QLatin1StringView("stream_incomplete")},
    {ErrorKind::StreamCorrupt, QLatin1StringView("stream_corrupt")},
    {ErrorKind::Cancelled, QLatin1StringView("cancelled")},
    {ErrorKind::Storage, QLatin1StringView("storage")},
    {ErrorKind::Keychain, QLatin1StringView("keychain")},
    {ErrorKind::Internal, QLatin1StringView("internal")},
}};

} // namespace

QString errorKindName(ErrorKind kind)
{
    for (const auto &[candidate, name] : kindNames) {
        if (candidate == kind)
            return name;
    }
    Q_UNREACHABLE();
}

std::optional<ErrorKind> errorKindFromName(QStringView name)
{
    for (const auto &[kind, candidate] : kindNames) {
        if (candidate == name)
            return kind;
    }
    return std::nullopt;
}

Error makeError(ErrorKind kind, QString message, QString advice, QString detail)
{
    Error error;
    error.kind = kind;
    error.message = std::move(message);
    error.advice = std::move(advice);
    error.detail = std::move(detail);
    return error;
}

} // namespace outcrop::base
