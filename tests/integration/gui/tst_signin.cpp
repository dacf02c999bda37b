// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/signin.h"
#include "tests/integration/gui/appfixture.h"
#include "tests/support/canaryscan.h"
#include "tests/support/identityserver.h"

#include "app/gui/connections.h"
#include "core/conversation/conversationdocument.h"
#include "core/simulator/simulator.h"
#include "ui/connections/connectiondialog.h"
#include "ui/connections/signindialog.h"
#include "ui/shell/frame.h"
#include "ui/transcript/transcriptview.h"

#include <QApplication>
#include <QDir>
#include <QInputDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace outcrop;
using namespace Qt::StringLiterals;
using testsupport::AppFixture;
using ui::connections::SignInDialog;

namespace
{

/// A simulator that takes the keys of the SSO role, behind the environment of a person whose profile has
/// never signed in.
class SsoWorld
{
public:
    SsoWorld() : simulator(options())
    {
        if (!simulator.start().ok() || !QDir(home.path()).mkdir(u".aws"_s))
            qFatal("the fixture does not start");
        QFile config(home.filePath(u".aws/config"_s));
        if (!config.open(QIODevice::WriteOnly))
            qFatal("the fixture cannot be written");
        config.write("[profile work]\nregion = us-east-1\nsso_session = corp\nsso_account_id = 111122223333\n"
                     "sso_role_name = Developer\n[sso-session corp]\nsso_region = us-east-1\n"
                     "sso_start_url = https://corp.awsapps.com/start\n"
                     "[profile other]\nregion = us-east-1\nsso_session = guests\n"
                     "sso_account_id = 111122223333\nsso_role_name = Developer\n"
                     "[sso-session guests]\nsso_region = us-east-1\n"
                     "sso_start_url = https://guests.awsapps.com/start\n");
        services.addTo(environment);
        environment.insert(u"HOME"_s, home.path());
        environment.insert(u"AWS_PROFILE"_s, u"work"_s);
        environment.insert(u"AWS_ENDPOINT_URL_BEDROCK_RUNTIME"_s, simulator.url().toString());
    }

    static simulator::Options options()
    {
        simulator::Options options;
        options.accessKeyId = "ASIADEVELOPER";
        options.secretAccessKey = base::SecretString("secret-of-Developer");
        options.sessionToken = base::SecretString("token-of-Developer");
        options.region = u"us-east-1"_s;
        options.pace = std::chrono::milliseconds(0);
        return options;
    }

    QTemporaryDir home;
    simulator::Simulator simulator;
    testsupport::IdentityServer services{QDateTime::currentDateTimeUtc()};
    QProcessEnvironment environment;
};

SignInDialog *dialog()
{
    for (QWidget *widget : QApplication::topLevelWidgets()) {
        if (auto *found = qobject_cast<SignInDialog *>(widget); found && found->isVisible())
            return found;
    }
    return nullptr;
}

bool dialogSays(const QString &words)
{
    if (!dialog())
        return false;
    const auto labels = dialog()->findChildren<QLabel *>();
    return std::ranges::any_of(labels, [&words](const QLabel *label) {
        return label->isVisible() && label->text().contains(words);
    });
}

void press(const QString &label)
{
    for (QPushButton *button : dialog()->findChildren<QPushButton *>()) {
        if (button->isVisible() && button->text().remove(u'&') == label) {
            QTest::mouseClick(button, Qt::LeftButton);
            return;
        }
    }
    QFAIL(qPrintable(u"there is no button "_s + label));
}

/// A conversation over the connection "work" whose last answer failed with an error of that code.
QString writeRefused(const QTemporaryDir &folder, const QByteArray &code)
{
    QFile file(folder.filePath(u"refused.outcrop.json"_s));
    if (!file.open(QIODevice::WriteOnly))
        qFatal("the conversation cannot be written");
    file.write(
        R"({"format":"outcrop-conversation","version":2,"id":"c1","connection":"work","modelId":"m",)"
        R"("turns":[{"id":"q1","role":"user","content":[{"text":"Hello"}]},{"id":"a1","role":)"
        R"("assistant","content":[],"answer":{"error":{"kind":"credentials","message":"No.","code":")" +
        code + R"("}}}]})");
    return file.fileName();
}

/// A window whose first question fails for want of a sign-in, with the offer on the screen.
struct Asked {
    explicit Asked(SsoWorld &world, const QString &question = u"Hello"_s)
    {
        fixture.start(world.environment);
        fixture.app().document().setConnectionName(app::environmentConnectionName());
        fixture.app().signIn().setOpener([this](const QUrl &url) { opened.push_back(url); });
        answered = fixture.ask(question);
    }

    QString lastError()
    {
        const auto &turns = fixture.conversation().turns;
        return turns.empty() || !turns.back().facts.error ? QString() : turns.back().facts.error->message;
    }

    AppFixture fixture;
    std::vector<QUrl> opened;
    bool answered = false;
};

} // namespace

class TestSignIn : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void signsInAndSendsWhatWasHeldOnce()
    {
        SsoWorld world;
        world.services.with([](auto &state) { state.pendingPolls = 1; });
        Asked asked(world);
        QVERIFY(asked.answered);
        QVERIFY2(asked.lastError().contains(u"nobody has signed in"_s), qPrintable(asked.lastError()));
        QTRY_VERIFY(dialog());
        QVERIFY(world.services.recorded().empty());
        press(u"Sign in"_s);
        QTRY_COMPARE(asked.opened.size(), size_t(1));
        QCOMPARE(asked.opened[0], QUrl(u"https://device.example/?user_code=ABCD-EFGH"_s));
        press(u"Open browser again"_s);
        QCOMPARE(asked.opened.size(), size_t(2));
        QTRY_VERIFY_WITH_TIMEOUT(!dialog(), 15'000);
        QVERIFY(asked.fixture.waitUntilIdle());
        QTRY_VERIFY2(asked.lastError().isEmpty(), qPrintable(asked.lastError()));
        QCOMPARE(world.services.count("/federation/credentials"), 1);
        QCOMPARE(asked.fixture.conversation().turns.back().facts.attempts, std::optional(1));
        QCOMPARE(asked.fixture.rows(), 2);

        const testsupport::CanaryScan scan({{u"role's secret"_s, "ASIADEVELOPER", "secret-of-Developer"},
                                            {u"role's token"_s, {}, "token-of-Developer"},
                                            {u"access token"_s, {}, "sso-access-token"}});
        const auto hits = scan.scanFolder(QFileInfo(asked.fixture.paths().settingsFile).absolutePath());
        QVERIFY2(hits.empty(), qPrintable(testsupport::CanaryScan::report(hits)));
    }

    void failsInWordsAndCanBeTriedAgainOrLeft()
    {
        SsoWorld world;
        world.services.with([](auto &state) { state.deviceError = "access_denied"; });
        Asked asked(world);
        QTRY_VERIFY(dialog());
        press(u"Sign in"_s);
        QTRY_VERIFY_WITH_TIMEOUT(dialogSays(u"declined in the browser"_s), 15'000);
        press(u"Try again"_s);
        QTRY_COMPARE(asked.opened.size(), size_t(2));
        press(u"Cancel"_s);
        QTRY_VERIFY(!dialog());
        QVERIFY(!asked.fixture.app().run().isRunning());
        QVERIFY(!asked.lastError().isEmpty());
        QCOMPARE(world.services.count("/federation/credentials"), 0);
        // The offer comes again with the next failure, and only then.
        QVERIFY(asked.fixture.app().run().retry(asked.fixture.conversation().turns.back().id).ok());
        QTRY_VERIFY(dialog());
    }

    void whatFailedForSomethingElseMeanwhileIsNotSentAgain()
    {
        SsoWorld world;
        Asked asked(world, u"/error ValidationException"_s);
        QTRY_VERIFY(dialog());
        const QString answer = asked.fixture.conversation().turns.back().id;
        asked.fixture.app().document().setConnectionName(app::simulatorConnectionName());
        QVERIFY(asked.fixture.app().run().retry(answer).ok());
        QVERIFY(asked.fixture.waitUntilIdle());
        QCOMPARE(asked.fixture.conversation().turns.back().id, answer);
        QCOMPARE(asked.fixture.conversation().turns.back().facts.error->kind, base::ErrorKind::Validation);
        asked.fixture.app().document().setConnectionName(app::environmentConnectionName());
        press(u"Sign in"_s);
        QTRY_VERIFY_WITH_TIMEOUT(!dialog(), 15'000);
        QVERIFY(!asked.fixture.app().run().isRunning());
        QCOMPARE(world.simulator.requestCount(), 0);
    }

    void anotherSignInThanTheOneAtWorkIsOfferedAfterIt()
    {
        SsoWorld world;
        Asked asked(world);
        QTRY_VERIFY(dialogSays(u"profile \"work\""_s));
        connections::ConnectionSpec spec;
        spec.name = u"guests"_s;
        spec.auth = connections::AuthKind::AwsProfile;
        spec.profile = u"other"_s;
        spec.region = u"us-east-1"_s;
        asked.fixture.app().connections().store()->add(spec);
        asked.fixture.app().document().setConnectionName(u"guests"_s);
        run::RunController &run = asked.fixture.app().run();
        QVERIFY(run.retry(asked.fixture.conversation().turns.back().id).ok());
        QVERIFY(asked.fixture.waitUntilIdle());
        QSignalSpy runs(&run, &run::RunController::runStarted);
        press(u"Sign in"_s);
        QTRY_VERIFY_WITH_TIMEOUT(dialogSays(u"profile \"other\""_s), 15'000);
        QCOMPARE(runs.size(), 0);
        press(u"Sign in"_s);
        QTRY_VERIFY_WITH_TIMEOUT(!dialog(), 15'000);
        QCOMPARE(runs.size(), 1);
    }

    void aMissingKeyIsEnteredFromItsError_data()
    {
        QTest::addColumn<QByteArray>("code");
        QTest::addColumn<bool>("isAskedFor");
        QTest::newRow("missing") << QByteArray("SecretMissing") << true;
        QTest::newRow("something else") << QByteArray("UnrecognizedClientException") << false;
    }
    void aMissingKeyIsEnteredFromItsError()
    {
        QFETCH(QByteArray, code);
        QFETCH(bool, isAskedFor);
        const QTemporaryDir folder;
        AppFixture fixture;
        fixture.start({}, writeRefused(folder, code));
        connections::ConnectionSpec spec;
        spec.name = u"work"_s;
        spec.auth = connections::AuthKind::BearerStored;
        fixture.app().connections().store()->add(spec);
        QVERIFY(fixture.conversation().turns.back().facts.error);
        Q_EMIT fixture.app().transcriptView().connectionRequested(u"a1"_s);
        auto *desk = fixture.window().findChild<ui::connections::ConnectionDialog *>();
        QVERIFY(desk && desk->isVisible());
        const auto *key = qobject_cast<QLineEdit *>(desk->focusWidget());
        QCOMPARE(key && key->accessibleName() == u"API key"_s, isAskedFor);
    }

    void aRefusedSenderIsOfferedWhatMendsIt_data()
    {
        using connections::AuthKind;
        QTest::addColumn<int>("auth");
        QTest::addColumn<QByteArray>("code");
        QTest::addColumn<QStringList>("offers");
        const QString look = u"Check the connection"_s;
        QTest::newRow("API key") << int(AuthKind::BearerStored) << QByteArray("ExpiredTokenException")
                                 << QStringList{u"Enter the key"_s, u"Retry"_s, look};
        QTest::newRow("typed keys") << int(AuthKind::AwsKeys) << QByteArray("UnrecognizedClientException")
                                    << QStringList{u"Enter the key"_s, u"Retry"_s, look};
        QTest::newRow("missing") << int(AuthKind::BearerStored) << QByteArray("SecretMissing")
                                 << QStringList{u"Enter the key"_s, u"Retry"_s, look};
        QTest::newRow("SSO") << int(AuthKind::AwsProfile) << QByteArray("ExpiredTokenException")
                             << QStringList{u"Sign in"_s, u"Retry"_s, look};
        QTest::newRow("whatever the tools find")
            << int(AuthKind::BearerEnvironment) << QByteArray("ExpiredTokenException")
            << QStringList{u"Retry"_s, look};
        QTest::newRow("signature") << int(AuthKind::AwsKeys) << QByteArray("InvalidSignatureException")
                                   << QStringList{u"Enter the key"_s, u"Retry"_s, look};
        QTest::newRow("half a signature")
            << int(AuthKind::AwsKeys) << QByteArray("IncompleteSignature") << QStringList{u"Retry"_s, look};
    }
    void aRefusedSenderIsOfferedWhatMendsIt()
    {
        QFETCH(int, auth);
        QFETCH(QByteArray, code);
        QFETCH(QStringList, offers);
        SsoWorld world;
        const QTemporaryDir folder;
        AppFixture fixture;
        fixture.start(world.environment, writeRefused(folder, code));
        connections::ConnectionSpec spec;
        spec.name = u"work"_s;
        spec.auth = connections::AuthKind(auth);
        spec.profile = u"work"_s;
        fixture.app().connections().store()->add(spec);
        ui::transcript::TranscriptView &view = fixture.app().transcriptView();
        const auto offered = [&view] {
            QStringList names;
            for (const ui::transcript::HotSpot &spot : view.hotSpots(1)) {
                using Kind = ui::transcript::HotSpot::Kind;
                if (spot.kind == Kind::SignIn || spot.kind == Kind::Key || spot.kind == Kind::Retry ||
                    spot.kind == Kind::Connection)
                    names += spot.name;
            }
            return names;
        };
        QTRY_COMPARE(offered(), offers);
        if (offers.first() == u"Sign in"_s) {
            Q_EMIT view.signInRequested(u"a1"_s);
            QTRY_VERIFY(dialog());
            press(u"Cancel"_s);
        } else if (offers.first() == u"Enter the key"_s) {
            Q_EMIT view.keyRequested(u"a1"_s);
            auto *desk = fixture.window().findChild<ui::connections::ConnectionDialog *>();
            QVERIFY(desk && desk->isVisible());
            const auto *key = qobject_cast<QLineEdit *>(desk->focusWidget());
            QVERIFY(key);
            QVERIFY2(key->echoMode() == QLineEdit::Password, qPrintable(key->accessibleName()));
        }
    }

    void signsInWhereConnectionsAreMade()
    {
        SsoWorld world;
        AppFixture fixture;
        fixture.start(world.environment);
        std::vector<QUrl> opened;
        fixture.app().signIn().setOpener([&opened](const QUrl &url) { opened.push_back(url); });
        connections::ConnectionSpec spec;
        spec.name = u"work"_s;
        spec.auth = connections::AuthKind::AwsProfile;
        spec.profile = u"work"_s;
        fixture.app().connections().store()->add(spec);
        fixture.app().document().setConnectionName(u"work"_s);
        QTest::keyClick(fixture.widget(), Qt::Key_C, Qt::ControlModifier | Qt::AltModifier);
        const auto desk = [&fixture]() -> QDialog * {
            return fixture.window().findChild<ui::connections::ConnectionDialog *>();
        };
        QTRY_VERIFY(desk() && desk()->isVisible());
        const auto says = [&desk](const QString &words) {
            const auto labels = desk()->findChildren<QLabel *>();
            return std::ranges::any_of(labels, [&words](const QLabel *label) {
                return label->isVisible() && label->text().contains(words);
            });
        };
        QTRY_VERIFY(says(u"Nobody has signed in to corp yet."_s));
        QVERIFY(world.services.recorded().empty()); // looking at a connection asks nobody
        for (QPushButton *button : desk()->findChildren<QPushButton *>()) {
            if (button->isVisible() && button->text() == u"Sign in"_s)
                QTest::mouseClick(button, Qt::LeftButton);
        }
        QTRY_COMPARE(opened.size(), size_t(1));
        QTRY_VERIFY_WITH_TIMEOUT(!dialog(), 15'000);
        QTRY_VERIFY(says(u"profile work → SSO session corp → role Developer, account …3333"_s));
        QVERIFY(says(u"Expires"_s));
        QCOMPARE(world.services.count("/federation/credentials"), 1);
    }

    void asksForTheCodeOfADevice()
    {
        SsoWorld world;
        QFile config(world.home.filePath(u".aws/config"_s));
        QVERIFY(config.open(QIODevice::WriteOnly));
        config.write(
            "[profile work]\nregion = us-east-1\nrole_arn = arn:aws:iam::111122223333:role/Developer\n"
            "mfa_serial = arn:aws:iam::111122223333:mfa/me\nsource_profile = base\n[profile base]\n"
            "aws_access_key_id = AKIABASE\naws_secret_access_key = secret-of-base\n");
        config.close();
        world.services.with([](auto &state) {
            aws::Credentials base;
            base.accessKeyId = "AKIABASE";
            base.secretAccessKey = base::SecretString("secret-of-base");
            state.signers = {base};
        });
        AppFixture fixture;
        fixture.start(world.environment);
        fixture.app().document().setConnectionName(app::environmentConnectionName());
        fixture.type(u"Hello"_s);
        fixture.pressRun();
        const auto question = [] {
            for (QWidget *widget : QApplication::topLevelWidgets()) {
                if (auto *found = qobject_cast<QInputDialog *>(widget); found && found->isVisible())
                    return found;
            }
            return static_cast<QInputDialog *>(nullptr);
        };
        QTRY_VERIFY(question());
        QVERIFY(question()->labelText().contains(u"mfa/me"_s));
        auto *const edit = question()->findChild<QLineEdit *>();
        QCOMPARE(edit->accessibleName(), u"Code of the device"_s);
        QTest::keyClicks(edit, u"123456"_s);
        QTest::keyClick(edit, Qt::Key_Return);
        QVERIFY(fixture.waitUntilIdle());
        QCOMPARE(world.services.stsForms().at(0).value("TokenCode"), QByteArray("123456"));
        const auto &error = fixture.conversation().turns.back().facts.error;
        QVERIFY2(!error, qPrintable(error ? error->message : QString()));
    }
};

QTEST_MAIN(TestSignIn)
#include "tst_signin.moc"
