// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/converse/serviceerror.h"
#include "core/credentials/ssotoken.h"
#include "core/net/transporterrors.h"
#include "ui/transcript/painters/erroritem.h"

#include <QSet>
#include <QTest>

using namespace outcrop;
using namespace Qt::StringLiterals;
using base::Error;
using base::ErrorKind;
using ui::transcript::helpFor;
using ui::transcript::HotSpot;
using Help = std::optional<HotSpot::Kind>;

namespace
{

Error refused(int status, const char *type, const char *message)
{
    return converse::errorFromResponse(status,
                                       {{"Content-Type", "application/json"}, {"x-amzn-ErrorType", type}},
                                       QByteArray("{\"message\":\"") + message + "\"}");
}

Error failed(QNetworkReply::NetworkError code, const QString &proxy = {}, const QString &issuer = {})
{
    net::FailureFacts facts;
    facts.url = QUrl(u"https://bedrock-runtime.eu-west-1.amazonaws.com/"_s);
    facts.code = code;
    facts.proxy = proxy;
    if (!issuer.isEmpty()) {
        facts.sslErrors = {QSslError(QSslError::UnableToGetLocalIssuerCertificate)};
        facts.certificate = u"bedrock-runtime.eu-west-1.amazonaws.com, issued by "_s + issuer;
    }
    return net::transportError(facts);
}

Error needsSignIn()
{
    credentials::SsoSettings settings;
    settings.profile = u"work"_s;
    settings.session = u"corp"_s;
    return credentials::signInNeeded(settings, u"the last one has expired"_s);
}

/// What each failure has to be: its kind, a word of what it says, and what is offered beside Retry.
struct Case {
    const char *name;
    Error error;
    ErrorKind kind;
    QString word;
    Help help;
};

std::vector<Case> cases()
{
    const Help connection = HotSpot::Kind::Connection;
    return {
        {"sign-in ended", needsSignIn(), ErrorKind::Credentials, u"corp"_s, HotSpot::Kind::SignIn},
        {"expired",
         refused(403, "ExpiredTokenException", "The security token included in the request is expired"),
         ErrorKind::Credentials, u"have expired"_s, connection},
        {"denied", refused(403, "AccessDeniedException", "User is not authorized to perform this"),
         ErrorKind::AccessDenied, u"Ask for permission"_s, connection},
        {"throttled", refused(429, "ThrottlingException", "Too many requests"), ErrorKind::Throttled,
         u"Wait a moment"_s, std::nullopt},
        {"not found", refused(404, "ResourceNotFoundException", "Could not resolve the foundation model"),
         ErrorKind::NotFound, u"model id and the region"_s, connection},
        {"wrong region",
         refused(403, "InvalidSignatureException",
                 "Credential should be scoped to a valid region, not 'us-east-1'."),
         ErrorKind::Credentials, u"another region"_s, connection},
        {"clock", refused(403, "InvalidSignatureException", "Signature expired: 20260115T100000Z"),
         ErrorKind::ClockSkew, u"clock"_s, connection},
        {"proxy wants a password",
         failed(QNetworkReply::ProxyAuthenticationRequiredError, u"proxy.test:3128"_s), ErrorKind::Proxy,
         u"proxy.test:3128"_s, connection},
        {"unknown CA", failed(QNetworkReply::SslHandshakeFailedError, {}, u"Corporate Root"_s),
         ErrorKind::Tls, u"issued by Corporate Root"_s, connection},
        {"unknown name", failed(QNetworkReply::HostNotFoundError), ErrorKind::Network, u"not known"_s,
         connection},
        {"mistake in the request", refused(400, "ValidationException", "messages: at least one"),
         ErrorKind::Validation, u"Change the request"_s, std::nullopt},
    };
}

} // namespace

class TestErrorActions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void eachFailureHasItsTextAndItsAction_data()
    {
        QTest::addColumn<int>("row");
        const auto all = cases();
        for (int row = 0; row < int(all.size()); ++row)
            QTest::newRow(all[std::size_t(row)].name) << row;
    }
    void eachFailureHasItsTextAndItsAction()
    {
        QFETCH(int, row);
        const Case expected = cases()[std::size_t(row)];
        const Error &error = expected.error;
        QCOMPARE(error.kind, expected.kind);
        const QString text = error.message + u' ' + error.advice;
        QVERIFY2(text.contains(expected.word), qPrintable(text));
        QVERIFY(!error.message.isEmpty() && !error.advice.isEmpty());
        QVERIFY(helpFor(error) == expected.help);
    }

    void noTwoFailuresSayTheSame()
    {
        QSet<QString> texts;
        for (const Case &one : cases())
            texts.insert(one.error.message + u'\n' + one.error.advice);
        QCOMPARE(texts.size(), qsizetype(cases().size()));
    }
};

QTEST_GUILESS_MAIN(TestErrorActions)
#include "tst_erroractions.moc"
