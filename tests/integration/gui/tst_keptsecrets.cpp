// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/connectiondesk.h"
#include "app/gui/connections.h"
#include "app/gui/keptsecrets.h"
#include "core/credentials/keychainstore.h"
#include "core/net/qthttptransport.h"

#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace outcrop;
using namespace outcrop::app;
using namespace Qt::StringLiterals;
using credentials::SecretJob;
using Kind = ui::models::SecretState::Kind;

namespace
{

/// A keychain of a session: what is in it, who keeps it, and how often it was written to.
class Keychain final : public credentials::SecretStore
{
public:
    explicit Keychain(QString provider) : m_provider(std::move(provider)) {}

    QString name() const override { return u"the keychain"_s; }
    std::unique_ptr<SecretJob> read(const QString &name) override
    {
        if (isLocked)
            return std::make_unique<Failed>(credentials::KeychainState::Locked);
        const auto found = m_secrets.find(name);
        return done(found == m_secrets.end() ? std::nullopt : std::optional(found->second));
    }
    std::unique_ptr<SecretJob> peek(const QString &name) override
    {
        if (!isRunning)
            return std::make_unique<Failed>(credentials::KeychainState::NotAsked);
        return read(name);
    }
    std::unique_ptr<SecretJob> write(const QString &name, const base::SecretString &secret) override
    {
        ++writes;
        m_secrets.insert_or_assign(name, secret);
        return done(std::nullopt);
    }
    std::unique_ptr<SecretJob> remove(const QString &name) override
    {
        ++writes;
        m_secrets.erase(name);
        return done(std::nullopt);
    }

    bool has(const QString &name) const { return m_secrets.contains(name); }

    int writes = 0;
    bool isLocked = false;
    bool isRunning = true;

private:
    class Failed final : public SecretJob
    {
    public:
        explicit Failed(credentials::KeychainState state) { fail(credentials::keychainError(state)); }
    };
    class Done final : public SecretJob
    {
    public:
        Done(std::optional<base::SecretString> secret, const QString &provider)
        {
            setProvider(provider);
            end(std::move(secret));
        }
    };

    std::unique_ptr<SecretJob> done(std::optional<base::SecretString> secret) const
    {
        return std::make_unique<Done>(std::move(secret), m_provider);
    }

    QString m_provider;
    std::map<QString, base::SecretString> m_secrets;
};

const QString name = u"connection/1/token"_s;
const base::SecretString key("ABSK-canary-0123456789");

/// One start of the program in a session with @p keychain.
struct Start {
    Start(Keychain &keychain, const QString &file)
        : keeper(keychain), settings(file, QSettings::IniFormat), secrets(keeper, settings)
    {
    }
    ui::models::SecretState state()
    {
        static_cast<void>(secrets.state(name));
        [this] { QTRY_VERIFY(secrets.state(name).kind != Kind::Looking); }();
        return secrets.state(name);
    }

    credentials::SecretKeeper keeper;
    QSettings settings;
    KeptSecrets secrets;
};

} // namespace

class TestKeptSecrets : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aSecretThatWasNeverSetIsNotMissed();
    void anotherDesktopsKeychainIsNamed();
    void aSecretThatSomebodyRemovedIsMissed();
    void whatIsRemovedHereIsForgotten();
    void theSettingsHoldNoSecret();
    void aKeychainThatWasOpenedIsLookedAtAgain();
    void aKeychainThatDoesNotRunIsLookedAtLater();
    void secretsOfRemovedConnectionsGoAtTheNextStart();
    void whatIsLockedOrElsewhereIsRemovedLater();
    void secretsOfAConnectionThatIsBackStay();
    void aSecretThatIsEnteredAgainStays();
    void theDeskKeepsWhatTheFileOfConnectionsStillNeeds_data();
    void theDeskKeepsWhatTheFileOfConnectionsStillNeeds();

private:
    QString settingsFile() const
    {
        return m_folder.filePath(QString::fromLatin1(QTest::currentTestFunction()));
    }

    QTemporaryDir m_folder;
};

void TestKeptSecrets::aSecretThatWasNeverSetIsNotMissed()
{
    Keychain keychain(u"GNOME Keyring"_s);
    Start start(keychain, settingsFile());
    QCOMPARE(start.state(), (ui::models::SecretState{Kind::NotSet, u"not set; GNOME Keyring has none"_s}));
    QCOMPARE(keychain.writes, 0);
}

/// Fault 52.
void TestKeptSecrets::anotherDesktopsKeychainIsNamed()
{
    Keychain kde(u"KDE Wallet"_s);
    Keychain gnome(u"GNOME Keyring"_s);
    {
        Start start(kde, settingsFile());
        start.secrets.save(name, key);
        QCOMPARE(start.state(), (ui::models::SecretState{Kind::Kept, u"in the keychain (KDE Wallet)"_s}));
    }
    {
        Start start(gnome, settingsFile());
        const auto state = start.state();
        QCOMPARE(state.kind, Kind::Missing);
        QVERIFY2(state.words.contains(u"KDE Wallet") && state.words.contains(u"GNOME Keyring") &&
                     state.words.contains(u"Enter it again"),
                 qPrintable(state.words));
        QCOMPARE(gnome.writes, 0); // nothing is copied over by itself
    }
    Start start(kde, settingsFile()); // back in the first session it is where it was
    QCOMPARE(start.state().kind, Kind::Kept);
    QCOMPARE(kde.writes, 1);
}

void TestKeptSecrets::aSecretThatSomebodyRemovedIsMissed()
{
    Keychain keychain(u"GNOME Keyring"_s);
    {
        Start start(keychain, settingsFile());
        start.secrets.save(name, key);
        QCOMPARE(start.state().kind, Kind::Kept);
    }
    const auto removal = keychain.remove(name);
    Start start(keychain, settingsFile());
    const auto state = start.state();
    QCOMPARE(state.kind, Kind::Missing);
    QVERIFY2(state.words.contains(u"not there any more"), qPrintable(state.words));
}

void TestKeptSecrets::whatIsRemovedHereIsForgotten()
{
    Keychain keychain(u"GNOME Keyring"_s);
    {
        Start start(keychain, settingsFile());
        start.secrets.save(name, key);
        QCOMPARE(start.state().kind, Kind::Kept);
        start.secrets.save(name, {});
        QCOMPARE(start.state(), (ui::models::SecretState{Kind::NotSet, u"not set"_s}));
    }
    Start start(keychain, settingsFile());
    QCOMPARE(start.state().kind, Kind::NotSet);
}

void TestKeptSecrets::theSettingsHoldNoSecret()
{
    Keychain keychain(u"GNOME Keyring"_s);
    Start start(keychain, settingsFile());
    start.secrets.save(name, key);
    QCOMPARE(start.state().kind, Kind::Kept);
    start.settings.sync();
    QFile file(settingsFile());
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray text = file.readAll();
    QVERIFY(text.contains("GNOME Keyring"));
    QVERIFY(!text.contains("canary"));
}

void TestKeptSecrets::aKeychainThatWasOpenedIsLookedAtAgain()
{
    Keychain keychain(u"GNOME Keyring"_s);
    static_cast<void>(keychain.write(name, key));
    keychain.isLocked = true;
    Start start(keychain, settingsFile());
    QCOMPARE(start.state().kind, Kind::Unknown);
    QVERIFY2(start.state().words.contains(u"locked"), qPrintable(start.state().words));
    keychain.isLocked = false;
    QCOMPARE(start.state().kind, Kind::Unknown);
    start.secrets.lookAgain();
    QCOMPARE(start.state().kind, Kind::Kept);
}

/// That is no fault, and nothing a person has to do.
void TestKeptSecrets::aKeychainThatDoesNotRunIsLookedAtLater()
{
    Keychain keychain(u"GNOME Keyring"_s);
    static_cast<void>(keychain.write(name, key));
    keychain.isRunning = false;
    Start start(keychain, settingsFile());
    QCOMPARE(start.state().kind, Kind::NotAsked);
    QVERIFY2(start.state().words.contains(u"when it is needed"), qPrintable(start.state().words));
    keychain.isRunning = true;
    start.secrets.lookAgain();
    QCOMPARE(start.state().kind, Kind::Kept);
}

void TestKeptSecrets::secretsOfRemovedConnectionsGoAtTheNextStart()
{
    Keychain keychain(u"GNOME Keyring"_s);
    {
        Start start(keychain, settingsFile());
        start.secrets.save(name, key);
        QCOMPARE(start.state().kind, Kind::Kept);
        start.secrets.removeNextTime({name, u"connection/1/never-set"_s});
        QVERIFY(keychain.has(name));
    }
    Start start(keychain, settingsFile());
    start.secrets.removeLeftIn({true, true, false, u"GNOME Keyring"_s});
    QVERIFY(!keychain.has(name));
    QTRY_VERIFY(start.settings.value(u"leftSecrets"_s).toStringList().isEmpty());
    QVERIFY(!start.settings.contains(u"keychains/"_s + name));
}

void TestKeptSecrets::whatIsLockedOrElsewhereIsRemovedLater()
{
    Keychain keychain(u"KDE Wallet"_s);
    {
        Start start(keychain, settingsFile());
        start.secrets.save(name, key);
        QCOMPARE(start.state().kind, Kind::Kept);
        start.secrets.removeNextTime({name});
    }
    Start start(keychain, settingsFile());
    start.secrets.removeLeftIn({true, true, true, u"KDE Wallet"_s});
    start.secrets.removeLeftIn({true, false, false, u"KDE Wallet"_s});
    start.secrets.removeLeftIn({true, true, false, u"GNOME Keyring"_s});
    QVERIFY(keychain.has(name));
    QCOMPARE(start.settings.value(u"leftSecrets"_s).toStringList(), QStringList{name});
    start.secrets.removeLeftIn({true, true, false, u"KDE Wallet"_s});
    QVERIFY(!keychain.has(name));
}

/// Another window saved it again, or the file came back from a backup.
void TestKeptSecrets::secretsOfAConnectionThatIsBackStay()
{
    Keychain keychain(u"GNOME Keyring"_s);
    const QString other = u"connection/10/token"_s;
    {
        Start start(keychain, settingsFile());
        start.secrets.save(name, key);
        start.secrets.save(other, key);
        QCOMPARE(start.state().kind, Kind::Kept);
        start.secrets.removeNextTime({name, other});
    }
    Start start(keychain, settingsFile());
    start.secrets.keepAfterAll({u"1"_s});
    QCOMPARE(start.settings.value(u"leftSecrets"_s).toStringList(), QStringList{other});
    start.secrets.removeLeftIn({true, true, false, u"GNOME Keyring"_s});
    QVERIFY(keychain.has(name));
    QVERIFY(!keychain.has(other));
}

void TestKeptSecrets::aSecretThatIsEnteredAgainStays()
{
    Keychain keychain(u"GNOME Keyring"_s);
    {
        Start start(keychain, settingsFile());
        start.secrets.removeNextTime({name});
        start.secrets.save(name, key);
        QCOMPARE(start.state().kind, Kind::Kept);
    }
    Start start(keychain, settingsFile());
    start.secrets.removeLeftIn({true, true, false, u"GNOME Keyring"_s});
    QVERIFY(keychain.has(name));
}

void TestKeptSecrets::theDeskKeepsWhatTheFileOfConnectionsStillNeeds_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<bool>("isTakenOff");
    QTest::newRow("the connection is there")
        << QByteArray(
               R"({"format":"outcrop-connections","version":1,"connections":[{"id":"1","name":"work"}]})")
        << true;
    QTest::newRow("nobody can tell") << QByteArray("{") << false;
}

void TestKeptSecrets::theDeskKeepsWhatTheFileOfConnectionsStillNeeds()
{
    QFETCH(QByteArray, content);
    QFETCH(bool, isTakenOff);
    const QTemporaryDir folder;
    QFile file(folder.filePath(u"connections.json"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(content), content.size());
    file.close();
    QSettings settings(folder.filePath(u"settings.ini"_s), QSettings::IniFormat);
    settings.setValue(u"leftSecrets"_s, QStringList{name});
    Keychain keychain(u"GNOME Keyring"_s);
    credentials::SecretKeeper keeper(keychain);
    const base::SystemClock clock;
    net::QtHttpTransport transport;
    client::ConverseClient client(transport, nullptr, clock);
    Connections connections;
    QCOMPARE(connections.open(file.fileName(), {}, clock, keeper).has_value(), !isTakenOff);
    ConnectionDesk desk({connections,
                         keeper,
                         client,
                         transport,
                         clock,
                         nullptr,
                         settings,
                         {},
                         {},
                         [] { return QString(); },
                         {}});
    desk.removeLeftSecrets();
    QCOMPARE(settings.value(u"leftSecrets"_s).toStringList(), isTakenOff ? QStringList() : QStringList{name});
    QCOMPARE(keychain.writes, 0);
}

QTEST_GUILESS_MAIN(TestKeptSecrets)
#include "tst_keptsecrets.moc"
