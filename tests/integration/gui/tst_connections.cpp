// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/connections.h"
#include "app/gui/modelcatalog.h"
#include "core/simulator/simulator.h"

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

    void whatTheEnvironmentAsksForIsDoneOrRefused_data()
    {
        QTest::addColumn<QString>("variable");
        QTest::addColumn<QString>("value");
        QTest::newRow("certificates") << u"AWS_CA_BUNDLE"_s << u"/nonexistent/bundle.pem"_s;
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
        QVERIFY2(row.stateText.contains(variable) || row.stateText.contains(value),
                 qPrintable(row.stateText));
        QVERIFY2(!row.stateText.contains(u".."_s), qPrintable(row.stateText));
    }
};

QTEST_GUILESS_MAIN(TestConnections)
#include "tst_connections.moc"
