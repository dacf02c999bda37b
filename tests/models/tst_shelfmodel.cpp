// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/shelfmodel.h"

#include <QAbstractItemModelTester>
#include <QFile>
#include <QMimeData>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QUrl>

using namespace outcrop;
using namespace Qt::StringLiterals;
using conversation::NameClash;
using conversation::ShelfKind;
using ui::models::ShelfModel;

class TestShelfModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void followsTheFolder();
    void brokenItemsSayWhy();
    void itemsAreDraggedAsFiles();

private:
    static QString save(const QTemporaryDir &folder, const QString &name, const char *tool)
    {
        return conversation::saveToShelf(folder.path(), ShelfKind::Tools, name, json::parse(tool).value(),
                                         NameClash::Replace)
            .valueOr({});
    }
    static QStringList names(const ShelfModel &model)
    {
        QStringList list;
        for (int row = 0; row < model.rowCount(); ++row)
            list << model.index(row).data().toString();
        return list;
    }
};

void TestShelfModel::followsTheFolder()
{
    const QTemporaryDir folder;
    save(folder, u"beta"_s, R"({"toolSpec":{"name":"b","description":"A\n  tool"}})");
    ShelfModel model(folder.path(), ShelfKind::Tools);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    QTRY_COMPARE(names(model), QStringList{u"beta"_s});
    QCOMPARE(model.index(0).data(ShelfModel::SummaryRole).toString(), u"A tool"_s);
    const QString alpha = save(folder, u"alpha"_s, R"({"toolSpec":{"name":"a"}})");
    QTRY_COMPARE(names(model), (QStringList{u"alpha"_s, u"beta"_s}));
    save(folder, u"beta"_s, R"({"toolSpec":{"name":"b","description":"Other"}})");
    QTRY_COMPARE(model.index(1).data(ShelfModel::SummaryRole).toString(), u"Other"_s);
    QVERIFY(QFile::remove(alpha));
    QTRY_COMPARE(names(model), QStringList{u"beta"_s});
    QCOMPARE(reset.count(), 0);
}

void TestShelfModel::brokenItemsSayWhy()
{
    const QTemporaryDir folder;
    const QString path = save(folder, u"broken"_s, R"({"toolSpec":{}})");
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("{");
    file.close();
    ShelfModel model(folder.path(), ShelfKind::Tools);
    QTRY_COMPARE(model.rowCount(), 1);
    QVERIFY(model.index(0).data(ShelfModel::ProblemRole).toString().contains(path));
}

void TestShelfModel::itemsAreDraggedAsFiles()
{
    const QTemporaryDir folder;
    const QString path = save(folder, u"one"_s, R"({"toolSpec":{"name":"a"}})");
    ShelfModel model(folder.path(), ShelfKind::Tools);
    QTRY_COMPARE(model.rowCount(), 1);
    QVERIFY(model.flags(model.index(0)) & Qt::ItemIsDragEnabled);
    const std::unique_ptr<QMimeData> data(model.mimeData({model.index(0)}));
    QCOMPARE(data->urls(), QList<QUrl>{QUrl::fromLocalFile(path)});
}

QTEST_GUILESS_MAIN(TestShelfModel)
#include "tst_shelfmodel.moc"
