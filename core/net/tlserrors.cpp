// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/tlserrors.h"

#include "core/base/webaddress.h"
#include "core/net/certificateweakness.h"
#include "core/net/redaction.h"

#include <QDateTime>
#include <QSslCertificate>

#include <array>

namespace outcrop::net
{

namespace
{

struct Reason {
    QString why;
    QString advice;
};

const QString addAuthority =
    QStringLiteral("If a company's proxy signs connections here, add its CA file to the connection; "
                   "otherwise check the address.");

QString date(const QDateTime &time)
{
    return time.toUTC().date().toString(Qt::ISODate);
}

QString namesOf(const QSslCertificate &certificate)
{
    QStringList names = certificate.subjectAlternativeNames().values();
    if (names.isEmpty())
        names = certificate.subjectInfo(QSslCertificate::CommonName);
    names.sort();
    constexpr qsizetype shown = 4;
    const bool isLong = names.size() > shown;
    const QString list = names.first(std::min(shown, names.size())).join(QStringLiteral(", "));
    return isLong ? list + QStringLiteral(", …") : list;
}

/// Qt has no error for what the system's security level refuses, and calls it unknown.
Reason unnamedReason(const QSslError &error)
{
    const QString advice =
        QStringLiteral("Whoever runs it has to give it a newer certificate; a CA file does not help.");
    if (const auto weakness = weaknessOf(error.certificate()))
        return {*weakness, advice};
    return {QStringLiteral("its certificate does not meet this system's rules for TLS"), advice};
}

Reason certificateReason(const QSslError &error)
{
    const QSslCertificate certificate = error.certificate();
    switch (error.error()) {
    case QSslError::CertificateExpired:
        return {QStringLiteral("its certificate expired on %1").arg(date(certificate.expiryDate())),
                QStringLiteral("Whoever runs it has to renew the certificate; if that date has not come, "
                               "set this computer's clock.")};
    case QSslError::CertificateNotYetValid:
        return {
            QStringLiteral("its certificate is valid from %1 only").arg(date(certificate.effectiveDate())),
            QStringLiteral("Set this computer's clock; if it is right, whoever runs the server has to "
                           "correct the certificate.")};
    case QSslError::HostNameMismatch:
        return {QStringLiteral("its certificate is for %1").arg(namesOf(certificate)),
                QStringLiteral("Check the address: it has to be one of the names in the certificate.")};
    case QSslError::SelfSignedCertificate:
        return {QStringLiteral("its certificate is signed by itself"),
                QStringLiteral("If that is your own server, add its certificate as the connection's CA file; "
                               "otherwise check the address.")};
    case QSslError::SelfSignedCertificateInChain:
    case QSslError::UnableToGetIssuerCertificate:
    case QSslError::UnableToGetLocalIssuerCertificate:
    case QSslError::UnableToVerifyFirstCertificate:
    case QSslError::CertificateUntrusted:
        return {QStringLiteral("this computer does not know the authority that signed its certificate"),
                addAuthority};
    case QSslError::UnspecifiedError:
        return unnamedReason(error);
    default: {
        QString why = error.errorString();
        while (why.endsWith(QLatin1Char('.')))
            why.chop(1);
        return {why, addAuthority};
    }
    }
}

/// What OpenSSL says of a handshake that failed, and what that means.
struct HandshakeWords {
    const char *said;
    const char16_t *why;
    const char16_t *advice;
};

constexpr const char16_t *newerTls =
    u"Outcrop takes TLS 1.2 and newer. Whoever runs it has to switch that on; if a proxy is on the way, ask "
    u"who runs the proxy.";
constexpr std::array handshakeWords{
    HandshakeWords{"alert protocol version", u"it speaks only TLS 1.1 or older", newerTls},
    HandshakeWords{"unsupported protocol", u"it speaks only TLS 1.1 or older", newerTls},
    HandshakeWords{"wrong version number", u"it does not speak TLS",
                   u"Check address and port; an address that begins with http:// is for plain connections."},
    HandshakeWords{"http request", u"it does not speak TLS",
                   u"Check address and port; an address that begins with http:// is for plain connections."},
    HandshakeWords{"key too small", u"its key is too short to be safe",
                   u"Whoever runs it has to give it a longer key."},
    HandshakeWords{"alert handshake failure", u"it has no key or cipher that is regarded as safe today",
                   u"Whoever runs it has to renew its certificate or its TLS settings."},
    HandshakeWords{"no shared cipher", u"it has no key or cipher that is regarded as safe today",
                   u"Whoever runs it has to renew its certificate or its TLS settings."},
    HandshakeWords{"certificate required", u"it wants a certificate of this computer",
                   u"Outcrop has none to show; ask for an address without one."},
};

Reason handshakeReason(const QString &systemText)
{
    for (const HandshakeWords &words : handshakeWords) {
        if (systemText.contains(QLatin1StringView(words.said), Qt::CaseInsensitive))
            return {QString::fromUtf16(words.why), QString::fromUtf16(words.advice)};
    }
    return {QStringLiteral("the secure connection could not be agreed on"),
            QStringLiteral("Check address and port, and that nothing on the way takes TLS apart.")};
}

QString detailOf(const FailureFacts &facts)
{
    QStringList lines{withRedactedUrls(facts.systemText)};
    for (const QSslError &error : facts.sslErrors)
        lines.append(error.errorString());
    const QStringList chain = facts.chain.isEmpty() ? QStringList{facts.certificate} : facts.chain;
    for (const QString &certificate : chain) {
        if (!certificate.isEmpty())
            lines.append(QStringLiteral("Certificate: %1").arg(certificate));
    }
    return lines.join(u'\n').trimmed();
}

} // namespace

QString certificateText(const QSslCertificate &certificate)
{
    if (certificate.isNull())
        return {};
    return QStringLiteral("%1, issued by %2, valid until %3")
        .arg(certificate.subjectDisplayName(), certificate.issuerDisplayName(),
             certificate.expiryDate().toString(Qt::ISODate));
}

bool speaksNoTls(const FailureFacts &facts)
{
    return facts.systemText.contains(QLatin1StringView("wrong version number"), Qt::CaseInsensitive) ||
           facts.systemText.contains(QLatin1StringView("http request"), Qt::CaseInsensitive);
}

base::Error tlsError(const FailureFacts &facts)
{
    const Reason reason = facts.sslErrors.isEmpty() ? handshakeReason(facts.systemText)
                                                    : certificateReason(facts.sslErrors.constFirst());
    const QString why = facts.certificate.isEmpty()
                            ? reason.why
                            : QStringLiteral("%1 (%2)").arg(reason.why, facts.certificate);
    return base::makeError(base::ErrorKind::Tls,
                           QStringLiteral("%1 could not be verified, so nothing was sent: %2.")
                               .arg(QString::fromLatin1(base::hostHeader(facts.url)), why),
                           reason.advice, detailOf(facts));
}

} // namespace outcrop::net
