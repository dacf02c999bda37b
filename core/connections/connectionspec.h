// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/json/value.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <chrono>
#include <optional>
#include <vector>

namespace outcrop::connections
{

enum class ConnectionKind {
    Simulator,   ///< built in
    Environment, ///< built in: what the AWS variables lead to
    Aws,         ///< Bedrock itself, or an endpoint of AWS such as a VPC's
    Gateway,     ///< anything that speaks Converse under a base URL (protocol/gateways.md)
};

/// What proves who sends.
enum class AuthKind {
    AwsChain,          ///< every source of protocol/credentials.md, in order
    AwsProfile,        ///< the profile `profile`
    AwsKeys,           ///< `accessKeyId`, and a secret key in the secret store
    BearerEnvironment, ///< AWS_BEARER_TOKEN_BEDROCK
    BearerStored,      ///< an API key in the secret store, sent as `Authorization: Bearer`
    Header,            ///< a key in the secret store, sent as the header field `headerName`
    None,
};

enum class ProxyKind {
    System, ///< the proxy variables, else the desktop's setting
    Manual, ///< `proxyUrl`
    None,
};

/// A header field sent with every request.
struct ExtraHeader {
    QString name;
    QString value;         ///< empty for a secret one
    bool isSecret = false; ///< the value is in the secret store, under secretName()

    friend bool operator==(const ExtraHeader &, const ExtraHeader &) = default;
};

/// How long each phase may take; absent: the usual time of net::Deadlines.
struct PhaseLimits {
    std::optional<std::chrono::seconds> connect;
    std::optional<std::chrono::seconds> head;
    std::optional<std::chrono::seconds> idle;
    std::optional<std::chrono::seconds> total;

    friend bool operator==(const PhaseLimits &, const PhaseLimits &) = default;
};

/// Where and how to send, as a person writes it down. Holds no secret: those are in a SecretStore under names
/// made from the id.
struct ConnectionSpec {
    QString id;   ///< never changes, never used again; names its secrets
    QString name; ///< unique; what conversations keep
    ConnectionKind kind = ConnectionKind::Aws;
    QString region; ///< empty: that of the profile or the environment; a gateway needs it only to sign
    bool fips = false;
    bool dualStack = false;
    QString endpointUrl; ///< with its path prefix; empty: that of the region. A gateway has to have one

    AuthKind auth = AuthKind::AwsChain;
    QString profile;
    QString accessKeyId;
    bool hasSessionToken = false;  ///< of AwsKeys: a session token is stored too
    QString headerName;            ///< "x-bf-vk"
    bool instanceMetadata = false; ///< of AwsChain: ask 169.254.169.254 last (reliability.md, P25)

    std::vector<ExtraHeader> headers;
    ProxyKind proxy = ProxyKind::System;
    QString proxyUrl;  ///< http://host:port or socks5://host:port, without a password
    QString proxyUser; ///< of a manual proxy that wants a password, which is in the secret store; else empty
    QString caFile;    ///< PEM, trusted beside the system's certificates; empty: none
    PhaseLimits limits;
    bool plainModelPath = false; ///< model ids with `:` and `/` as they are, for routers that decode nothing
    bool allowPlainHttp = false; ///< http to another computer, after a warning
    int concurrency = 0;         ///< most requests at a time; 0: no limit

    json::Json stored; ///< as read from the file: members that are not known here survive

    bool isBuiltIn() const
    {
        return kind == ConnectionKind::Simulator || kind == ConnectionKind::Environment;
    }

    friend bool operator==(const ConnectionSpec &, const ConnectionSpec &) = default;
};

/// Most requests at a time that can be asked for.
inline constexpr int mostConcurrency = 64;

/// A part of a connection that an editor shows on its own.
enum class Field {
    Name,
    Region,
    Endpoint,
    Profile,
    AccessKeyId,
    HeaderName,
    Headers,
    Proxy,
    CaFile,
    Limits,
    Concurrency,
};

/// What is wrong with one part, in a sentence with what to do.
struct FieldProblem {
    Field field = Field::Name;
    QString message;
    bool isWarning = false; ///< it can be used so, knowingly
    int row = -1;           ///< of Headers: which one

    friend bool operator==(const FieldProblem &, const FieldProblem &) = default;
};

/// Everything that is wrong with @p spec, in the order of the fields. Says nothing about other connections,
/// and looks at no file.
std::vector<FieldProblem> problemsOf(const ConnectionSpec &spec);

/// The reference under which a secret of the connection @p id is kept: "connection/ID/WHAT".
QString secretName(const QString &id, const QString &what);

/// @name Kinds of secrets
/// @{
QString tokenSecret();                           ///< of BearerStored and Header
QString secretKeySecret();                       ///< of AwsKeys
QString sessionTokenSecret();                    ///< of AwsKeys with a session token
QString headerSecret(const QString &headerName); ///< of a secret ExtraHeader
QString proxyPasswordSecret();                   ///< of a manual proxy with a user name
/// @}

/// The references of all secrets @p spec asks for.
QStringList secretNames(const ConnectionSpec &spec);

/// Whether a password is sent to the proxy.
bool hasProxyLogin(const ConnectionSpec &spec);

/// Stable names for files and command lines: "aws", "gateway", "simulator", "environment".
QLatin1StringView kindName(ConnectionKind kind);
/// "chain", "profile", "keys", "bearer-environment", "bearer", "header", "none".
QLatin1StringView authName(AuthKind auth);
/// "system", "manual", "none".
QLatin1StringView proxyKindName(ProxyKind proxy);

} // namespace outcrop::connections
