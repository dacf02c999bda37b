// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/credentials/identityfacts.h"

#include "core/credentials/shorttermkey.h"

#include <array>

namespace outcrop::credentials
{

namespace
{

constexpr qsizetype shownCharacters = 4;
constexpr qsizetype shortestShownKey = 20;

/// Prefixes that say of what kind a key is (protocol/converse.md, 2; protocol/gateways.md, "Authentication").
constexpr std::array<QByteArrayView, 2> kindPrefixes{QByteArrayView("bedrock-api-key-"),
                                                     QByteArrayView("sk-bf-")};

IdentityFacts factsOf(const BearerToken &token)
{
    IdentityFacts facts;
    facts.kind = IdentityFacts::Kind::ApiKey;
    facts.source = token.source;
    facts.keyStart = keyStart(token.token.reveal());
    facts.keyRegion = token.region;
    facts.expires = token.expiration;
    return facts;
}

IdentityFacts factsOf(const aws::Credentials &keys)
{
    IdentityFacts facts;
    facts.kind = IdentityFacts::Kind::Keys;
    facts.source = keys.source;
    facts.accountId = keys.accountId;
    facts.expires = keys.expiration;
    return facts;
}

} // namespace

QString keyStart(QByteArrayView key)
{
    if (key.size() < shortestShownKey)
        return {};
    for (const QByteArrayView prefix : kindPrefixes) {
        if (key.startsWith(prefix))
            return QString::fromLatin1(prefix) + u'…';
    }
    return QString::fromLatin1(key.first(shownCharacters)) + u'…';
}

IdentityFacts identityFacts(const Resolution &resolution)
{
    IdentityFacts facts;
    if (resolution.identity)
        facts = std::visit([](const auto &one) { return factsOf(one); }, *resolution.identity);
    facts.renews = resolution.renews;
    facts.error = resolution.error;
    facts.tried = resolution.tried;
    return facts;
}

IdentityFacts apiKeyFacts(const base::SecretString &key, const QString &source)
{
    BearerToken token;
    token.token = key;
    token.source = source;
    if (const auto read = readShortTermKey(key.reveal())) {
        token.region = read->region;
        token.expiration = read->expires;
    }
    return factsOf(token);
}

} // namespace outcrop::credentials
