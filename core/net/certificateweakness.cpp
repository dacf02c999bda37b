// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/certificateweakness.h"

#include <QSslCertificate>
#include <QSslKey>

#include <openssl/objects.h>
#include <openssl/x509.h>

#include <memory>

namespace outcrop::net
{

namespace
{

constexpr int leastBits = 2048; // of RSA, DSA and DH: 112 bits of security
constexpr int leastCurveBits = 224;

QString algorithmName(QSsl::KeyAlgorithm algorithm)
{
    switch (algorithm) {
    case QSsl::Rsa:
        return QStringLiteral("RSA");
    case QSsl::Dsa:
        return QStringLiteral("DSA");
    case QSsl::Ec:
        return QStringLiteral("elliptic curve");
    default:
        return QStringLiteral("public");
    }
}

/// The hash of the signature, which Qt does not tell; NID_undef where it cannot be read.
int signatureHash(const QSslCertificate &certificate)
{
    const QByteArray der = certificate.toDer();
    const auto *at = reinterpret_cast<const unsigned char *>(der.constData());
    const std::unique_ptr<X509, decltype(&X509_free)> x509(
        d2i_X509(nullptr, &at, static_cast<long>(der.size())), X509_free);
    int hash = NID_undef;
    if (!x509 || X509_get_signature_info(x509.get(), &hash, nullptr, nullptr, nullptr) != 1)
        return NID_undef;
    return hash;
}

} // namespace

std::optional<QString> weaknessOf(const QSslCertificate &certificate)
{
    if (certificate.isNull())
        return std::nullopt;
    const QSslKey key = certificate.publicKey();
    const int least = key.algorithm() == QSsl::Ec ? leastCurveBits : leastBits;
    if (key.length() > 0 && key.length() < least)
        return QStringLiteral("the %1 key in its certificate has %2 bits, and %3 are the least that is safe")
            .arg(algorithmName(key.algorithm()))
            .arg(key.length())
            .arg(least);
    const int hash = signatureHash(certificate);
    if (hash == NID_sha1 || hash == NID_md5)
        return QStringLiteral("its certificate is signed with %1, which can be forged")
            .arg(hash == NID_sha1 ? QStringLiteral("SHA-1") : QStringLiteral("MD5"));
    return std::nullopt;
}

} // namespace outcrop::net
