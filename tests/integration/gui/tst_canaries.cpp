// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/connections.h"
#include "app/gui/sessions.h"
#include "app/gui/signin.h"
#include "core/connections/connectionstore.h"
#include "core/conversation/conversationdocument.h"
#include "tests/integration/gui/appfixture.h"
#include "tests/support/canaryscan.h"
#include "tests/support/faultscripts.h"
#include "tests/support/identityserver.h"
#include "ui/connections/connectiondialog.h"
#include "ui/shell/frame.h"

#include <QClipboard>
#include <QCryptographicHash>
#include <QDir>
#include <QGuiApplication>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QTest>

#include <algorithm>
#include <mutex>

using namespace outcrop;
using namespace Qt::StringLiterals;
using connections::AuthKind;
using connections::ConnectionKind;
using connections::ConnectionSpec;
using testsupport::AppFixture;
using testsupport::Canary;
using testsupport::CanaryScan;
using testsupport::FaultConnection;
using testsupport::FaultServer;
namespace script = testsupport::script;

namespace
{

/// Twelve secrets, one of each kind that Outcrop meets (reliability.md, P18).
const std::vector<Canary> canaries{
    {u"environment secret key"_s, "AKIAENVIRONMENT", "CanaryEnvSecretKey/1+aB3dE5gH7"},
    {u"environment session token"_s, {}, "CanaryEnvSessionToken/2+aB3dE5gH7=="},
    {u"environment API key"_s, {}, "ABSKCanaryEnvironmentKey3aB3dE5gH7"},
    {u"typed secret key"_s, "AKIATYPED", "CanaryTypedSecretKey/4+aB3dE5gH7"},
    {u"typed session token"_s, {}, "CanaryTypedSessionToken/5+aB3dE5gH7"},
    {u"typed API key"_s, {}, "ABSKCanaryTypedKey6aB3dE5gH7jK9"},
    {u"virtual key"_s, {}, "sk-bf-canary7-aB3dE5gH7jK9"},
    {u"secret header"_s, {}, "CanarySecretHeader8aB3dE5gH7"},
    {u"profile secret key"_s, "AKIAPROFILE", "CanaryProfileSecretKey/9+aB3dE5"},
    {u"SSO access token"_s, {}, "CanarySsoAccessToken10aB3dE5gH7"},
    {u"SSO role secret"_s, "ASIADEVELOPER", "secret-of-Developer"},
    {u"proxy password"_s, "office", "CanaryProxyPassword12aB3dE5"},
};

QByteArray secret(const QString &name)
{
    return std::ranges::find(canaries, name, &Canary::name)->secret;
}

std::mutex logMutex;
QByteArray logged;

void keepLog(QtMsgType, const QMessageLogContext &, const QString &text)
{
    const std::lock_guard lock(logMutex);
    logged += text.toUtf8() + '\n';
}

/// The worst of servers: it refuses, and repeats everything it was sent in its head and its body.
void repeatEverything(FaultConnection &connection)
{
    QByteArray all = connection.request().target();
    for (const char *name :
         {"Authorization", "X-Amz-Security-Token", "x-bf-vk", "x-team-token", "Proxy-Authorization"})
        all += " " + connection.request().header(name);
    script::answer("403 Forbidden", "Content-Type: application/json\r\nx-repeated: " + all + "\r\n",
                   R"({"__type": "AccessDeniedException", "message": "you sent )" + all + "\"}")(connection);
}

/// Asks for a password, again and again.
void wantPassword(FaultConnection &connection)
{
    const QByteArray sent = connection.request().header("Proxy-Authorization");
    script::answer("407 Proxy Authentication Required",
                   "Proxy-Authenticate: Basic realm=\"office\"\r\nx-repeated: " + sent + "\r\n",
                   "you sent " + sent)(connection);
}

class World
{
public:
    World()
    {
        QDir(home.path()).mkpath(u".aws/sso/cache"_s);
        write(u".aws/config"_s, "[profile keys]\nregion = us-east-1\n"
                                "[profile sso]\nregion = us-east-1\nsso_session = corp\n"
                                "sso_account_id = 111122223333\nsso_role_name = Developer\n"
                                "[sso-session corp]\nsso_region = us-east-1\n"
                                "sso_start_url = https://corp.awsapps.com/start\n");
        write(u".aws/credentials"_s, "[keys]\naws_access_key_id = AKIAPROFILE\naws_secret_access_key = " +
                                         secret(u"profile secret key"_s) + "\n");
        const QByteArray name = QCryptographicHash::hash("corp", QCryptographicHash::Sha1).toHex();
        write(u".aws/sso/cache/"_s + QString::fromLatin1(name) + u".json"_s,
              "{\"accessToken\": \"" + secret(u"SSO access token"_s) + "\", \"expiresAt\": \"" +
                  QDateTime::currentDateTimeUtc().addSecs(3600).toString(Qt::ISODate).toLatin1() + "\"}");
        services.with([](auto &state) { state.portalToken = secret(u"SSO access token"_s); });
        services.addTo(environment);
        const auto set = [this](const char *variable, const QByteArray &value) {
            environment.insert(QString::fromLatin1(variable), QString::fromLatin1(value));
        };
        set("HOME", home.path().toUtf8());
        set("AWS_REGION", "us-east-1");
        set("AWS_ACCESS_KEY_ID", "AKIAENVIRONMENT");
        set("AWS_SECRET_ACCESS_KEY", secret(u"environment secret key"_s));
        set("AWS_SESSION_TOKEN", secret(u"environment session token"_s));
        set("AWS_BEARER_TOKEN_BEDROCK", secret(u"environment API key"_s));
        set("AWS_ENDPOINT_URL_BEDROCK_RUNTIME", server.url("").toEncoded());
        set("HTTPS_PROXY", "http://office:" + secret(u"proxy password"_s) +
                               "@127.0.0.1:" + QByteArray::number(proxy.port()));
    }

    void write(const QString &name, const QByteArray &content) const
    {
        QFile file(home.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
            qFatal("the fixture cannot be written");
    }

    QTemporaryDir home;
    FaultServer server{repeatEverything};
    FaultServer proxy{wantPassword};
    testsupport::IdentityServer services{QDateTime::currentDateTimeUtc()};
    QProcessEnvironment environment;
};

/// A person who goes through the whole window.
class Tour
{
public:
    explicit Tour(World &world) : m_world(world) { fixture.start(world.environment); }

    QString add(const QString &name, AuthKind auth, const std::function<void(ConnectionSpec &)> &more = {})
    {
        ConnectionSpec spec;
        spec.name = name;
        spec.auth = auth;
        spec.region = u"us-east-1"_s;
        spec.endpointUrl = m_world.server.url("/bedrock").toString();
        if (more)
            more(spec);
        return fixture.app().connections().store()->add(spec);
    }

    QDialog *dialog() { return fixture.window().findChild<ui::connections::ConnectionDialog *>(); }

    void openConnections()
    {
        fixture.window().activateWindow();
        fixture.control(u"Message"_s)->setFocus();
        QTest::keyClick(fixture.control(u"Message"_s), Qt::Key_C, Qt::ControlModifier | Qt::AltModifier);
        QTRY_VERIFY(dialog() && dialog()->isVisible());
    }

    void choose(const QString &name)
    {
        auto *list = dialog()->findChild<QListWidget *>();
        const auto found = list->findItems(name, Qt::MatchExactly);
        QCOMPARE(found.size(), 1);
        list->setCurrentItem(found[0]);
    }

    /// Types @p text into the field of that accessible name.
    void enter(const QString &field, const QByteArray &text)
    {
        const auto find = [this, &field]() -> QLineEdit * {
            for (QLineEdit *edit : dialog()->findChildren<QLineEdit *>()) {
                if (edit->isVisible() && edit->accessibleName() == field)
                    return edit;
            }
            return nullptr;
        };
        QTRY_VERIFY2(find(), qPrintable(field));
        find()->setFocus();
        QTest::keyClicks(find(), QString::fromLatin1(text));
        QTest::keyClick(find(), Qt::Key_Return);
    }

    void press(const QString &label)
    {
        for (QPushButton *button : dialog()->findChildren<QPushButton *>()) {
            if (button->isVisible() && button->isEnabled() && button->text() == label) {
                QTest::mouseClick(button, Qt::LeftButton);
                return;
            }
        }
        QFAIL(qPrintable(label));
    }

    void checkAndCopy()
    {
        press(u"Run check"_s);
        const auto copy = [this] {
            for (QPushButton *button : dialog()->findChildren<QPushButton *>()) {
                if (button->text() == u"Copy report"_s)
                    return button;
            }
            return static_cast<QPushButton *>(nullptr);
        };
        QTRY_VERIFY_WITH_TIMEOUT(copy()->isEnabled(), 20'000);
        QTest::mouseClick(copy(), Qt::LeftButton);
        copied += QGuiApplication::clipboard()->text().toUtf8() + '\n';
    }

    void send(const QString &connection)
    {
        fixture.app().document().setConnectionName(connection);
        fixture.window().activateWindow();
        fixture.type(u"Hello by "_s + connection);
        QTest::keyClick(fixture.control(u"Message"_s), Qt::Key_Return, Qt::ControlModifier);
        QVERIFY2(
            fixture.app().run().isRunning(),
            qPrintable(connection + u": "_s + fixture.app().sessions().current().bridge().whyNotRunnable()));
        QVERIFY2(fixture.waitUntilIdle(), qPrintable(connection));
        QVERIFY2(fixture.conversation().turns.back().facts.error, qPrintable(connection));
    }

    AppFixture fixture;
    QByteArray copied; ///< to the clipboard

private:
    World &m_world;
};

} // namespace

class TestCanaries : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        // No keychain, so that nothing of the tour stays in that of whoever runs the tests.
        qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus");
        qInstallMessageHandler(keepLog);
    }
    void cleanupTestCase() { qInstallMessageHandler(nullptr); }

    void noSecretIsInAnyFileLogOrExport()
    {
        World world;
        {
            Tour tour(world);
            makeConnections(tour);
            typeSecrets(tour);
            tour.dialog()->close();
            QTRY_VERIFY(!tour.dialog());
            tour.fixture.window().activateWindow(); // the keyboard is the window's again
            QVERIFY(QTest::qWaitForWindowActive(&tour.fixture.window()));
            for (const QString &name :
                 {u"typed"_s, u"bearer"_s, u"virtual"_s, u"keys"_s, u"sso"_s, u"environment keys"_s,
                  u"proxied"_s, app::environmentConnectionName()})
                tour.send(name);
            tour.openConnections();
            for (const QString &name : {u"bearer"_s, u"virtual"_s, u"sso"_s, u"proxied"_s}) {
                tour.choose(name);
                tour.checkAndCopy();
            }
            everySecretWasSent(world);
            const QString exported =
                tour.fixture.paths().dataDir + u"/exported.json"_s; // where is looked below
            tour.fixture.app().sessions().exportRequest(exported);
            QTRY_VERIFY(QFileInfo(exported).size() > 0);
            tour.fixture.restart();
            tour.fixture.end();
            const CanaryScan scan(canaries);
            auto hits = scan.scanFolder(tour.fixture.paths().dataDir);
            for (const QString &folder :
                 {tour.fixture.paths().stateDir, QFileInfo(tour.fixture.paths().settingsFile).absolutePath()})
                std::ranges::move(scan.scanFolder(folder), std::back_inserter(hits));
            std::ranges::move(scan.scanBytes(tour.copied, u"clipboard"_s), std::back_inserter(hits));
            {
                const std::lock_guard lock(logMutex);
                std::ranges::move(scan.scanBytes(logged, u"log"_s), std::back_inserter(hits));
            }
            QVERIFY(tour.copied.contains("Connection check: bearer"));
            QVERIFY2(hits.empty(), qPrintable(CanaryScan::report(hits)));
        }
    }

private:
    static void makeConnections(Tour &tour)
    {
        tour.add(u"typed"_s, AuthKind::AwsKeys, [](ConnectionSpec &spec) {
            spec.accessKeyId = u"AKIATYPED"_s;
            spec.hasSessionToken = true;
        });
        tour.add(u"bearer"_s, AuthKind::BearerStored);
        tour.add(u"virtual"_s, AuthKind::Header, [](ConnectionSpec &spec) {
            spec.kind = ConnectionKind::Gateway;
            spec.headerName = u"x-bf-vk"_s;
            spec.headers = {{u"x-team-token"_s, {}, true}};
        });
        for (const QString &profile : {u"keys"_s, u"sso"_s})
            tour.add(profile, AuthKind::AwsProfile,
                     [&profile](ConnectionSpec &spec) { spec.profile = profile; });
        tour.add(u"environment keys"_s, AuthKind::AwsChain);
        tour.add(u"proxied"_s, AuthKind::None, [](ConnectionSpec &spec) {
            spec.kind = ConnectionKind::Gateway;
            spec.endpointUrl = u"https://gateway.example/bedrock"_s;
        });
    }

    static void typeSecrets(Tour &tour)
    {
        tour.openConnections();
        tour.choose(u"typed"_s);
        tour.enter(u"Secret access key"_s, secret(u"typed secret key"_s));
        tour.enter(u"Session token"_s, secret(u"typed session token"_s));
        tour.choose(u"bearer"_s);
        tour.enter(u"API key"_s, secret(u"typed API key"_s));
        tour.choose(u"virtual"_s);
        tour.enter(u"API key"_s, secret(u"virtual key"_s));
        tour.enter(u"Secret value of header 1"_s, secret(u"secret header"_s));
    }

    /// Otherwise the scan would find nothing because nothing had been there.
    static void everySecretWasSent(World &world)
    {
        QByteArray all;
        for (const auto &request : world.server.recorded()) {
            for (const char *name : {"Authorization", "X-Amz-Security-Token", "x-bf-vk", "x-team-token"})
                all += request.header(name) + '\n';
        }
        for (const QString &name :
             {u"environment session token"_s, u"environment API key"_s, u"typed session token"_s,
              u"typed API key"_s, u"virtual key"_s, u"secret header"_s})
            QVERIFY2(all.contains(secret(name)), qPrintable(name));
        for (const char *id : {"AKIAENVIRONMENT", "AKIATYPED", "AKIAPROFILE", "ASIADEVELOPER"})
            QVERIFY2(all.contains(id), id);
        QVERIFY(all.contains("token-of-Developer"));
        const auto proxied = world.proxy.recorded();
        const QByteArray office = ("office:" + secret(u"proxy password"_s)).toBase64();
        QVERIFY(std::ranges::any_of(proxied, [&office](const auto &request) {
            return request.header("Proxy-Authorization").contains(office);
        }));
    }
};

QTEST_MAIN(TestCanaries)
#include "tst_canaries.moc"
