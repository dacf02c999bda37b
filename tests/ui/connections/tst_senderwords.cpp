// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/credentials/ssotoken.h"
#include "ui/connections/senderwords.h"

#include <QTest>

using namespace outcrop;
using namespace outcrop::connections;
using namespace outcrop::ui::connections;
using namespace Qt::StringLiterals;
using credentials::IdentityFacts;
using credentials::SignInFacts;
using credentials::SourceReport;
using ui::models::Sender;

namespace
{

const QDateTime now{{2026, 1, 15}, {10, 0}, Qt::UTC};

QString localTime(const QDateTime &time)
{
    return QLocale().toString(time.toLocalTime().time(), QLocale::ShortFormat);
}

ConnectionSpec profileSpec()
{
    ConnectionSpec spec;
    spec.auth = AuthKind::AwsProfile;
    spec.profile = u"work"_s;
    spec.region = u"eu-west-1"_s;
    return spec;
}

ConnectionSpec keySpec()
{
    ConnectionSpec spec = profileSpec();
    spec.auth = AuthKind::BearerStored;
    return spec;
}

IdentityFacts ssoFacts(int minutes)
{
    IdentityFacts facts;
    facts.kind = IdentityFacts::Kind::Keys;
    facts.source = u"profile work → SSO session corp → role Developer"_s;
    facts.accountId = u"123456784321"_s;
    facts.expires = now.addSecs(minutes * 60);
    facts.renews = facts.expires->addSecs(-15 * 60);
    facts.tried = {{u"environment"_s, SourceReport::State::Skipped, u"not set"_s},
                   {u"SSO"_s, SourceReport::State::Used, {}}};
    return facts;
}

IdentityFacts keyFacts(const QString &region, std::optional<int> minutes)
{
    IdentityFacts facts;
    facts.kind = IdentityFacts::Kind::ApiKey;
    facts.source = u"the keychain"_s;
    facts.keyStart = u"bedrock-api-key-…"_s;
    facts.keyRegion = region;
    if (minutes)
        facts.expires = now.addSecs(*minutes * 60);
    return facts;
}

SignInFacts signIn(std::optional<int> minutes)
{
    SignInFacts facts;
    facts.profile = u"work"_s;
    facts.session = u"corp"_s;
    if (minutes)
        facts.until = now.addSecs(*minutes * 60);
    return facts;
}

Sender found(const IdentityFacts &facts, std::optional<SignInFacts> sso = std::nullopt)
{
    Sender sender;
    sender.found = facts;
    sender.signIn = sso;
    return sender;
}

} // namespace

class TestSenderWords : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void saysItInTheList_data();
    void saysItInTheList();
    void namesTheWayTheAccountAndTheTimes();
    void listsWhatWasTriedBefore();
    void aSearchThatFailedSaysWhatHelps();
    void aKeyShowsItsStartAndItsRegion();
    void timesAreAsExactAsNeeded();
};

void TestSenderWords::saysItInTheList_data()
{
    QTest::addColumn<ConnectionSpec>("spec");
    QTest::addColumn<Sender>("sender");
    QTest::addColumn<QString>("inList");
    QTest::addColumn<QString>("pill");
    QTest::addColumn<bool>("isProblem");
    QTest::addColumn<QString>("button");
    const auto row = [](const char *name, const ConnectionSpec &spec, const Sender &sender,
                        const QString &inList, const QString &pill, bool isProblem,
                        const QString &button = {}) {
        QTest::newRow(name) << spec << sender << inList << pill << isProblem << button;
    };
    Sender looking;
    looking.isLooking = true;
    Sender files;
    files.signIn = signIn(180);
    Sender ended;
    ended.signIn = signIn(-120);
    Sender never;
    never.signIn = signIn(std::nullopt);
    Sender renewable = ended;
    renewable.signIn->canRefresh = true;
    IdentityFacts nothing;
    nothing.error = base::makeError(base::ErrorKind::Credentials, u"No credentials were found."_s);
    credentials::SsoSettings settings;
    settings.profile = u"work"_s;
    settings.session = u"corp"_s;
    IdentityFacts refused;
    refused.error = credentials::signInNeeded(settings, u"the portal no longer takes the last one"_s);

    row("nothing is known", profileSpec(), {}, {}, {}, false);
    row("on its way", profileSpec(), looking, {}, u"looking …"_s, false);
    row("signed in", profileSpec(), found(ssoFacts(42), signIn(300)), u"SSO, 42 min left"_s, u"signed in"_s,
        false, u"Sign in again"_s);
    row("role, no sign-in", profileSpec(), found(ssoFacts(42)), u"temporary keys, 42 min left"_s,
        u"keys found"_s, false);
    row("ended since", profileSpec(), found(ssoFacts(-5), signIn(-5)), u"SSO, expired 5 min ago"_s,
        u"expired"_s, true, u"Sign in again"_s);
    row("files: signed in", profileSpec(), files, u"SSO, 3 h left"_s, u"signed in"_s, false,
        u"Sign in again"_s);
    row("files: ended", profileSpec(), ended, u"SSO, sign-in expired 2 h ago"_s, u"not signed in"_s, true,
        u"Sign in again"_s);
    row("files: renews itself", profileSpec(), renewable, u"SSO, renewed by itself"_s, u"signed in"_s, false,
        u"Sign in again"_s);
    row("files: never", profileSpec(), never, u"SSO, not signed in"_s, u"not signed in"_s, true,
        u"Sign in"_s);
    row("portal refuses", profileSpec(), found(refused, signIn(60)), u"SSO, not signed in"_s,
        u"not signed in"_s, true, u"Sign in again"_s);
    row("no source has any", profileSpec(), found(nothing), u"No credentials were found."_s,
        u"no credentials"_s, true);
    row("long-term key", keySpec(), found(keyFacts({}, std::nullopt)), {}, u"key set"_s, false);
    row("short-term key", keySpec(), found(keyFacts(u"eu-west-1"_s, 30)),
        u"API key for eu-west-1, 30 min left"_s, u"key set"_s, false);
    row("expired key", keySpec(), found(keyFacts(u"eu-west-1"_s, -120)),
        u"API key for eu-west-1, expired 2 h ago"_s, u"expired"_s, true);
    row("key of another region", keySpec(), found(keyFacts(u"us-east-1"_s, 30)),
        u"API key for us-east-1, not for eu-west-1"_s, u"wrong region"_s, true);
}

void TestSenderWords::saysItInTheList()
{
    QFETCH(ConnectionSpec, spec);
    QFETCH(Sender, sender);
    const SenderWords words = senderWords(spec, sender, now);
    QTEST(words.inList, "inList");
    QTEST(words.pill, "pill");
    QTEST(words.isProblem, "isProblem");
    QTEST(words.signIn, "button");
}

void TestSenderWords::namesTheWayTheAccountAndTheTimes()
{
    const SenderWords words = senderWords(profileSpec(), found(ssoFacts(42), signIn(300)), now);
    QCOMPARE(words.used, u"profile work → SSO session corp → role Developer, account …4321"_s);
    QCOMPARE(words.times, u"Expires %1, renewed from %2."_s.arg(localTime(now.addSecs(42 * 60)),
                                                                localTime(now.addSecs(27 * 60))));
    QVERIFY(words.canLook);
}

void TestSenderWords::listsWhatWasTriedBefore()
{
    const SenderWords words = senderWords(profileSpec(), found(ssoFacts(42)), now);
    QCOMPARE(words.tried, u"Tried before: environment (not set)"_s);
}

void TestSenderWords::aSearchThatFailedSaysWhatHelps()
{
    IdentityFacts facts;
    facts.error = base::makeError(base::ErrorKind::Credentials, u"Half a pair."_s, u"Add the other half."_s);
    const SenderWords words = senderWords(profileSpec(), found(facts), now);
    QCOMPARE(words.problem, u"Half a pair. Add the other half."_s);
    QCOMPARE(words.tone, ui::widgets::PillTone::Error);
    QVERIFY(words.used.isEmpty());
}

void TestSenderWords::aKeyShowsItsStartAndItsRegion()
{
    QCOMPARE(senderWords(keySpec(), found(keyFacts(u"eu-west-1"_s, 30)), now).used,
             u"API key bedrock-api-key-… for eu-west-1, from the keychain"_s);
    ConnectionSpec gateway = keySpec(); // which may know better
    gateway.endpointUrl = u"https://gateway.example/bedrock"_s;
    QVERIFY(!senderWords(gateway, found(keyFacts(u"us-east-1"_s, 30)), now).isProblem);
}

void TestSenderWords::timesAreAsExactAsNeeded()
{
    using namespace std::chrono_literals;
    QCOMPARE(roughly(20s), u"less than a minute"_s);
    QCOMPARE(roughly(89min), u"89 min"_s);
    QCOMPARE(roughly(90min), u"2 h"_s);
    QCOMPARE(roughly(47h), u"47 h"_s);
    QCOMPARE(roughly(48h), u"2 days"_s);
}

QTEST_GUILESS_MAIN(TestSenderWords)
#include "tst_senderwords.moc"
