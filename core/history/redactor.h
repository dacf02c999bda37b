// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/secretstring.h"
#include "core/history/exchange.h"

namespace outcrop::history
{

/// Takes secrets out of what is to be kept (reliability.md, P18 and P20).
///
/// Two rules: header fields and query items whose name says that they carry a secret lose their value, and
/// every exact value told to addSecret() is masked wherever it stands. Masks in bodies have the length of
/// what they cover, so that offsets stay true.
class Redactor
{
public:
    /// Values shorter than 8 bytes are ignored: masking them would tear holes into ordinary text.
    /// Also finds the value percent-encoded, escaped for JSON in the usual ways, and without the '=' at its
    /// end.
    void addSecret(const base::SecretString &secret);

    HeaderList redactHeaders(HeaderList headers) const;
    QByteArray redactUrl(const QUrl &url) const;
    QString redactText(const QString &text) const;
    /// Every text of @p error, code and request id included. An excerpt may have been cut inside a secret:
    /// its beginning (8 bytes or more) at the end of a text is masked too.
    base::Error redactError(base::Error error) const;
    /// Overwrites every secret in @p bytes with asterisks of the same number.
    QByteArray mask(QByteArray bytes) const;

    bool isEmpty() const { return m_secrets.empty(); }
    qsizetype longestSecret() const { return m_longest; }
    /// How many bytes at the end of @p bytes may be the beginning of a secret; fewer than 4 count as none.
    qsizetype startedSecret(QByteArrayView bytes) const;

private:
    void addForm(const QByteArray &form);
    void addEscapedForms(const QByteArray &value);

    std::vector<base::SecretString> m_secrets;
    qsizetype m_longest = 0;
};

/// The values among @p headers that may be secrets, to be told to addSecret(): all but those of fields whose
/// name is known to hold none, and plain words of fields whose name does not speak of a secret. Of
/// "Bearer abc" also "abc".
std::vector<base::SecretString> secretsAmong(const HeaderList &headers);

/// Masks secrets in a body that arrives in pieces, also when a secret is cut by a border.
///
/// A piece is held back while its end looks like the beginning of a secret (4 bytes or more); everything else
/// passes at once. At most 3 bytes of a secret can get through that way.
class StreamMask
{
public:
    /// Pieces that may be kept now, in order, with their own times.
    std::vector<BodyChunk> feed(const Redactor &redactor, BodyChunk chunk);
    /// The rest, at the end of the body.
    std::vector<BodyChunk> finish(const Redactor &redactor);

private:
    std::vector<BodyChunk> release(const Redactor &redactor, qsizetype keepBack);

    QByteArray m_tail; ///< the last bytes already released, as they were
    std::vector<BodyChunk> m_held;
};

} // namespace outcrop::history
