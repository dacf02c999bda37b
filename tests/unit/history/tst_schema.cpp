// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/history/schema.h"

#include <QFile>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>
#include <QVariant>

using namespace outcrop;
using namespace outcrop::history;

class TestSchema : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void createsOnceAndIsIdempotent();
    void migratesStepByStepAfterABackup();
    void failedMigrationChangesNothing();
    void refusesNewerAndForeign();

private:
    QVariant ask(const QString &question)
    {
        QSqlQuery query(m_database);
        return query.exec(question) && query.next() ? query.value(0) : QVariant();
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    QSqlDatabase m_database;
};

namespace
{

const Schema first{{"CREATE TABLE a (x)", "INSERT INTO a VALUES (1)"}, {}};

} // namespace

void TestSchema::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("t"));
    m_database.setDatabaseName(m_folder->filePath(QStringLiteral("it's.db")));
    QVERIFY(m_database.open());
}

void TestSchema::cleanup()
{
    m_database.close();
    m_database = QSqlDatabase();
    QSqlDatabase::removeDatabase(QStringLiteral("t"));
}

void TestSchema::createsOnceAndIsIdempotent()
{
    QVERIFY(ensureSchema(m_database).ok());
    QVERIFY(ensureSchema(m_database).ok());
    QCOMPARE(ask(QStringLiteral("PRAGMA user_version")).toInt(), currentSchema().version());
    QCOMPARE(ask(QStringLiteral("PRAGMA application_id")).toInt(), schemaApplicationId);
    QCOMPARE(ask(QStringLiteral("PRAGMA integrity_check")).toString(), QStringLiteral("ok"));
}

void TestSchema::migratesStepByStepAfterABackup()
{
    QVERIFY(ensureSchema(m_database, first).ok());
    const Schema third{{"unused"}, {{"ALTER TABLE a ADD COLUMN y"}, {"UPDATE a SET y = x + 1"}}};
    QVERIFY(ensureSchema(m_database, third).ok());
    QCOMPARE(ask(QStringLiteral("PRAGMA user_version")).toInt(), 3);
    QCOMPARE(ask(QStringLiteral("SELECT y FROM a")).toInt(), 2);
    const QString backup = m_database.databaseName() + QStringLiteral(".backup-v1");
    QVERIFY(QFile::exists(backup));
    QCOMPARE(QFile::permissions(backup) & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
}

void TestSchema::failedMigrationChangesNothing()
{
    QVERIFY(ensureSchema(m_database, first).ok());
    const Schema broken{{"unused"}, {{"UPDATE a SET x = 7"}, {"ALTER TABLE missing ADD COLUMN y"}}};
    const auto result = ensureSchema(m_database, broken);
    QVERIFY(!result);
    QCOMPARE(result.error().kind, base::ErrorKind::Storage);
    QCOMPARE(ask(QStringLiteral("SELECT x FROM a")).toInt(), 1);
    QCOMPARE(ask(QStringLiteral("PRAGMA user_version")).toInt(), 1);
}

void TestSchema::refusesNewerAndForeign()
{
    const Schema second{{"CREATE TABLE a (x)"}, {{"unused"}}};
    QVERIFY(ensureSchema(m_database, second).ok());
    QCOMPARE(ensureSchema(m_database, first).error().code, QString(newerCode));
    QVERIFY(QSqlQuery(m_database).exec(QStringLiteral("PRAGMA application_id = 5")));
    QCOMPARE(ensureSchema(m_database, second).error().code, QString(foreignCode));
}

QTEST_GUILESS_MAIN(TestSchema)
#include "tst_schema.moc"
