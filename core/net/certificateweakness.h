// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>

QT_BEGIN_NAMESPACE
class QSslCertificate;
QT_END_NAMESPACE

namespace outcrop::net
{

/// Which part of @p certificate is too weak for OpenSSL's security level 2, which Debian sets: a key of less
/// than 112 bits of security, or a signature by MD5 or SHA-1 (SSL_CTX_set_security_level(3)). Nothing for one
/// that is strong enough, or that cannot be read.
std::optional<QString> weaknessOf(const QSslCertificate &certificate);

} // namespace outcrop::net
