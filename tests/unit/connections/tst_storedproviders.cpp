// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connections/storedproviders.h"

#include "core/credentials/sessionsecrets.h"
#include "tests/support/fakeclock.h"

#include <QSignalSpy>
#include <QTest>

using namespace outcrop;
using namespace outcrop::connections;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using base::ErrorKind;
using credentials::BearerToken;
using credentials::Resolution;

namespace
{

Resolution resolved(credentials::CredentialsProvider &provider)
{
    const auto job = provider.resolve();
    const QSignalSpy finished(job.get(), &credentials::ResolveJob::finished);
    [&finished] { QTRY_COMPARE(finished.count(), 1); }();
    return job->resolution();
}

void put(credentials::SecretStore &store, const QString &name, const QByteArray &value)
{
    [[maybe_unused]] const auto job = store.write(name, base::SecretString(value));
}

} // namespace

class TestStoredProviders : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keysComeFromTheSecretStoreFitForAHeader();
    void shortTermKeysAreCheckedBeforeSending();
    void aTokenThatSomebodyElsePutThereIsCleaned();
    void whatIsMissingIsNamedAsSuch();
};

void TestStoredProviders::keysComeFromTheSecretStoreFitForAHeader()
{
    credentials::SessionSecrets store;
    StoredKeysProvider keys(store, u" AKIA "_s, u"c/1/secret"_s, u"c/1/token"_s);
    put(store, u"c/1/secret"_s, " secret\n");
    put(store, u"c/1/token"_s, "token");
    const Resolution found = resolved(keys);
    QVERIFY(found.identity);
    const auto &identity = std::get<aws::Credentials>(*found.identity);
    QCOMPARE(identity.accessKeyId, QByteArray("AKIA"));
    QCOMPARE(identity.secretAccessKey.reveal(), QByteArray("secret"));
    QCOMPARE(identity.sessionToken->reveal(), QByteArray("token"));
    put(store, u"c/1/token"_s, "to ken");
    const Resolution refused = resolved(keys);
    QCOMPARE(refused.error->kind, ErrorKind::Credentials);
    QVERIFY2(refused.error->message.contains(u"session token"), qPrintable(refused.error->message));
}

void TestStoredProviders::shortTermKeysAreCheckedBeforeSending()
{
    testsupport::FakeClock clock;
    credentials::SessionSecrets store;
    const QByteArray url =
        "bedrock.amazonaws.com/?Action=CallWithBearerToken&X-Amz-Credential=A%2F20260115%2Feu-west-1"
        "%2Fbedrock%2Faws4_request&X-Amz-Date=20260115T093000Z&X-Amz-Expires=3600&Version=1";
    put(store, u"k"_s, "bedrock-api-key-" + url.toBase64());
    StoredTokenProvider there(store, u"k"_s, u"eu-west-1"_s, clock);
    const Resolution found = resolved(there);
    QVERIFY(found.identity);
    QCOMPARE(std::get<BearerToken>(*found.identity).region, u"eu-west-1"_s);
    StoredTokenProvider elsewhere(store, u"k"_s, u"us-east-1"_s, clock);
    QVERIFY(resolved(elsewhere).error->message.contains(u"eu-west-1"_s));
    clock.advance(30min);
    QVERIFY(resolved(there).error->message.contains(u"expired at 2026-01-15 10:30 UTC"_s));
}

/// Fault 33: by the keychain's own program, say.
void TestStoredProviders::aTokenThatSomebodyElsePutThereIsCleaned()
{
    testsupport::FakeClock clock;
    credentials::SessionSecrets store;
    StoredTokenProvider provider(store, u"k"_s, {}, clock);
    put(store, u"k"_s, "Bearer sk-example\r\n");
    QCOMPARE(std::get<BearerToken>(*resolved(provider).identity).token.reveal(), QByteArray("sk-example"));
    for (const QByteArray &value :
         {QByteArray("sk-\r\nX-Injected: 1"), QByteArray("sk-\0x", 5), QByteArray("s k")}) {
        put(store, u"k"_s, value);
        const Resolution refused = resolved(provider);
        QVERIFY(!refused.identity);
        QCOMPARE(refused.error->kind, ErrorKind::Credentials);
        QVERIFY(!refused.error->message.contains(u"sk-"));
    }
}

void TestStoredProviders::whatIsMissingIsNamedAsSuch()
{
    testsupport::FakeClock clock;
    credentials::SessionSecrets store;
    StoredTokenProvider token(store, u"k"_s, {}, clock);
    StoredKeysProvider keys(store, u"AKIA"_s, u"s"_s, {});
    StoredHeadersProvider headers(store, {{"x-bf-vk", u"h"_s}}, nullptr);
    for (credentials::CredentialsProvider *provider :
         std::initializer_list<credentials::CredentialsProvider *>{&token, &keys, &headers}) {
        const Resolution missing = resolved(*provider);
        QVERIFY(missing.error);
        QCOMPARE(missing.error->code, credentials::secretMissingCode());
        QVERIFY(missing.error->advice.contains(u"settings"));
    }
}

QTEST_GUILESS_MAIN(TestStoredProviders)
#include "tst_storedproviders.moc"
