// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/history/redactor.h"

#include <QUrlQuery>

#include <algorithm>
#include <array>
#include <cstring>

namespace outcrop::history
{

namespace
{

constexpr qsizetype shortestSecret = 8;
constexpr qsizetype shortestStart = 4;

constexpr std::array<QByteArrayView, 6> secretHeaderParts{"key",    "auth",     "token",
                                                          "secret", "password", "credential"};
/// Names that say nothing by their parts: gateways of protocol/gateways.md and cookies.
constexpr std::array<QByteArrayView, 3> secretHeaderNames{"x-bf-vk", "cookie", "set-cookie"};
/// Fields that hold no secret, by the beginning of their name.
constexpr std::array<QByteArrayView, 15> plainHeaderStarts{
    "accept",     "anthropic-",     "cache-control", "content-",         "host",
    "origin",     "referer",        "traceparent",   "tracestate",       "user-agent",
    "x-amz-date", "x-amz-content-", "x-amzn-",       "x-correlation-id", "x-request-id"};
constexpr std::array<QLatin1StringView, 6> secretQueryParts{
    QLatin1StringView("key"),       QLatin1StringView("token"),    QLatin1StringView("secret"),
    QLatin1StringView("signature"), QLatin1StringView("password"), QLatin1StringView("credential")};

/// Tells roughly how long the value was: an empty or cut value is a common mistake worth seeing.
QByteArray marker(qsizetype bytes)
{
    if (bytes == 0)
        return {};
    qsizetype bound = 16;
    while (bound <= bytes)
        bound *= 2;
    return "[redacted, " + (bound == 16 ? QByteArrayLiteral("1") : QByteArray::number(bound / 2)) + " to " +
           QByteArray::number(bound - 1) + " bytes]";
}

bool isSecretHeader(const QByteArray &lowerName)
{
    // "x-amzn-bedrock-input-token-count" and "x-ratelimit-remaining-tokens" count tokens, and
    // "www-authenticate" says which are wanted: they hold none.
    if (lowerName.endsWith("-count") || lowerName.contains("ratelimit") || lowerName.endsWith("authenticate"))
        return false;
    return std::ranges::any_of(secretHeaderNames, [&](auto name) { return lowerName == name; }) ||
           std::ranges::any_of(secretHeaderParts, [&](auto part) { return lowerName.contains(part); });
}

/// Keeps the scheme ("Bearer", "AWS4-HMAC-SHA256"): it is what one looks for when authorization fails.
QByteArray redactedHeaderValue(const QByteArray &lowerName, const QByteArray &value)
{
    const qsizetype space = value.indexOf(' ');
    if (lowerName.endsWith("authorization") && space > 0 && space <= 20)
        return value.left(space + 1) + marker(value.size() - space - 1);
    return marker(value.size());
}

bool isPlainHeader(const QByteArray &lowerName)
{
    return std::ranges::any_of(plainHeaderStarts, [&](auto start) { return lowerName.startsWith(start); });
}

/// "production", "ENABLED": masking it everywhere would hide more than it protects.
bool isWord(const QByteArray &value)
{
    constexpr qsizetype longestWord = 20;
    return value.size() <= longestWord && std::ranges::all_of(value, [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
           });
}

/// @p value with each of @p characters written as \\u00XX.
QByteArray withEscapes(const QByteArray &value, QByteArrayView characters, bool upperCase)
{
    QByteArray escaped;
    for (const char c : value) {
        if (!characters.contains(c)) {
            escaped += c;
            continue;
        }
        const QByteArray digits = QByteArray(1, c).toHex();
        escaped += "\\u00" + (upperCase ? digits.toUpper() : digits);
    }
    return escaped;
}

QByteArray escapedForJson(const QByteArray &value)
{
    QByteArray escaped = value;
    return escaped.replace("\\", "\\\\").replace("\"", "\\\"");
}

} // namespace

void Redactor::addSecret(const base::SecretString &secret)
{
    const QByteArray value = secret.reveal();
    if (value.size() < shortestSecret)
        return;
    addForm(value);
    addForm(value.toPercentEncoding());
    addEscapedForms(value);
    // What is left when the padding is written in another way, or was cut off.
    QByteArray unpadded = value;
    while (unpadded.endsWith('='))
        unpadded.chop(1);
    if (unpadded.size() >= shortestSecret) {
        addForm(unpadded);
        addEscapedForms(unpadded);
    }
}

void Redactor::addEscapedForms(const QByteArray &value)
{
    const QByteArray escaped = escapedForJson(value);
    addForm(escaped);
    addForm(QByteArray(escaped).replace("/", "\\/")); // allowed by RFC 8259, and some writers do it
    // Writers that make their JSON safe inside HTML differ in what they escape, and in the case of the
    // digits.
    for (const QByteArrayView characters : {"<>&", "<>&=", "<>&+", "<>&=+", "<>&=+/"}) {
        addForm(withEscapes(escaped, characters, false));
        addForm(withEscapes(escaped, characters, true));
    }
}

void Redactor::addForm(const QByteArray &form)
{
    const base::SecretString entry(form);
    if (std::ranges::find(m_secrets, entry) != m_secrets.end())
        return;
    m_secrets.push_back(entry);
    m_longest = std::max(m_longest, form.size());
}

QByteArray Redactor::mask(QByteArray bytes) const
{
    for (const base::SecretString &secret : m_secrets) {
        const QByteArray needle = secret.reveal();
        for (qsizetype at = bytes.indexOf(needle); at >= 0; at = bytes.indexOf(needle, at + needle.size()))
            std::memset(bytes.data() + at, '*', static_cast<size_t>(needle.size()));
    }
    return bytes;
}

qsizetype Redactor::startedSecret(QByteArrayView bytes) const
{
    qsizetype longest = 0;
    for (const base::SecretString &secret : m_secrets) {
        const QByteArray needle = secret.reveal();
        for (qsizetype length = std::min(needle.size() - 1, bytes.size());
             length >= std::max(shortestStart, longest + 1); --length) {
            if (std::memcmp(bytes.last(length).data(), needle.constData(), static_cast<size_t>(length)) ==
                0) {
                longest = length;
                break;
            }
        }
    }
    return longest;
}

HeaderList Redactor::redactHeaders(HeaderList headers) const
{
    for (auto &[name, value] : headers) {
        const QByteArray lowerName = name.toLower();
        value = isSecretHeader(lowerName) ? redactedHeaderValue(lowerName, value) : mask(value);
    }
    return headers;
}

QByteArray Redactor::redactUrl(const QUrl &url) const
{
    QUrl clean = url;
    if (!clean.userInfo().isEmpty())
        clean.setUserInfo(QStringLiteral("redacted"));
    if (clean.hasQuery()) {
        QList<QPair<QString, QString>> items = QUrlQuery(clean).queryItems(QUrl::FullyEncoded);
        for (auto &[name, value] : items) {
            const QString lowerName = name.toLower();
            if (std::ranges::any_of(secretQueryParts, [&](auto part) { return lowerName.contains(part); }))
                value = QStringLiteral("redacted");
        }
        QUrlQuery query;
        query.setQueryItems(items);
        clean.setQuery(query);
    }
    return mask(clean.toEncoded());
}

QString Redactor::redactText(const QString &text) const
{
    if (m_secrets.empty())
        return text;
    QByteArray masked = mask(text.toUtf8());
    if (const qsizetype started = startedSecret(masked); started >= shortestSecret)
        masked.replace(masked.size() - started, started, QByteArray(started, '*'));
    return QString::fromUtf8(masked);
}

base::Error Redactor::redactError(base::Error error) const
{
    for (QString base::Error::*member :
         {&base::Error::message, &base::Error::advice, &base::Error::detail, &base::Error::serviceMessage,
          &base::Error::code, &base::Error::requestId})
        error.*member = redactText(error.*member);
    return error;
}

std::vector<base::SecretString> secretsAmong(const HeaderList &headers)
{
    std::vector<base::SecretString> secrets;
    for (const auto &[name, value] : headers) {
        const QByteArray lowerName = name.toLower();
        const bool saysSecret = isSecretHeader(lowerName);
        if (!saysSecret && (isPlainHeader(lowerName) || isWord(value)))
            continue;
        secrets.emplace_back(value);
        if (const qsizetype space = value.trimmed().lastIndexOf(' '); space >= 0)
            secrets.emplace_back(value.trimmed().sliced(space + 1));
    }
    return secrets;
}

std::vector<BodyChunk> StreamMask::feed(const Redactor &redactor, BodyChunk chunk)
{
    if (redactor.isEmpty())
        return {std::move(chunk)};
    m_held.push_back(std::move(chunk));
    QByteArray seen = m_tail;
    for (const BodyChunk &held : m_held)
        seen += held.bytes;
    return release(redactor, redactor.startedSecret(seen));
}

std::vector<BodyChunk> StreamMask::finish(const Redactor &redactor)
{
    return release(redactor, 0);
}

std::vector<BodyChunk> StreamMask::release(const Redactor &redactor, qsizetype keepBack)
{
    QByteArray seen = m_tail;
    for (const BodyChunk &held : m_held)
        seen += held.bytes;
    const QByteArray masked = redactor.mask(seen);

    std::vector<BodyChunk> released;
    qsizetype at = m_tail.size();
    auto chunk = m_held.begin();
    for (; chunk != m_held.end() && at + chunk->bytes.size() <= seen.size() - keepBack; ++chunk) {
        const qsizetype length = chunk->bytes.size();
        released.push_back({masked.mid(at, length), chunk->sinceStart});
        at += length;
    }
    m_held.erase(m_held.begin(), chunk);
    const qsizetype tail = std::min(at, std::max<qsizetype>(0, redactor.longestSecret() - 1));
    m_tail = seen.mid(at - tail, tail);
    return released;
}

} // namespace outcrop::history
