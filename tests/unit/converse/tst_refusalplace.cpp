// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/converse/refusalplace.h"

#include <QFile>
#include <QTest>

using namespace outcrop;
using namespace Qt::StringLiterals;
using json::Json;

/// tests/data/refusals: a request, and what services write about it.
class TestRefusalPlace : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_body = read(u"request.json"_s);
        QVERIFY(m_body.isObject());
    }
    void messagesLeadToTheirPlace_data()
    {
        QTest::addColumn<QString>("message");
        QTest::addColumn<QString>("place");
        const Json table = read(u"messages.json"_s);
        QVERIFY(table.size() >= 30);
        for (qsizetype i = 0; i < table.size(); ++i)
            QTest::addRow("%d %s", int(i), table.at(i).value(u"message").toUtf8().left(60).constData())
                << table.at(i).value(u"message").toString() << table.at(i).value(u"place").toString();
    }
    void messagesLeadToTheirPlace()
    {
        QFETCH(QString, message);
        QFETCH(QString, place);
        const auto found = converse::placeInRefusal(message, m_body);
        QCOMPARE(found ? found->toString() : u"none"_s, place);
        if (found)
            QVERIFY(m_body.resolve(*found) && converse::mayNamePlace(message));
    }
    void otherBodiesAreNoTrouble()
    {
        const Json table = read(u"messages.json"_s);
        for (const auto &text : {u"null"_s, u"[]"_s, u"{\"messages\":{}}"_s, u"{\"messages\":[3]}"_s}) {
            const Json body = json::parse(text.toUtf8()).valueOr(Json());
            for (qsizetype i = 0; i < table.size(); ++i) {
                const auto found = converse::placeInRefusal(table.at(i).value(u"message").toString(), body);
                QVERIFY(!found || body.resolve(*found));
            }
        }
    }

private:
    static Json read(const QString &name)
    {
        QFile file(QStringLiteral(OUTCROP_TEST_DATA "/refusals/") + name);
        if (!file.open(QIODevice::ReadOnly))
            return {};
        const auto parsed = json::parse(file.readAll());
        return parsed.ok() ? parsed.value() : Json();
    }

    Json m_body;
};

QTEST_GUILESS_MAIN(TestRefusalPlace)
#include "tst_refusalplace.moc"
