// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/connections.h"
#include "app/gui/modelcatalog.h"
#include "core/credentials/sessionsecrets.h"
#include "core/net/httptransport.h"
#include "core/simulator/simulator.h"
#include "tests/support/faultscripts.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace outcrop;
using namespace outcrop::app;
using namespace Qt::StringLiterals;
using ui::models::ConnectionRow;

namespace
{

QProcessEnvironment keys()
{
    QProcessEnvironment environment;
    environment.insert(u"AWS_ACCESS_KEY_ID"_s, u"AKIDEXAMPLE"_s);
    environment.insert(u"AWS_SECRET_ACCESS_KEY"_s, u"not-a-secret"_s);
    environment.insert(u"AWS_REGION"_s, u"eu-west-1"_s);
    return environment;
}

} // namespace

class TestConnections : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void offersModelsToPickFrom()
    {
        const QStringList ids = catalogModelIds();
        QVERIFY(ids.size() > 20);
        QVERIFY(ids.contains(u"us.amazon.nova-lite-v1:0"_s));
        QVERIFY(!ids.contains(QString()));
    }

    void theEnvironmentHasAWayOutOfItsOwn()
    {
        const base::SystemClock clock;
        Connections connections;
        connections.addEnvironment(keys(), clock);
        const auto target = connections.target(environmentConnectionName());
        QVERIFY(target && target->transport);
        QCOMPARE(connections.model().rows().at(0).state, ConnectionRow::State::Ready);
    }

    /// Fault 30: the window's own connection of the environment trusts what the command line does.
    void theEnvironmentTrustsItsBundle()
    {
        const testsupport::ThrowawayAuthority authority;
        testsupport::FaultServer server(testsupport::script::answer("200 OK", {}, "{}"), authority.good());
        const QTemporaryDir folder;
        QFile file(folder.filePath(u"company.pem"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(authority.certificatePem());
        file.close();
        const base::SystemClock clock;
        for (const bool hasBundle : {false, true}) {
            QProcessEnvironment environment = keys();
            environment.insert(u"AWS_ENDPOINT_URL_BEDROCK_RUNTIME"_s, server.url("").toString());
            if (hasBundle)
                environment.insert(u"AWS_CA_BUNDLE"_s, file.fileName());
            Connections connections;
            connections.addEnvironment(environment, clock);
            const auto target = connections.target(environmentConnectionName());
            QVERIFY(target && target->transport);
            net::HttpRequest request;
            request.url = target->endpoint;
            const auto exchange = target->transport->open(request);
            QTRY_VERIFY(exchange->isFinished());
            QCOMPARE(exchange->error().has_value(), !hasBundle);
        }
        QCOMPARE(server.requests(), 1);
    }

    void theLastCheckIsShownUntilSomethingIsKnownBetter()
    {
        const base::SystemClock clock;
        credentials::SessionSecrets secrets;
        const QTemporaryDir folder;
        Connections connections;
        connections.addEnvironment(keys(), clock);
        QVERIFY(!connections.open(folder.filePath(u"connections.json"_s), {}, clock, secrets));
        connections::ConnectionSpec spec;
        spec.name = u"Bifrost"_s;
        spec.kind = connections::ConnectionKind::Gateway;
        spec.endpointUrl = u"http://localhost:8080/bedrock"_s;
        spec.auth = connections::AuthKind::None;
        spec = *connections.store()->find(connections.store()->add(spec));
        const auto row = [&](const QString &name) {
            const auto &model = connections.model();
            return model.index(model.rowOf(name));
        };
        const auto stateOf = [&](const QString &name) {
            return ConnectionRow::State(row(name).data(ui::models::ConnectionsModel::StateRole).toInt());
        };
        const auto fails = [&](const QString &id) {
            connections.noteCheck(id, ConnectionRow::State::Failing, u"Connect: refused"_s);
        };
        fails(spec.id);
        QCOMPARE(stateOf(u"Bifrost"_s), ConnectionRow::State::Failing);
        QVERIFY(row(u"Bifrost"_s)
                    .data(Qt::AccessibleDescriptionRole)
                    .toString()
                    .startsWith(u"Connect: refused · No key"_s));
        QVERIFY(connections.target(u"Bifrost"_s)); // it may be tried
        connections.noteCheck(spec.id, ConnectionRow::State::Doubtful, u"Clock: slow"_s);
        QCOMPARE(stateOf(u"Bifrost"_s), ConnectionRow::State::Doubtful);
        const QString foreign = u"List: <img src=\"file:///etc/passwd\">"_s;
        connections.noteCheck(spec.id, ConnectionRow::State::Doubtful, foreign);
        QVERIFY(!row(u"Bifrost"_s).data(Qt::ToolTipRole).toString().contains(u'<'));
        QVERIFY(row(u"Bifrost"_s).data(Qt::AccessibleDescriptionRole).toString().contains(foreign));
        connections.forgetCheck(spec.id); // it answered
        QCOMPARE(stateOf(u"Bifrost"_s), ConnectionRow::State::Ready);
        fails(spec.id);
        connections.noteCheck(spec.id, ConnectionRow::State::Ready, {});
        QCOMPARE(stateOf(u"Bifrost"_s), ConnectionRow::State::Ready);
        fails(spec.id);
        spec.endpointUrl = u"http://localhost:8081/bedrock"_s;
        connections.store()->change(spec);
        QCOMPARE(stateOf(u"Bifrost"_s), ConnectionRow::State::Ready);
        // Built-in ones are checked too.
        fails(connections::kindName(connections::ConnectionKind::Environment));
        QCOMPARE(stateOf(environmentConnectionName()), ConnectionRow::State::Failing);
        connections.forgetCheck(connections::kindName(connections::ConnectionKind::Environment));
        QCOMPARE(stateOf(environmentConnectionName()), ConnectionRow::State::Ready);
    }

    void theStoresConnectionsCanBeChosenAndFollowed()
    {
        const base::SystemClock clock;
        credentials::SessionSecrets secrets;
        simulator::Simulator simulator{simulator::Options()};
        QVERIFY(simulator.start().ok());
        const QTemporaryDir folder;
        Connections connections;
        connections.addSimulator(simulator, std::nullopt);
        QVERIFY(!connections.open(folder.filePath(u"connections.json"_s), {}, clock, secrets));
        connections::ConnectionStore &store = *connections.store();
        QCOMPARE(store.count(), 1);
        const QAbstractItemModelTester tester(&connections.model());
        QSignalSpy changed(&connections, &Connections::changed);
        QSignalSpy renamed(&connections, &Connections::renamed);
        QSignalSpy reset(&connections.model(), &QAbstractItemModel::modelReset);
        const auto shown = [&] {
            QStringList names;
            for (const ConnectionRow &row : connections.model().rows())
                names += row.name;
            return names;
        };

        connections::ConnectionSpec spec;
        spec.name = u"Bifrost"_s;
        spec.kind = connections::ConnectionKind::Gateway;
        spec.endpointUrl = u"http://localhost:8080/bedrock"_s;
        spec.auth = connections::AuthKind::BearerStored;
        const QString id = store.add(spec);
        connections::ConnectionSpec other = spec;
        other.name = u"Broken"_s;
        other.endpointUrl = u"localhost"_s;
        store.add(other);
        QCOMPARE(shown(), (QStringList{u"Simulator"_s, u"Bifrost"_s, u"Broken"_s}));
        QCOMPARE(connections.model().rows().at(1).detail, u"localhost:8080/bedrock"_s);
        QCOMPARE(connections.model().rows().at(1).state, ConnectionRow::State::Ready);
        QCOMPARE(connections.model().rows().at(2).state, ConnectionRow::State::Unavailable);
        QVERIFY(connections.target(u"Simulator"_s));
        QCOMPARE(connections.target(u"Bifrost"_s)->endpoint, QUrl(u"http://localhost:8080/bedrock"_s));
        QVERIFY(!connections.target(u"Broken"_s));
        QVERIFY(connections.problem(u"Broken"_s)->message.contains(u"localhost"_s));
        QVERIFY(!connections.problem(u"Bifrost"_s));

        spec = *store.find(id);
        spec.name = u"Team"_s;
        store.change(spec);
        QCOMPARE(shown(), (QStringList{u"Simulator"_s, u"Team"_s, u"Broken"_s}));
        QCOMPARE(renamed.last().at(0).toString(), u"Bifrost"_s);
        QVERIFY(!connections.target(u"Bifrost"_s) && connections.target(u"Team"_s));
        store.duplicate(id);
        QCOMPARE(shown(), (QStringList{u"Simulator"_s, u"Team"_s, u"Team 2"_s, u"Broken"_s}));
        store.remove(id);
        QCOMPARE(shown(), (QStringList{u"Simulator"_s, u"Team 2"_s, u"Broken"_s}));
        QVERIFY(!connections.target(u"Team"_s));
        store.undoStack().undo();
        QCOMPARE(shown(), (QStringList{u"Simulator"_s, u"Team"_s, u"Team 2"_s, u"Broken"_s}));
        QCOMPARE(changed.size(), 6);
        QVERIFY(reset.isEmpty());

        Connections again;
        again.addSimulator(simulator, std::nullopt);
        QVERIFY(!again.open(folder.filePath(u"connections.json"_s), {}, clock, secrets));
        QCOMPARE(again.model().rows().size(), size_t(4));
        QVERIFY(again.target(u"Team 2"_s));
    }

    void whatTheEnvironmentAsksForIsDoneOrRefused_data()
    {
        QTest::addColumn<QString>("variable");
        QTest::addColumn<QString>("value");
        QTest::newRow("certificates") << u"AWS_CA_BUNDLE"_s << u"/nonexistent/bundle.pem"_s;
        QTest::newRow("certificates in a folder") << u"AWS_CA_BUNDLE"_s << u"/"_s;
        QTest::newRow("proxy") << u"HTTPS_PROXY"_s << u"no proxy at all"_s;
    }

    void whatTheEnvironmentAsksForIsDoneOrRefused()
    {
        QFETCH(QString, variable);
        QFETCH(QString, value);
        const base::SystemClock clock;
        simulator::Simulator simulator{simulator::Options()};
        QVERIFY(simulator.start().ok());
        QProcessEnvironment environment = keys();
        environment.insert(variable, value);
        Connections connections;
        connections.addSimulator(simulator, std::nullopt);
        connections.addEnvironment(environment, clock);
        QVERIFY(connections.target(simulatorConnectionName()));
        QVERIFY(!connections.target(environmentConnectionName()));
        const ConnectionRow row = connections.model().rows().at(1);
        QCOMPARE(row.name, environmentConnectionName());
        QCOMPARE(row.state, ConnectionRow::State::Unavailable);
        QVERIFY2(row.stateText.contains(variable), qPrintable(row.stateText));
        QVERIFY2(!row.stateText.contains(u".."_s), qPrintable(row.stateText));
    }
};

QTEST_GUILESS_MAIN(TestConnections)
#include "tst_connections.moc"
