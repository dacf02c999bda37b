// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/cputimer.h"
#include "ui/models/modelsmodel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace outcrop::ui::models;
using namespace Qt::StringLiterals;

namespace
{

ModelRow row(const QString &id, const QString &name = {}, const QString &scope = {})
{
    ModelRow made;
    made.id = id;
    made.name = name;
    made.scope = scope;
    return made;
}

QStringList shown(const ModelsModel &model)
{
    QStringList ids;
    for (int i = 0; i < model.rowCount(); ++i)
        ids.append(model.index(i).data().toString());
    return ids;
}

} // namespace

class TestModelsModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsEveryWordInAnyOrder();
    void offersWhatWasTyped();
    void rowsThatStayAreNotReset();
    void saysARowInOneLine();
    void filtersFiveHundredRowsAtOnce();
};

void TestModelsModel::findsEveryWordInAnyOrder()
{
    ModelsModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setRows({row(u"us.anthropic.claude-sonnet-5"_s, u"Claude Sonnet 5"_s, u"us"_s),
                   row(u"global.anthropic.claude-sonnet-5"_s, u"Claude Sonnet 5"_s, u"global"_s),
                   row(u"us.amazon.nova-lite-v1:0"_s, u"Nova Lite"_s, u"us"_s)});
    model.setFilter(u"son glob"_s);
    QCOMPARE(shown(model), QStringList{u"global.anthropic.claude-sonnet-5"_s});
    model.setFilter(u"NOVA"_s);
    QCOMPARE(shown(model), (QStringList{u"us.amazon.nova-lite-v1:0"_s, u"NOVA"_s}));
    model.setFilter(u"  "_s);
    QCOMPARE(model.rowCount(), 3);
    model.setFilter(u"no such model"_s); // several words are no id
    QCOMPARE(model.rowCount(), 0);
}

void TestModelsModel::offersWhatWasTyped()
{
    ModelsModel model;
    model.setRows({row(u"a.b"_s)});
    model.setFilter(u"a.b"_s);
    QCOMPARE(shown(model), QStringList{u"a.b"_s});
    QVERIFY(!model.index(0).data(ModelsModel::TypedRole).toBool());
    model.setFilter(u"arn:aws:bedrock:x"_s);
    QCOMPARE(shown(model), QStringList{u"arn:aws:bedrock:x"_s});
    QVERIFY(model.index(0).data(ModelsModel::TypedRole).toBool());
}

void TestModelsModel::rowsThatStayAreNotReset()
{
    ModelsModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
    model.setRows({row(u"a"_s), row(u"b"_s), row(u"c"_s), row(u"d"_s)});
    const QPersistentModelIndex first(model.index(0));
    const QPersistentModelIndex last(model.index(3));
    model.setRows({row(u"a"_s), row(u"x"_s), row(u"c"_s), row(u"d"_s)});
    QCOMPARE(shown(model), (QStringList{u"a"_s, u"x"_s, u"c"_s, u"d"_s}));
    QCOMPARE(first.data().toString(), u"a"_s);
    QCOMPARE(last.data().toString(), u"d"_s);
    model.setRows({});
    QCOMPARE(model.rowCount(), 0);
    QVERIFY(!first.isValid());
    QCOMPARE(resets.count(), 0);
}

void TestModelsModel::saysARowInOneLine()
{
    ModelsModel model;
    ModelRow made = row(u"us.a.b"_s, u"Bee"_s, u"us"_s);
    made.isFavourite = true;
    made.hint = u"legacy"_s;
    model.setRows({made});
    QCOMPARE(model.index(0).data(Qt::AccessibleTextRole).toString(), u"Bee, us.a.b, us, legacy, favourite"_s);
    QCOMPARE(model.rowOf(u"us.a.b"_s), 0);
    QCOMPARE(model.rowOf(u"a.b"_s), -1);
}

void TestModelsModel::filtersFiveHundredRowsAtOnce()
{
    ModelsModel model;
    std::vector<ModelRow> rows;
    for (int i = 0; i < 500; ++i)
        rows.push_back(
            row(u"us.provider%1.model-%2-v1:0"_s.arg(i % 20).arg(i), u"Model %1"_s.arg(i), u"us"_s));
    model.setRows(rows);
    outcrop::testsupport::CpuTimer timer;
    for (const QString &typed : {u"m"_s, u"mo"_s, u"mod"_s, u"model-4"_s, u"model-49"_s})
        model.setFilter(typed);
    QVERIFY2(timer.elapsed() < 5 * 30, qPrintable(QString::number(timer.elapsed())));
    QCOMPARE(shown(model).size(), 11 + 1); // model-49 and model-490 to -499, and the text itself
}

QTEST_GUILESS_MAIN(TestModelsModel)
#include "tst_modelsmodel.moc"
