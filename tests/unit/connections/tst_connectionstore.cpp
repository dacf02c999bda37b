// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connections/connectionfile.h"
#include "core/connections/connectionstore.h"
#include "core/json/json.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace outcrop;
using namespace outcrop::connections;
using namespace Qt::StringLiterals;

namespace
{

ConnectionSpec everything()
{
    ConnectionSpec spec;
    spec.id = u"full"_s;
    spec.name = u"Everything"_s;
    spec.kind = ConnectionKind::Gateway;
    spec.region = u"eu-west-1"_s;
    spec.fips = true;
    spec.dualStack = true;
    spec.endpointUrl = u"https://gateway.test/bedrock"_s;
    spec.auth = AuthKind::Header;
    spec.profile = u"work"_s;
    spec.accessKeyId = u"AKID"_s;
    spec.hasSessionToken = true;
    spec.headerName = u"x-bf-vk"_s;
    spec.instanceMetadata = true;
    spec.headers = {{u"x-team"_s, u"prompting"_s, false}, {u"x-key"_s, {}, true}};
    spec.proxy = ProxyKind::Manual;
    spec.proxyUrl = u"http://proxy.test:3128"_s;
    spec.proxyUser = u"office"_s;
    spec.caFile = u"/etc/company.pem"_s;
    spec.limits = {std::chrono::seconds(5), std::chrono::seconds(60), std::chrono::seconds(30),
                   std::chrono::seconds(600)};
    spec.plainModelPath = true;
    spec.allowPlainHttp = true;
    spec.concurrency = 4;
    return spec;
}

ConnectionSpec named(const QString &name)
{
    ConnectionSpec spec;
    spec.name = name;
    spec.region = u"us-east-1"_s;
    return spec;
}

ConnectionSpec simulator()
{
    ConnectionSpec spec = named(u"Simulator"_s);
    spec.id = u"simulator"_s;
    spec.kind = ConnectionKind::Simulator;
    return spec;
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void writeTo(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(bytes);
}

QStringList namesOf(const ConnectionStore &store)
{
    QStringList names;
    for (const ConnectionSpec &spec : store.all())
        names += spec.name;
    return names;
}

} // namespace

class TestConnectionStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsEveryMemberOfAConnection()
    {
        ConnectionFile file;
        file.connections = {everything(), named(u"Small"_s)};
        file.connections[1].id = u"small"_s;
        const QByteArray text = file.format();
        auto read = ConnectionFile::parse(text, u"connections.json"_s);
        QVERIFY2(read.ok(), text.constData());
        QCOMPARE(read->connections.size(), size_t(2));
        for (ConnectionSpec &spec : read->connections)
            spec.stored = {};
        QCOMPARE(read->connections, file.connections);
    }

    void leavesOutWhatIsUsual()
    {
        ConnectionSpec spec = named(u"Small"_s);
        spec.id = u"small"_s;
        QCOMPARE(json::write(encodeConnection(spec)),
                 QByteArray(R"({"id":"small","name":"Small","kind":"aws","region":"us-east-1",)"
                            R"("auth":{"kind":"chain"}})"));
    }

    void membersItDoesNotKnowSurviveAChange()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"connections.json"_s);
        writeTo(path, R"({"format":"outcrop-connections","version":1,"mine":[1.0],"connections":[)"
                      R"({"id":"a","name":"A","kind":"aws","colour":"red","auth":{"kind":"chain","x":1}}]})");
        ConnectionStore store(path);
        QVERIFY(!store.load());
        ConnectionSpec spec = store.at(0);
        spec.region = u"eu-west-1"_s;
        QVERIFY(store.change(spec));
        const auto root = json::parse(contentOf(path));
        QVERIFY(root.ok());
        QCOMPARE(json::write(root->value(u"mine").at(0)), QByteArray("1.0"));
        const json::Json connection = root->value(u"connections").at(0);
        QCOMPARE(connection.value(u"colour").toString(), u"red"_s);
        QCOMPARE(connection.value(u"auth").value(u"x").toInt(), std::optional<qint64>(1));
        QCOMPARE(connection.value(u"region").toString(), u"eu-west-1"_s);
    }

    void everyChangeIsInTheFileAndForTheOwnerAlone()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"connections.json"_s);
        ConnectionStore store(path);
        QVERIFY(!store.load());
        store.addBuiltIn(simulator());
        const QString id = store.add(named(u"One"_s));
        store.add(named(u"One"_s));
        QCOMPARE(namesOf(store), (QStringList{u"Simulator"_s, u"One"_s, u"One 2"_s}));
        QCOMPARE(QFileInfo(path).permissions() & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());

        ConnectionStore again(path);
        QVERIFY(!again.load());
        QCOMPARE(namesOf(again), (QStringList{u"One"_s, u"One 2"_s}));
        QCOMPARE(again.at(0).id, id);
        again.addBuiltIn(simulator());
        QCOMPARE(again.at(0).name, u"Simulator"_s);
    }

    void everyChangeCanBeUndone()
    {
        ConnectionStore store;
        store.addBuiltIn(simulator());
        QSignalSpy inserted(&store, &ConnectionStore::inserted);
        QSignalSpy removed(&store, &ConnectionStore::removed);
        QSignalSpy changed(&store, &ConnectionStore::changed);
        const QString first = store.add(named(u"First"_s));
        const QString second = store.add(named(u"Second"_s));
        const QString copy = store.duplicate(first);
        QCOMPARE(namesOf(store), (QStringList{u"Simulator"_s, u"First"_s, u"First 2"_s, u"Second"_s}));
        QCOMPARE(inserted.size(), 3);
        QCOMPARE(inserted.last().at(0).toInt(), 2);
        QVERIFY(copy != first);
        QVERIFY(store.remove(first));
        QCOMPARE(removed.last().at(1).toString(), first);
        QCOMPARE(store.removedForGood().size(), size_t(1));
        store.undoStack().undo();
        QCOMPARE(namesOf(store), (QStringList{u"Simulator"_s, u"First"_s, u"First 2"_s, u"Second"_s}));
        QVERIFY(store.removedForGood().empty());
        QCOMPARE(store.rowOf(first), 1);
        QVERIFY(changed.isEmpty());
        ConnectionSpec spec = *store.find(second);
        for (const QChar c : u"typed"_s) {
            spec.region += c;
            QVERIFY(store.change(spec));
        }
        QCOMPARE(changed.size(), 5);
        spec.fips = true;
        store.change(spec);
        store.undoStack().undo();
        QCOMPARE(store.find(second)->region, u"us-east-1typed"_s);
        store.undoStack().undo();
        QCOMPARE(store.find(second)->region, u"us-east-1"_s);
    }

    void builtInsStay()
    {
        ConnectionStore store;
        store.addBuiltIn(simulator());
        QVERIFY(!store.remove(u"simulator"_s));
        QVERIFY(store.duplicate(u"simulator"_s).isEmpty());
        ConnectionSpec spec = simulator();
        spec.region = u"x"_s;
        QVERIFY(!store.change(spec));
        QCOMPARE(store.count(), 1);
        QVERIFY(!store.undoStack().canUndo());
    }

    void aNameIsTakenOnce()
    {
        ConnectionStore store;
        store.addBuiltIn(simulator());
        const QString id = store.add(named(u"Simulator"_s));
        QCOMPARE(store.find(id)->name, u"Simulator 2"_s);
        ConnectionSpec spec = *store.find(id);
        spec.name = u"Simulator"_s;
        store.change(spec);
        QCOMPARE(store.find(id)->name, u"Simulator 2"_s);
    }

    void importsProfilesInOneStep()
    {
        ConnectionStore store;
        credentials::ProfileFacts work;
        work.name = u"work"_s;
        work.kind = credentials::ProfileKind::Sso;
        work.region = u"eu-west-1"_s;
        credentials::ProfileFacts empty;
        empty.name = u"empty"_s;
        credentials::ProfileFacts other = work;
        other.name = u"other"_s;
        QCOMPARE(store.importProfiles({work, empty, other}), 2);
        QCOMPARE(namesOf(store), (QStringList{u"work"_s, u"other"_s}));
        QCOMPARE(store.at(0).auth, AuthKind::AwsProfile);
        QCOMPARE(store.at(0).region, u"eu-west-1"_s);
        QCOMPARE(store.importProfiles({work, empty, other}), 0);
        store.undoStack().undo();
        QCOMPARE(store.count(), 0);
    }

    void aFileThatIsNoneIsPutAside_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("no JSON") << QByteArray("{\"format\":");
        QTest::newRow("another format") << QByteArray("{\"format\":\"other\"}");
        QTest::newRow("newer") << QByteArray(
            R"({"format":"outcrop-connections","version":2,"connections":[]})");
        QTest::newRow("wrong kind") << QByteArray(
            R"({"format":"outcrop-connections","version":1,"connections":[{"id":"a","name":"A","kind":"aws","region":7}]})");
        QTest::newRow("twice") << QByteArray(
            R"({"format":"outcrop-connections","version":1,"connections":[{"id":"a","name":"A"},{"id":"b","name":"A"}]})");
    }
    void aFileThatIsNoneIsPutAside()
    {
        QFETCH(QByteArray, text);
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"connections.json"_s);
        writeTo(path, text);
        ConnectionStore store(path);
        const auto problem = store.load();
        QVERIFY(problem);
        QVERIFY(!store.isWhole());
        QVERIFY2(problem->message.contains(u"connections.json"_s), qPrintable(problem->message));
        QVERIFY2(problem->advice.contains(u"unreadable-1"_s), qPrintable(problem->advice));
        QCOMPARE(contentOf(path + u".unreadable-1"_s), text);
        store.add(named(u"New"_s));
        QVERIFY(contentOf(path).contains("\"New\""));
        QCOMPARE(contentOf(path + u".unreadable-1"_s), text);
    }

    void whatCannotBeWrittenIsSaid()
    {
        const QTemporaryDir folder;
        ConnectionStore store(folder.filePath(u"absent/connections.json"_s));
        QVERIFY(!store.load());
        QSignalSpy failed(&store, &ConnectionStore::saveFailed);
        store.add(named(u"New"_s));
        QCOMPARE(failed.size(), 1);
        QCOMPARE(store.count(), 1);
    }
};

QTEST_GUILESS_MAIN(TestConnectionStore)
#include "tst_connectionstore.moc"
