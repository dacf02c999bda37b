// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/conversationsmodel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace outcrop;
using namespace Qt::StringLiterals;
using conversation::LibraryEntry;
using ui::models::ConversationsModel;

class TestConversationsModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void rowsComeGoMoveAndChangeOneByOne();
    void sessionsAreMarked();
    void sectionsFollowTheDate();
};

namespace
{

LibraryEntry entry(const QString &name, int daysAgo = 0)
{
    return {u"/c/"_s + name, name, QDateTime::currentDateTime().addDays(-daysAgo)};
}

QString titles(const ConversationsModel &model)
{
    QStringList all;
    for (int row = 0; row < model.rowCount(); ++row)
        all.append(model.index(row).data().toString());
    return all.join(u' ');
}

} // namespace

void TestConversationsModel::rowsComeGoMoveAndChangeOneByOne()
{
    ConversationsModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
    QSignalSpy moves(&model, &QAbstractItemModel::rowsMoved);
    QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);
    const LibraryEntry a = entry(u"a"_s), b = entry(u"b"_s), c = entry(u"c"_s), d = entry(u"d"_s);
    model.setEntries({a, b, c});
    QCOMPARE(titles(model), u"a b c"_s);
    model.setEntries({c, a, b});
    QCOMPARE(titles(model), u"c a b"_s);
    QCOMPARE(moves.size(), 1);
    model.setEntries({c, d, b});
    QCOMPARE(titles(model), u"c d b"_s);
    QCOMPARE(changes.size(), 0);
    LibraryEntry renamed = d;
    renamed.title = u"D"_s;
    model.setEntries({c, renamed, b});
    QCOMPARE(titles(model), u"c D b"_s);
    QCOMPARE(changes.size(), 1);
    model.setEntries({});
    QCOMPARE(model.rowCount(), 0);
    model.setEntries({b, a});
    QCOMPARE(titles(model), u"b a"_s);
    QCOMPARE(resets.size(), 0);
}

void TestConversationsModel::sessionsAreMarked()
{
    ConversationsModel model;
    model.setEntries({entry(u"a"_s), entry(u"b"_s)});
    model.setSessions({u"/c/a"_s, u"/c/b"_s}, u"/c/b"_s, {u"/c/a"_s});
    QVERIFY(model.index(0).data(ConversationsModel::RunningRole).toBool());
    QVERIFY(!model.index(0).data(ConversationsModel::CurrentRole).toBool());
    QVERIFY(model.index(1).data(ConversationsModel::CurrentRole).toBool());
    QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);
    model.setSessions({}, {}, {});
    QCOMPARE(changes.size(), 2);
    QVERIFY(!model.index(1).data(ConversationsModel::OpenRole).toBool());
}

void TestConversationsModel::sectionsFollowTheDate()
{
    ConversationsModel model;
    model.setEntries({entry(u"a"_s), entry(u"b"_s, 3), entry(u"c"_s, 30)});
    const auto section = [&](int row) {
        return model.index(row).data(ConversationsModel::SectionRole).value<ConversationsModel::Section>();
    };
    QCOMPARE(section(0), ConversationsModel::Section::Today);
    QCOMPARE(section(1), ConversationsModel::Section::ThisWeek);
    QCOMPARE(section(2), ConversationsModel::Section::Earlier);
}

QTEST_GUILESS_MAIN(TestConversationsModel)
#include "tst_conversationsmodel.moc"
