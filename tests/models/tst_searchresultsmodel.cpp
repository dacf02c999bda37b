// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/conversation/fileformat.h"
#include "ui/models/searchresultsmodel.h"
#include "ui/models/titlefilter.h"

#include <QAbstractItemModelTester>
#include <QFile>
#include <QSignalSpy>
#include <QStringListModel>
#include <QTemporaryDir>
#include <QTest>

using namespace outcrop;
using namespace Qt::StringLiterals;
using ui::models::FoundPlace;
using ui::models::SearchResultsModel;

class TestSearchResultsModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void placesStandBelowTheirConversation();
    void oldRowsStayUntilTheNewOnesCome();
    void aBlankTextFindsNothing();
    void withoutAServiceNothingIsFound();
    void titlesWithAllWordsAreKept();

private:
    QString write(const QString &name, const QStringList &texts)
    {
        conversation::Conversation made = conversation::newConversation();
        made.title = name;
        for (const QString &text : texts)
            made.turns.push_back(conversation::userTurn(text));
        QFile file(m_folder.filePath(name + u".outcrop.json"_s));
        if (!file.open(QIODevice::WriteOnly))
            return {};
        file.write(conversation::encodeConversation(made));
        return file.fileName();
    }
    static QStringList texts(const SearchResultsModel &model)
    {
        QStringList list;
        for (int row = 0; row < model.rowCount(); ++row)
            list << model.index(row).data().toString();
        return list;
    }

    QTemporaryDir m_folder;
    std::unique_ptr<search::SearchService> m_service;
};

void TestSearchResultsModel::initTestCase()
{
    m_service = std::make_unique<search::SearchService>(m_folder.filePath(u"search.db"_s), QString());
    m_service->setFiles(
        {write(u"One"_s, {u"apple pie"_s, u"apple cake"_s}), write(u"Two"_s, {u"apple jam"_s})});
    QTRY_VERIFY(m_service->isUpToDate());
}

void TestSearchResultsModel::placesStandBelowTheirConversation()
{
    SearchResultsModel model(m_service.get());
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setText(u"apple"_s);
    QVERIFY(model.isSearching());
    QTRY_VERIFY(!model.isSearching());
    QCOMPARE(model.placeCount(), 3);
    QStringList rows = texts(model);
    const qsizetype one = rows.indexOf(u"One"_s);
    QCOMPARE(rows.mid(one + 1, 2), (QStringList{u"apple pie"_s, u"apple cake"_s}));
    QCOMPARE(rows[rows.indexOf(u"Two"_s) + 1], u"apple jam"_s);
    const QModelIndex cake = model.index(int(one) + 2);
    const auto place = cake.data(SearchResultsModel::PlaceRole).value<FoundPlace>();
    QCOMPARE(place.turn, 1);
    QCOMPARE(place.terms, QStringList{u"apple"_s});
    const auto marks = cake.data(SearchResultsModel::MarksRole).value<std::vector<search::TextRange>>();
    QCOMPARE(marks, (std::vector<search::TextRange>{{0, 5}}));
    QVERIFY(!model.index(int(one)).data(SearchResultsModel::PlaceRole).isValid());
}

void TestSearchResultsModel::oldRowsStayUntilTheNewOnesCome()
{
    SearchResultsModel model(m_service.get());
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    model.setText(u"pie"_s);
    QTRY_COMPARE(model.rowCount(), 2);
    model.setText(u"jam"_s);
    QCOMPARE(model.rowCount(), 2);
    QTRY_COMPARE(texts(model), (QStringList{u"Two"_s, u"apple jam"_s}));
    model.setText(u"absent"_s);
    QTRY_COMPARE(model.rowCount(), 0);
    QCOMPARE(reset.count(), 0);
}

void TestSearchResultsModel::aBlankTextFindsNothing()
{
    SearchResultsModel model(m_service.get());
    model.setText(u"apple"_s);
    QTRY_VERIFY(model.rowCount() > 0);
    model.setText(u"  "_s);
    QCOMPARE(model.rowCount(), 0);
    QVERIFY(!model.isSearching());
}

void TestSearchResultsModel::withoutAServiceNothingIsFound()
{
    SearchResultsModel model(nullptr);
    model.setText(u"apple"_s);
    QVERIFY(!model.isSearching());
    QCOMPARE(model.rowCount(), 0);
}

void TestSearchResultsModel::titlesWithAllWordsAreKept()
{
    QStringListModel titles({u"Radio playlist agent"_s, u"Refund FAQ"_s, u"Agent of refunds"_s});
    ui::models::TitleFilter filter;
    filter.setSourceModel(&titles);
    const QAbstractItemModelTester tester(&filter, QAbstractItemModelTester::FailureReportingMode::QtTest);
    filter.setText(u"refund"_s);
    QCOMPARE(filter.rowCount(), 2);
    filter.setText(u"refund agent"_s);
    QCOMPARE(filter.rowCount(), 1);
    filter.setText(u"\"refund agent\""_s);
    QCOMPARE(filter.rowCount(), 0);
    filter.setText(u" "_s);
    QCOMPARE(filter.rowCount(), 3);
}

QTEST_GUILESS_MAIN(TestSearchResultsModel)
#include "tst_searchresultsmodel.moc"
