// SPDX-License-Identifier: GPL-3.0-or-later
// No traffic that nobody asked for (reliability.md, P25): the program is started on surroundings that invite
// it to ask around, opens a conversation, stays for some seconds and is closed, under strace.
#include "app/gui/processguard.h"
#include "core/connections/connectionstore.h"
#include "tests/integration/cli/outcropprocess.h"
#include "tests/integration/gui/appfixture.h"
#include "ui/connections/connectiondialog.h"
#include "ui/shell/mainwindow.h"

#include <QApplication>
#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

#include <csignal>
#include <cstdio>

using namespace outcrop;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using testsupport::AppFixture;

namespace
{

constexpr auto idleTime = 5s;

bool write(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    return QDir().mkpath(QFileInfo(path).path()) && file.open(QIODevice::WriteOnly) &&
           file.write(bytes) == bytes.size();
}

/// A home whose profiles would each have somebody asked or something run, and a conversation with pictures
/// and links of strangers in it.
bool furnish(const QString &home)
{
    return write(
               home + u"/.aws/config"_s,
               "[default]\nregion = eu-west-1\ncredential_process = /bin/false asked\n"
               "[profile sso]\nsso_session = corp\nsso_account_id = 123456789012\nsso_role_name = Dev\n"
               "[sso-session corp]\nsso_region = eu-west-1\nsso_start_url = https://corp.awsapps.com/start\n"
               "[profile role]\nrole_arn = arn:aws:iam::123456789012:role/Dev\n"
               "credential_source = Ec2InstanceMetadata\nregion = eu-west-1\n") &&
           write(
               home + u"/data/connections.json"_s,
               R"({"format":"outcrop-connections","version":1,"connections":[)"
               R"({"id":"a","name":"Role","kind":"aws","region":"eu-west-1","auth":{"kind":"profile","profile":"role"}},)"
               R"({"id":"b","name":"Key","kind":"aws","region":"eu-west-1","auth":{"kind":"bearer"}},)"
               R"({"id":"c","name":"Team","kind":"gateway","auth":{"kind":"none"},"endpoint":"https://gateway.example/bedrock"}]})") &&
           write(home + u"/opened.json"_s,
                 R"({"modelId":"a.b-v1:0","messages":[{"role":"user","content":[{"text":"look"}]},)"
                 R"({"role":"assistant","content":[{"text":"![tracked](http://203.0.113.7/pixel.png) )"
                 R"([here](https://203.0.113.7/) <img src=\"http://203.0.113.7/tag.png\">"}]}]})");
}

QProcessEnvironment surroundings(const QString &home)
{
    QProcessEnvironment environment = plainEnvironment();
    environment.insert(u"HOME"_s, home);
    for (const QString &variable :
         {u"XDG_DATA_HOME"_s, u"XDG_CONFIG_HOME"_s, u"XDG_STATE_HOME"_s, u"XDG_CACHE_HOME"_s})
        environment.remove(variable);
    environment.insert(u"AWS_EC2_METADATA_DISABLED"_s, u"false"_s);
    environment.insert(u"HTTPS_PROXY"_s, u"http://203.0.113.8:3128"_s);
    environment.insert(u"QT_QPA_PLATFORM"_s, u"offscreen"_s);
    environment.insert(u"ASAN_OPTIONS"_s, u"detect_leaks=0"_s); // needs ptrace itself
    return environment;
}

bool canTrace()
{
    QProcess strace;
    strace.start(u"strace"_s, {u"-o"_s, u"/dev/null"_s, u"true"_s});
    return strace.waitForFinished() && strace.exitStatus() == QProcess::NormalExit && strace.exitCode() == 0;
}

/// A program under strace: what it did with the network, and which programs it ran.
class Traced
{
public:
    Traced(const QString &folder, const QStringList &command, const QProcessEnvironment &environment)
        : m_log(folder + u"/trace.log"_s)
    {
        m_strace.setProcessEnvironment(environment);
        m_strace.setProcessChannelMode(QProcess::MergedChannels);
        m_strace.start(u"strace"_s,
                       QStringList{u"-f"_s, u"-qq"_s, u"--seccomp-bpf"_s, u"-s"_s, u"200"_s, u"-o"_s, m_log,
                                   u"-e"_s, u"trace=%network,execve,execveat,openat"_s} +
                           command);
    }
    ~Traced()
    {
        m_strace.kill();
        m_strace.waitForFinished();
    }

    QProcess &strace() { return m_strace; }
    QByteArrayList lines() const
    {
        QFile file(m_log);
        return file.open(QIODevice::ReadOnly) ? file.readAll().split('\n') : QByteArrayList();
    }
    bool says(const QByteArray &text) const
    {
        const QByteArrayList all = lines();
        return std::any_of(all.begin(), all.end(),
                           [&](const QByteArray &line) { return line.contains(text); });
    }
    /// The program itself, which is what a signal is for.
    pid_t program() const { return pid_t(lines().constFirst().split(' ').constFirst().toInt()); }

    /// Calls that are traffic nobody asked for, and programs that were run. What goes to @p ownPort of this
    /// computer is asked for, and so is a socket that only this computer can reach.
    QByteArrayList traffic(const QByteArray &ownPort = {}) const
    {
        QByteArrayList found;
        const QByteArrayList all = lines().mid(1); // behind the start of the program itself
        for (const QByteArray &line : all) {
            const QByteArray call = line.mid(line.indexOf(' ')).trimmed();
            const QByteArray name = call.left(call.indexOf('('));
            const bool isHere = call.contains("sin_addr=inet_addr(\"127.0.0.1\")");
            const bool isOwn = isHere && !ownPort.isEmpty() && call.contains("htons(" + ownPort + ")");
            const bool sends = name == "connect" || name.startsWith("send");
            const bool isNetwork = call.contains("sa_family=AF_INET"); // and AF_INET6
            if (name.startsWith("execve") || (isNetwork && sends && !isOwn) ||
                (isNetwork && name == "bind" && !isHere))
                found.append(line);
        }
        return found;
    }

private:
    QString m_log;
    QProcess m_strace;
};

/// What the second program does, in this one's place: it sends one message to the simulator and goes through
/// the connections, as somebody would who wants to see what there is.
int tour(const QString &home)
{
    AppFixture fixture(home + u"/data"_s, 0ms);
    fixture.start(QProcessEnvironment::systemEnvironment(), home + u"/opened.json"_s);
    fixture.app().document().setConnectionName(u"Simulator"_s);
    const bool hasAnswer = fixture.ask(u"hello"_s);
    Q_EMIT fixture.app().sessions().current().panes().connectionsRequested();
    auto *dialog = fixture.widget()->findChild<ui::connections::ConnectionDialog *>();
    if (!hasAnswer || !dialog)
        return 1;
    for (const auto &spec : fixture.app().connections().store()->all())
        dialog->select(spec.id);
    std::printf("ready %d\n", fixture.app().simulator().url().port());
    std::fflush(stdout);
    QTimer::singleShot(idleTime, qApp, [] { QCoreApplication::exit(0); });
    return QApplication::exec();
}

} // namespace

class TestTraffic : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void theTraceSeesWhatItShouldSee();
    void openingAndIdlingAskNobody();
    void lookingAtConnectionsAsksNobody();
};

void TestTraffic::initTestCase()
{
    if (canTrace())
        return;
    std::puts("SKIPPED: the traffic tests, because strace is absent or may not trace here");
    QSKIP("strace is absent or may not trace here");
}

/// A message to an address where nobody answers is traffic, and is seen as such.
void TestTraffic::theTraceSeesWhatItShouldSee()
{
    const QTemporaryDir home;
    Traced traced(home.path(),
                  {outcropBinary(), u"run"_s, u"-"_s, u"--auth"_s, u"none"_s, u"--region"_s, u"us-east-1"_s,
                   u"--endpoint"_s, u"http://127.0.0.1:9"_s},
                  surroundings(home.path()));
    traced.strace().write(R"({"modelId":"a.b-v1:0","messages":[{"role":"user","content":[{"text":"Hi"}]}]})");
    traced.strace().closeWriteChannel();
    QVERIFY(traced.strace().waitForFinished(60'000));
    QVERIFY(!traced.traffic().isEmpty());
    QVERIFY(traced.traffic("9").isEmpty());
}

void TestTraffic::openingAndIdlingAskNobody()
{
    const QTemporaryDir home;
    QVERIFY(furnish(home.path()));
    Traced traced(
        home.path(),
        {outcropBinary(), u"--data-dir"_s, home.filePath(u"data"_s), home.filePath(u"opened.json"_s)},
        surroundings(home.path()));
    QTRY_VERIFY_WITH_TIMEOUT(traced.says("opened.json\", O_RDONLY"), 60'000);
    // It stays, and does nothing.
    QVERIFY2(!traced.strace().waitForFinished(int(std::chrono::milliseconds(idleTime).count())),
             traced.strace().readAll().constData());
    ::kill(traced.program(), SIGTERM);
    QVERIFY(traced.strace().waitForFinished(20'000));
    QCOMPARE(traced.strace().exitCode(), 0);
    QVERIFY2(traced.traffic().isEmpty(), traced.traffic().join('\n').constData());
    QVERIFY(!traced.says("169.254.169.254"));
}

void TestTraffic::lookingAtConnectionsAsksNobody()
{
    const QTemporaryDir home;
    QVERIFY(furnish(home.path()));
    Traced traced(home.path(), {QCoreApplication::applicationFilePath(), u"--tour"_s, home.path()},
                  surroundings(home.path()));
    QVERIFY(traced.strace().waitForFinished(90'000));
    const QByteArray said = traced.strace().readAll();
    QVERIFY2(traced.strace().exitCode() == 0 && said.contains("ready "), said.constData());
    const QByteArray port = said.mid(said.indexOf("ready ") + 6).split('\n').constFirst();
    QVERIFY(port.toInt() > 0);
    const QByteArrayList traffic = traced.traffic(port);
    QVERIFY2(traffic.isEmpty(), traffic.join('\n').constData());
    QVERIFY(!traced.says("169.254.169.254"));
}

int main(int argc, char **argv)
{
    app::hardenProcess();
    QApplication application(argc, argv);
    const QStringList arguments = QApplication::arguments();
    if (arguments.size() == 3 && arguments[1] == "--tour"_L1)
        return tour(arguments[2]);
    TestTraffic test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_traffic.moc"
