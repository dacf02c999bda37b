// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/throwawaycertificates.h"

#include <openssl/bio.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>

#include <QtGlobal>

#include <memory>

namespace outcrop::testsupport
{

namespace
{

template <auto release>
struct Release {
    template <typename T>
    void operator()(T *object) const
    {
        release(object);
    }
};
using Key = std::unique_ptr<EVP_PKEY, Release<EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, Release<X509_free>>;
using Bio = std::unique_ptr<BIO, Release<BIO_free_all>>;

constexpr long dayInSeconds = 24 * 60 * 60;

/// What a certificate says.
struct Subject {
    const char *name;
    const char *alternativeNames = nullptr; ///< "IP:127.0.0.1,DNS:localhost"
    bool isAuthority = false;
    long validFromDays = -1;
    long validUntilDays = 7;
    int rsaBits = 0; ///< 0: a key on the curve P-256
    const EVP_MD *hash = EVP_sha256();
};

QByteArray bytesOf(BIO *bio)
{
    char *data = nullptr;
    const long size = BIO_get_mem_data(bio, &data);
    return {data, static_cast<qsizetype>(size)};
}

Key readKey(const QByteArray &pem)
{
    const Bio bio(BIO_new_mem_buf(pem.constData(), static_cast<int>(pem.size())));
    return Key(PEM_read_bio_PrivateKey(bio.get(), nullptr, nullptr, nullptr));
}

Certificate readCertificate(const QByteArray &pem)
{
    const Bio bio(BIO_new_mem_buf(pem.constData(), static_cast<int>(pem.size())));
    return Certificate(PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr));
}

void addExtension(X509 *certificate, X509 *issuer, int kind, const char *value)
{
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    X509_EXTENSION *extension = X509V3_EXT_conf_nid(nullptr, &context, kind, value);
    Q_ASSERT(extension);
    X509_add_ext(certificate, extension, -1);
    X509_EXTENSION_free(extension);
}

void fill(X509 *certificate, const Subject &subject, EVP_PKEY *key)
{
    X509_set_version(certificate, 2);
    quint64 serial = 0;
    RAND_bytes(reinterpret_cast<unsigned char *>(&serial), sizeof serial);
    ASN1_INTEGER_set_uint64(X509_get_serialNumber(certificate), serial >> 1);
    X509_gmtime_adj(X509_getm_notBefore(certificate), subject.validFromDays * dayInSeconds);
    X509_gmtime_adj(X509_getm_notAfter(certificate), subject.validUntilDays * dayInSeconds);
    X509_set_pubkey(certificate, key);
    X509_NAME_add_entry_by_txt(X509_get_subject_name(certificate), "CN", MBSTRING_ASC,
                               reinterpret_cast<const unsigned char *>(subject.name), -1, -1, 0);
}

/// Makes a certificate for @p subject, signed by @p issuer or, without one, by itself.
ThrowawayCertificate make(const Subject &subject, const ThrowawayCertificate *issuer)
{
    const Key key(subject.rsaBits > 0 ? EVP_RSA_gen(static_cast<unsigned>(subject.rsaBits))
                                      : EVP_EC_gen("P-256"));
    const Certificate certificate(X509_new());
    fill(certificate.get(), subject, key.get());
    const Key issuerKey = issuer ? readKey(issuer->keyPem) : nullptr;
    const Certificate issuerCertificate = issuer ? readCertificate(issuer->certificatePem) : nullptr;
    X509 *signedBy = issuer ? issuerCertificate.get() : certificate.get();
    X509_set_issuer_name(certificate.get(), X509_get_subject_name(signedBy));
    addExtension(certificate.get(), signedBy, NID_basic_constraints,
                 subject.isAuthority ? "critical,CA:TRUE" : "critical,CA:FALSE");
    if (subject.isAuthority)
        addExtension(certificate.get(), signedBy, NID_key_usage, "critical,keyCertSign,cRLSign");
    if (subject.alternativeNames)
        addExtension(certificate.get(), signedBy, NID_subject_alt_name, subject.alternativeNames);
    X509_sign(certificate.get(), issuer ? issuerKey.get() : key.get(), subject.hash);

    const Bio keyBio(BIO_new(BIO_s_mem()));
    PEM_write_bio_PrivateKey(keyBio.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr);
    const Bio certificateBio(BIO_new(BIO_s_mem()));
    PEM_write_bio_X509(certificateBio.get(), certificate.get());
    return {bytesOf(keyBio.get()), bytesOf(certificateBio.get())};
}

constexpr const char *thisComputer = "IP:127.0.0.1,DNS:localhost";
constexpr int strongRsaBits = 2048;

} // namespace

ThrowawayAuthority::ThrowawayAuthority(KeyKind key)
    : m_authority(make({.name = "Throwaway test authority",
                        .isAuthority = true,
                        .rsaBits = key == KeyKind::Rsa ? strongRsaBits : 0},
                       nullptr))
{
}

ThrowawayCertificate ThrowawayAuthority::good() const
{
    return make({.name = "localhost", .alternativeNames = thisComputer}, &m_authority);
}

ThrowawayCertificate ThrowawayAuthority::wrongHost() const
{
    return make({.name = "elsewhere.example", .alternativeNames = "DNS:elsewhere.example"}, &m_authority);
}

ThrowawayCertificate ThrowawayAuthority::expired() const
{
    return make(
        {.name = "localhost", .alternativeNames = thisComputer, .validFromDays = -30, .validUntilDays = -1},
        &m_authority);
}

ThrowawayCertificate ThrowawayAuthority::shortKey(int rsaBits) const
{
    return make({.name = "localhost", .alternativeNames = thisComputer, .rsaBits = rsaBits}, &m_authority);
}

ThrowawayCertificate ThrowawayAuthority::weakSignature(WeakHash hash) const
{
    return make({.name = "localhost",
                 .alternativeNames = thisComputer,
                 .hash = hash == WeakHash::Md5 ? EVP_md5() : EVP_sha1()},
                &m_authority);
}

ThrowawayCertificate ThrowawayAuthority::selfSigned()
{
    return make({.name = "localhost", .alternativeNames = thisComputer}, nullptr);
}

} // namespace outcrop::testsupport
