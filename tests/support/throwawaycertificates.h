// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace outcrop::testsupport
{

/// A key and certificate made for one test run and thrown away with it; PEM. Never written to disk.
struct ThrowawayCertificate {
    QByteArray keyPem;
    QByteArray certificatePem;
};

/// A certificate authority that lives as long as the object.
class ThrowawayAuthority
{
public:
    enum class KeyKind { Curve, Rsa };
    enum class WeakHash { Sha1, Md5 };

    /// MD5 signs by RSA alone, whose keys take longer to make.
    explicit ThrowawayAuthority(KeyKind key = KeyKind::Curve);

    QByteArray certificatePem() const { return m_authority.certificatePem; }

    /// For 127.0.0.1 and localhost, valid now.
    ThrowawayCertificate good() const;
    /// Signed by this authority, but for another host name.
    ThrowawayCertificate wrongHost() const;
    /// For 127.0.0.1, but its time was over yesterday.
    ThrowawayCertificate expired() const;
    /// For 127.0.0.1, with an RSA key of @p rsaBits, at least 512.
    ThrowawayCertificate shortKey(int rsaBits) const;
    /// For 127.0.0.1, with a signature that rests on @p hash.
    ThrowawayCertificate weakSignature(WeakHash hash) const;
    /// Signed by nobody but itself.
    static ThrowawayCertificate selfSigned();

private:
    ThrowawayCertificate m_authority;
};

} // namespace outcrop::testsupport
