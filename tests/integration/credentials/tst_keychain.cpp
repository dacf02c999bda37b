// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/canaryscan.h"

#include <QDBusConnection>
#include <QDBusConnectionInterface>
#include <QDBusMessage>
#include <QDBusObjectPath>
#include <QDBusReply>
#include <QDBusVariant>
#include <QDir>
#include <QElapsedTimer>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace outcrop;

namespace
{

const QByteArray nothing = "nothing GNOME Keyring";
const QByteArray secret = QByteArray("canary-secret-41f0c2\0after-the-nul", 34);

/// A session of its own: throw-away folders, a bus that starts no service by itself unless it is told of one,
/// and a keyring daemon when wanted. Everything ends with it.
class Session
{
public:
    Session();
    ~Session();

    bool startKeyring(bool unlocked);
    void stopKeyring();
    /// From now on the bus starts a program for who calls the keyring. It leaves its mark and fails.
    bool offerKeyring();
    bool isKeyringStarted() const { return QFile::exists(m_folder.filePath(QStringLiteral("started"))); }
    void freezeKeyring() { ::kill(static_cast<pid_t>(m_keyring.processId()), SIGSTOP); }
    /// The line that keychain_tool prints.
    QByteArray tool(const QStringList &words, std::chrono::milliseconds *taken = nullptr);
    QString folder() const { return m_folder.path(); }
    bool isUp() const { return !m_address.isEmpty(); }
    /// Object paths of all collections and items.
    QStringList keyringPaths() const;
    /// From now on every call to the keyring is noted.
    bool watchCalls();
    /// Names of the methods that were called since, and ends the watch.
    QByteArrayList watchedCalls();
    void leaveTheBus()
    {
        m_address = QStringLiteral("unix:path=") + m_folder.filePath(QStringLiteral("no-bus"));
    }

private:
    QProcessEnvironment environment() const;
    bool hasKeyring() const;

    QTemporaryDir m_folder;
    QProcess m_bus;
    QProcess m_keyring;
    QProcess m_monitor;
    QString m_address;
};

Session::Session()
{
    for (const char *name : {"home", "config", "data", "cache", "state", "runtime", "services"})
        QDir(m_folder.path()).mkdir(QString::fromLatin1(name));
    QFile::setPermissions(m_folder.filePath(QStringLiteral("runtime")),
                          QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    QFile config(m_folder.filePath(QStringLiteral("bus.conf")));
    if (!config.open(QIODevice::WriteOnly))
        return;
    config.write(
        "<!DOCTYPE busconfig PUBLIC \"-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN\" "
        "\"http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd\"><busconfig><type>session</type>"
        "<listen>unix:tmpdir=" +
        QFile::encodeName(m_folder.filePath(QStringLiteral("runtime"))) + "</listen><servicedir>" +
        QFile::encodeName(m_folder.filePath(QStringLiteral("services"))) +
        "</servicedir><policy context=\"default\"><allow send_destination=\"*\" eavesdrop=\"true\"/>"
        "<allow eavesdrop=\"true\"/><allow own=\"*\"/></policy></busconfig>");
    config.close();
    m_bus.setProcessEnvironment(environment());
    m_bus.start(QStringLiteral("dbus-daemon"), {QStringLiteral("--nofork"), QStringLiteral("--print-address"),
                                                QStringLiteral("--config-file=") + config.fileName()});
    if (m_bus.waitForStarted() && m_bus.waitForReadyRead(5000))
        m_address = QString::fromLocal8Bit(m_bus.readLine()).trimmed();
}

Session::~Session()
{
    stopKeyring();
    QDBusConnection::disconnectFromBus(m_folder.path());
    m_bus.terminate();
    m_bus.waitForFinished(5000);
}

QProcessEnvironment Session::environment() const
{
    QProcessEnvironment own;
    for (const char *name : {"PATH", "LD_LIBRARY_PATH", "ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS"}) {
        if (qEnvironmentVariableIsSet(name))
            own.insert(QString::fromLatin1(name), qEnvironmentVariable(name));
    }
    own.insert(QStringLiteral("HOME"), m_folder.filePath(QStringLiteral("home")));
    own.insert(QStringLiteral("XDG_CONFIG_HOME"), m_folder.filePath(QStringLiteral("config")));
    own.insert(QStringLiteral("XDG_DATA_HOME"), m_folder.filePath(QStringLiteral("data")));
    own.insert(QStringLiteral("XDG_CACHE_HOME"), m_folder.filePath(QStringLiteral("cache")));
    own.insert(QStringLiteral("XDG_STATE_HOME"), m_folder.filePath(QStringLiteral("state")));
    own.insert(QStringLiteral("XDG_RUNTIME_DIR"), m_folder.filePath(QStringLiteral("runtime")));
    own.insert(QStringLiteral("LC_ALL"), QStringLiteral("C.UTF-8"));
    if (!m_address.isEmpty())
        own.insert(QStringLiteral("DBUS_SESSION_BUS_ADDRESS"), m_address);
    return own;
}

bool Session::hasKeyring() const
{
    const QDBusConnection bus = QDBusConnection::connectToBus(m_address, m_folder.path());
    return bus.isConnected() &&
           bus.interface()->isServiceRegistered(QStringLiteral("org.freedesktop.secrets")).value();
}

QStringList Session::keyringPaths() const
{
    const QDBusConnection bus = QDBusConnection::connectToBus(m_address, m_folder.path());
    const auto get = [&bus](const QString &path, const QString &interface, const QString &property) {
        QDBusMessage call = QDBusMessage::createMethodCall(QStringLiteral("org.freedesktop.secrets"), path,
                                                           QStringLiteral("org.freedesktop.DBus.Properties"),
                                                           QStringLiteral("Get"));
        call << interface << property;
        const QDBusReply<QDBusVariant> reply = bus.call(call);
        QStringList paths;
        for (const QDBusObjectPath &found : qdbus_cast<QList<QDBusObjectPath>>(reply.value().variant()))
            paths.append(found.path());
        return paths;
    };
    QStringList paths = get(QStringLiteral("/org/freedesktop/secrets"),
                            QStringLiteral("org.freedesktop.Secret.Service"), QStringLiteral("Collections"));
    for (const QString &collection : QStringList(paths))
        paths +=
            get(collection, QStringLiteral("org.freedesktop.Secret.Collection"), QStringLiteral("Items"));
    paths.sort();
    return paths;
}

bool Session::watchCalls()
{
    m_monitor.setProcessEnvironment(environment());
    m_monitor.start(QStringLiteral("dbus-monitor"),
                    {QStringLiteral("--session"), QStringLiteral("--profile"),
                     QStringLiteral("type='method_call'"),
                     QStringLiteral("type='signal',path='/org/freedesktop/DBus'")});
    return m_monitor.waitForStarted() && m_monitor.waitForReadyRead(5000);
}

QByteArrayList Session::watchedCalls()
{
    // Messages are watched in their order, so that all is there when this one is.
    const QDBusConnection bus = QDBusConnection::connectToBus(m_address, m_folder.path());
    bus.call(QDBusMessage::createMethodCall(QStringLiteral("org.freedesktop.secrets"), QStringLiteral("/"),
                                            QStringLiteral("org.freedesktop.DBus.Peer"),
                                            QStringLiteral("Ping")));
    QByteArray output;
    if (!QTest::qWaitFor([&] { return (output += m_monitor.readAllStandardOutput()).contains("\tPing"); }))
        return {};
    m_monitor.terminate();
    m_monitor.waitForFinished(5000);
    QByteArrayList names;
    for (const QByteArray &line : output.split('\n')) {
        const QList<QByteArray> fields = line.split('\t');
        if (fields.value(0) == "mc")
            names.append(fields.constLast());
    }
    return names;
}

bool Session::startKeyring(bool unlocked)
{
    QStringList words{QStringLiteral("--foreground"), QStringLiteral("--components=secrets"),
                      QStringLiteral("--control-directory=") +
                          m_folder.filePath(QStringLiteral("runtime/keyring"))};
    if (unlocked)
        words += QStringLiteral("--unlock");
    m_keyring.setProcessEnvironment(environment());
    m_keyring.start(QStringLiteral("gnome-keyring-daemon"), words);
    if (!m_keyring.waitForStarted())
        return false;
    m_keyring.write("throw-away password");
    m_keyring.closeWriteChannel();
    return QTest::qWaitFor([this] { return hasKeyring(); }, 10'000);
}

bool Session::offerKeyring()
{
    QFile offer(m_folder.filePath(QStringLiteral("services/org.freedesktop.secrets.service")));
    if (!offer.open(QIODevice::WriteOnly))
        return false;
    offer.write("[D-BUS Service]\nName=org.freedesktop.secrets\nExec=/bin/sh -c \"touch '" +
                QFile::encodeName(m_folder.filePath(QStringLiteral("started"))) + "'; exit 1\"\n");
    offer.close();
    const QDBusConnection bus = QDBusConnection::connectToBus(m_address, m_folder.path());
    const QString dbus = QStringLiteral("org.freedesktop.DBus");
    return bus.call(QDBusMessage::createMethodCall(dbus, QStringLiteral("/org/freedesktop/DBus"), dbus,
                                                   QStringLiteral("ReloadConfig")))
               .type() == QDBusMessage::ReplyMessage;
}

void Session::stopKeyring()
{
    if (m_keyring.state() == QProcess::NotRunning)
        return;
    ::kill(static_cast<pid_t>(m_keyring.processId()), SIGCONT);
    m_keyring.terminate();
    if (!m_keyring.waitForFinished(5000))
        m_keyring.kill();
    m_keyring.waitForFinished(5000);
}

QByteArray Session::tool(const QStringList &words, std::chrono::milliseconds *taken)
{
    QProcess tool;
    tool.setProcessEnvironment(environment());
    QElapsedTimer time;
    time.start();
    tool.start(QStringLiteral(OUTCROP_KEYCHAIN_TOOL), words);
    if (!tool.waitForFinished(30'000))
        return "(did not end)";
    if (taken)
        *taken = std::chrono::milliseconds(time.elapsed());
    const QByteArray complaints = tool.readAllStandardError().trimmed();
    const QByteArray line = tool.readAllStandardOutput().trimmed();
    return line.isEmpty() ? "(nothing printed) " + complaints : line;
}

QStringList words(std::initializer_list<const char *> list)
{
    QStringList made;
    for (const char *word : list)
        made += QString::fromLatin1(word);
    return made;
}

QStringList writing(const char *name)
{
    return words({"write", name}) + QStringList{QString::fromLatin1(secret.toHex())};
}

} // namespace

class TestKeychain : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void keepsSecretsForTheNextProcess();
    void readingWritesNothing_data();
    void readingWritesNothing();
    void aLockedKeychainIsCalledLocked();
    void aLookAsksForNoPassword();
    void aLookStartsNoKeychain();
    void withoutASecretServiceItSaysSo_data();
    void withoutASecretServiceItSaysSo();
    void aKeychainThatHangsIsGivenUpAfterFiveSeconds();
};

void TestKeychain::initTestCase()
{
    for (const char *program : {"dbus-daemon", "dbus-monitor", "gnome-keyring-daemon"}) {
        if (!QStandardPaths::findExecutable(QString::fromLatin1(program)).isEmpty())
            continue;
        std::printf("SKIPPED: the keychain tests, because %s is not installed\n", program);
        QSKIP("a program is missing");
    }
}

void TestKeychain::keepsSecretsForTheNextProcess()
{
    Session session;
    QVERIFY(session.isUp());
    QVERIFY(session.startKeyring(true));
    QCOMPARE(session.tool(words({"read", "a"})), nothing);
    QCOMPARE(session.tool(writing("a")), QByteArray("ok"));
    QCOMPARE(session.tool(words({"read", "a"})), QByteArray("ok " + secret.toHex()));
    QCOMPARE(session.tool(words({"read", "b"})), nothing);
    session.stopKeyring();
    QVERIFY(session.startKeyring(true));
    QCOMPARE(session.tool(words({"read", "a"})), QByteArray("ok " + secret.toHex()));
    QCOMPARE(session.tool(words({"remove", "a"})), QByteArray("ok"));
    QCOMPARE(session.tool(words({"remove", "a"})), QByteArray("ok"));
    QCOMPARE(session.tool(words({"read", "a"})), nothing);
}

void TestKeychain::readingWritesNothing_data()
{
    QTest::addColumn<bool>("isUnlocked");
    QTest::newRow("there is no keyring yet") << false;
    QTest::newRow("an open keyring") << true;
}

/// Selecting a connection reads its key: nothing may be written for that, and nobody asked to make a keyring.
void TestKeychain::readingWritesNothing()
{
    QFETCH(bool, isUnlocked);
    Session session;
    QVERIFY(session.startKeyring(isUnlocked));
    const QStringList before = session.keyringPaths();
    QVERIFY(session.watchCalls());
    QCOMPARE(session.tool(words({"read", "a"})), nothing);
    QCOMPARE(session.tool(words({"peek", "a"})), nothing);
    QCOMPARE(session.tool(words({"remove", "a"})), QByteArray("ok"));
    const QByteArrayList calls = session.watchedCalls();
    QVERIFY2(calls.contains("SearchItems"), calls.join(' ').constData()); // the watch works
    for (const char *writing : {"CreateItem", "CreateCollection", "SetSecret", "Unlock", "Prompt", "Delete"})
        QVERIFY2(!calls.contains(writing), calls.join(' ').constData());
    QCOMPARE(session.keyringPaths(), before);
}

/// Trap K3: reads of a locked keychain look like "nothing there", removals like success.
void TestKeychain::aLockedKeychainIsCalledLocked()
{
    Session session;
    QVERIFY(session.startKeyring(true));
    QCOMPARE(session.tool(writing("a")), QByteArray("ok"));
    session.stopKeyring();
    QVERIFY(session.startKeyring(false));
    QCOMPARE(session.tool(words({"read", "a"})), QByteArray("error KeychainLocked"));
    QCOMPARE(session.tool(words({"remove", "a"})), QByteArray("error KeychainLocked"));
    QCOMPARE(session.tool(writing("b")), QByteArray("error KeychainLocked"));
    session.stopKeyring();
    QVERIFY(session.startKeyring(true));
    QCOMPARE(session.tool(words({"read", "a"})), QByteArray("ok " + secret.toHex()));
}

/// A connection that is only looked at must not have the keychain ask to be opened.
void TestKeychain::aLookAsksForNoPassword()
{
    Session session;
    QVERIFY(session.startKeyring(true));
    QCOMPARE(session.tool(writing("a")), QByteArray("ok"));
    QCOMPARE(session.tool(words({"peek", "a"})), QByteArray("ok " + secret.toHex()));
    session.stopKeyring();
    QVERIFY(session.startKeyring(false));
    QVERIFY(session.watchCalls());
    QCOMPARE(session.tool(words({"peek", "a"})), QByteArray("error KeychainLocked"));
    const QByteArrayList looked = session.watchedCalls();
    QVERIFY2(looked.contains("ReadAlias"), looked.join(' ').constData());
    QVERIFY2(!looked.contains("Unlock") && !looked.contains("Prompt"), looked.join(' ').constData());
    QVERIFY(session.watchCalls());
    QCOMPARE(session.tool(words({"read", "a"})), QByteArray("error KeychainLocked"));
    QVERIFY(session.watchedCalls().contains("Unlock")); // who sends may be asked
}

/// What is not running may ask for its password as soon as it is.
void TestKeychain::aLookStartsNoKeychain()
{
    Session session;
    QVERIFY(session.isUp());
    QVERIFY(session.offerKeyring());
    QCOMPARE(session.tool(words({"peek", "a"})), QByteArray("error KeychainNotAsked"));
    QVERIFY(!session.isKeyringStarted());
    static_cast<void>(session.tool(words({"read", "a"})));
    QVERIFY(session.isKeyringStarted()); // who sends may start it
}

void TestKeychain::withoutASecretServiceItSaysSo_data()
{
    QTest::addColumn<bool>("hasBus");
    QTest::newRow("no bus") << false;
    QTest::newRow("no service on the bus") << true;
}

/// P21: the right word within a second, and no byte of the secret in any file.
void TestKeychain::withoutASecretServiceItSaysSo()
{
    QFETCH(bool, hasBus);
    Session session;
    if (!hasBus)
        session.leaveTheBus();
    std::chrono::milliseconds taken{0};
    QCOMPARE(session.tool(writing("a"), &taken), QByteArray("error KeychainAbsent"));
    QVERIFY2(taken < std::chrono::seconds(3), qPrintable(QString::number(taken.count())));
    QCOMPARE(session.tool(words({"read", "a"})), QByteArray("error KeychainAbsent"));
    QCOMPARE(session.tool(words({"remove", "a"})), QByteArray("error KeychainAbsent"));
    QCOMPARE(session.tool(words({"peek", "a"})), QByteArray("error KeychainNotAsked"));
    const testsupport::CanaryScan scan({{QStringLiteral("secret"), {}, secret.left(20)}});
    const auto hits = scan.scanFolder(session.folder());
    QVERIFY2(hits.empty(), qPrintable(testsupport::CanaryScan::report(hits)));
}

void TestKeychain::aKeychainThatHangsIsGivenUpAfterFiveSeconds()
{
    Session session;
    QVERIFY(session.startKeyring(true));
    session.freezeKeyring();
    std::chrono::milliseconds taken{0};
    QCOMPARE(session.tool(words({"read", "a"}), &taken), QByteArray("error KeychainHung"));
    QVERIFY2(taken >= std::chrono::milliseconds(4900) && taken < std::chrono::milliseconds(8000),
             qPrintable(QString::number(taken.count())));
}

QTEST_GUILESS_MAIN(TestKeychain)
#include "tst_keychain.moc"
