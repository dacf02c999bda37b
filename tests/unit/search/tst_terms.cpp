// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/passage.h"
#include "core/search/snippet.h"
#include "core/search/terms.h"

#include <QTest>

using namespace outcrop::search;
using namespace Qt::StringLiterals;

class TestTerms : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void wordsAndPhrases_data();
    void wordsAndPhrases();
    void shortFormsAreCharactersPairsAndBeginnings();
    void longTermsAreFoundByGrams();
    void snippetsMarkWhatWasFound_data();
    void snippetsMarkWhatWasFound();
    void textsAreSearchedWithoutAttachmentsInPieces();
};

void TestTerms::wordsAndPhrases_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QStringList>("terms");
    QTest::newRow("nothing") << u"  "_s << QStringList();
    QTest::newRow("words") << u" one  two one"_s << QStringList{u"one"_s, u"two"_s};
    QTest::newRow("phrase") << u"\"one  two\" three"_s << QStringList{u"one two"_s, u"three"_s};
    QTest::newRow("open quote") << u"\"one two"_s << QStringList{u"one two"_s};
    QTest::newRow("quotes inside") << u"a\"b c\"d"_s << QStringList{u"a"_s, u"b c"_s, u"d"_s};
}

void TestTerms::wordsAndPhrases()
{
    QFETCH(QString, typed);
    QFETCH(QStringList, terms);
    QCOMPARE(termsOf(typed), terms);
}

void TestTerms::shortFormsAreCharactersPairsAndBeginnings()
{
    const auto forms = [](const QString &text) {
        QStringList list = shortForms(text).split(u' ', Qt::SkipEmptyParts);
        list.sort();
        return list;
    };
    QCOMPARE(forms(u"Ab, cde"_s), (QStringList{u"a"_s, u"ab"_s, u"c"_s, u"cd"_s}));
    QCOMPARE(forms(u"東京。"_s), (QStringList{u"京"_s, u"東"_s, u"東京"_s}));
    QCOMPARE(shortCondition(u"R2"_s), u"\"r2\""_s);
    QCOMPARE(shortCondition(u"->"_s), QString());
    QCOMPARE(shortCondition(u"abc"_s), QString());
}

void TestTerms::longTermsAreFoundByGrams()
{
    QCOMPARE(gramCondition(u"ab"_s), QString());
    QCOMPARE(gramCondition(u"abcd"_s), u"\"abc\" AND \"bcd\""_s);
    QCOMPARE(gramCondition(u"a\"bc"_s), u"\"a\"\"b\" AND \"\"\"bc\""_s);
    QCOMPARE(gramCondition(u"\U0001F600\U0001F601\U0001F602"_s), u"\"\U0001F600\U0001F601\U0001F602\""_s);
    QVERIFY(gramCondition(QString(5000, u'x')).size() < 500);
}

void TestTerms::snippetsMarkWhatWasFound_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("terms");
    QTest::addColumn<QString>("marked"); // the snippet with the marks in brackets
    QTest::newRow("short") << u"The quick fox"_s << QStringList{u"QUICK"_s} << u"The [quick] fox"_s;
    QTest::newRow("two") << u"fox and quick fox"_s << QStringList{u"fox"_s, u"quick"_s}
                         << u"[fox] and [quick] [fox]"_s;
    QTest::newRow("overlapping") << u"abcdef"_s << QStringList{u"abcd"_s, u"cdef"_s} << u"[abcdef]"_s;
    QTest::newRow("long before") << QString(u"word "_s).repeated(100) + u"needle end"_s
                                 << QStringList{u"needle"_s} << u"…word word word word word [needle] end"_s;
    QTest::newRow("one long word") << QString(500, u'x') + u"needle"_s << QStringList{u"needle"_s}
                                   << u"…"_s + QString(48, u'x') + u"[needle]"_s;
}

void TestTerms::snippetsMarkWhatWasFound()
{
    QFETCH(QString, text);
    QFETCH(QStringList, terms);
    QFETCH(QString, marked);
    const Snippet snippet = snippetOf(text, terms);
    QString shown = snippet.text;
    for (auto range = snippet.marked.rbegin(); range != snippet.marked.rend(); ++range) {
        shown.insert(range->from + range->length, u']');
        shown.insert(range->from, u'[');
    }
    QCOMPARE(shown, marked);
}

void TestTerms::textsAreSearchedWithoutAttachmentsInPieces()
{
    std::vector<Passage> passages;
    appendPassages(passages, {}, u"before "_s + QString(5000, u'A') + u" after\n\nthat"_s);
    QCOMPARE(passages.size(), 1U);
    QCOMPARE(passages[0].text, u"before after that"_s);

    passages.clear();
    appendPassages(passages, {}, QString(u"some words "_s).repeated(10'000));
    QVERIFY(passages.size() > 1);
    const QString end = passages[0].text.last(100);
    QVERIFY(passages[1].text.contains(end));

    passages.clear();
    appendPassages(passages, {}, u" \n "_s);
    QVERIFY(passages.empty());
}

QTEST_GUILESS_MAIN(TestTerms)
#include "tst_terms.moc"
