// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace outcrop::aws
{

/// SHA-256 of @p data as 64 lower-case hex digits. Any size. By libcrypto, which is ten times faster than
/// QCryptographicHash of Qt 6.4 (architecture.md).
QByteArray sha256Hex(QByteArrayView data);

/// HMAC-SHA256 of @p data under @p key: 32 raw bytes.
QByteArray hmacSha256(QByteArrayView key, QByteArrayView data);

/// Whether two texts are equal, in a time that depends on their sizes only.
bool constantTimeEqual(QByteArrayView a, QByteArrayView b);

/// Gives back what libcrypto keeps for the calling thread, which may go on using it. For threads that come
/// and go: one that ends while the program does may outlive libcrypto's own cleaning up.
void leaveCryptoThread();

} // namespace outcrop::aws
