// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/aws/hash.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/sha.h>

#include <array>

namespace outcrop::aws
{

QByteArray sha256Hex(QByteArrayView data)
{
    std::array<unsigned char, SHA256_DIGEST_LENGTH> digest{};
    unsigned int size = 0;
    const int ok = EVP_Digest(data.data(), static_cast<size_t>(data.size()), digest.data(), &size,
                              EVP_sha256(), nullptr);
    if (ok != 1 || size != digest.size())
        qFatal("libcrypto has no SHA-256");
    return QByteArray(reinterpret_cast<const char *>(digest.data()), qsizetype(digest.size())).toHex();
}

QByteArray hmacSha256(QByteArrayView key, QByteArrayView data)
{
    std::array<unsigned char, SHA256_DIGEST_LENGTH> mac{};
    unsigned int size = 0;
    // A null key pointer would mean "reuse the last key"; an empty key is a valid one.
    const char *keyBytes = key.isEmpty() ? "" : key.data();
    const auto *made = HMAC(EVP_sha256(), keyBytes, static_cast<int>(key.size()),
                            reinterpret_cast<const unsigned char *>(data.data()),
                            static_cast<size_t>(data.size()), mac.data(), &size);
    if (!made || size != mac.size())
        qFatal("libcrypto has no HMAC-SHA256");
    return QByteArray(reinterpret_cast<const char *>(mac.data()), qsizetype(mac.size()));
}

bool constantTimeEqual(QByteArrayView a, QByteArrayView b)
{
    return a.size() == b.size() &&
           (a.isEmpty() || CRYPTO_memcmp(a.data(), b.data(), static_cast<size_t>(a.size())) == 0);
}

void leaveCryptoThread()
{
    OPENSSL_thread_stop();
}

} // namespace outcrop::aws
