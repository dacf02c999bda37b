// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/cputimer.h"
#include "ui/markdown/blocksplitter.h"
#include "ui/markdown/displaytext.h"
#include "ui/markdown/inlineparser.h"

#include <QDir>
#include <QFile>
#include <QRandomGenerator>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace outcrop::ui::markdown;

namespace
{

/// One line a leaf: path, marker, kind, text.
QString describe(const std::vector<Leaf> &leaves)
{
    static constexpr const char *kinds[] = {"p", "h", "code", "table", "plain", "rule"};
    QStringList lines;
    for (const Leaf &leaf : leaves) {
        QString line;
        for (const Container &container : leaf.path)
            line += container.kind == Container::Kind::Quote ? u'>' : u'-';
        line += leaf.marker.isEmpty() ? QString() : leaf.marker + u' ';
        line += QLatin1StringView(kinds[int(leaf.kind)]);
        if (leaf.level > 0)
            line += QString::number(leaf.level);
        if (!leaf.info.isEmpty())
            line += u'(' + leaf.info + u')';
        if (leaf.continues)
            line += u'+';
        line += u":"_s + QString(leaf.text).replace(u'\n', u'/');
        lines += line;
    }
    return lines.join(u'\n');
}

/// Styled text: *i* **b** `c` ~s~ and [text](link).
QString describe(const InlineText &inlineText)
{
    QString result;
    qsizetype at = 0;
    for (const Span &span : inlineText.spans) {
        result += inlineText.text.sliced(at, span.start - at);
        result += u'<';
        for (const auto &[bit, letter] :
             {std::pair(Span::Bold, u'b'), std::pair(Span::Italic, u'i'), std::pair(Span::Code, u'c'),
              std::pair(Span::Strike, u's'), std::pair(Span::Link, u'l'), std::pair(Span::Image, u'g')}) {
            if (span.style & bit)
                result += letter;
        }
        result += u':' + inlineText.text.sliced(span.start, span.length);
        if (span.link >= 0)
            result += u"→"_s + inlineText.links[size_t(span.link)];
        result += u'>';
        at = span.start + span.length;
    }
    return result + inlineText.text.sliced(at);
}

std::vector<QString> corpus()
{
    std::vector<QString> texts;
    const QDir folder(QStringLiteral(OUTCROP_TEST_DATA "/markdown"));
    for (const QString &name : folder.entryList({u"*.md"_s}, QDir::Files, QDir::Name)) {
        QFile file(folder.filePath(name));
        if (file.open(QIODevice::ReadOnly))
            texts.push_back(QString::fromUtf8(file.readAll()));
    }
    return texts;
}

} // namespace

class TestMarkdown : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cutsTextIntoLeaves_data()
    {
        QTest::addColumn<QString>("source");
        QTest::addColumn<QString>("leaves");
        QTest::newRow("empty") << u""_s << u""_s;
        QTest::newRow("paragraphs") << u"a\nb\n\n\nc"_s << u"p:a/b\np:c"_s;
        QTest::newRow("CR LF") << u"a\r\nb\r\n\r\nc\rd"_s << u"p:a/b\np:c/d"_s;
        QTest::newRow("headings") << u"# One\n## Two ##\n#no\n###"_s << u"h1:One\nh2:Two\np:#no\nh3:"_s;
        QTest::newRow("underlined headings") << u"One\n===\nTwo\nlines\n---\n"_s << u"h1:One\nh2:Two/lines"_s;
        QTest::newRow("rule") << u"a\n\n---\n***\n- - -"_s << u"p:a\nrule:\nrule:\nrule:"_s;
        QTest::newRow("bullets") << u"- a\n- b\n  more\n* c"_s << u"-• p:a\n-• p:b/more\n-• p:c"_s;
        QTest::newRow("numbers") << u"text:\n1. a\n2. b\n10) c"_s << u"p:text:\n-1. p:a\n-2. p:b\n-10) p:c"_s;
        QTest::newRow("a year is not a list") << u"in\n2019. Then"_s << u"p:in/2019. Then"_s;
        QTest::newRow("nested list") << u"- a\n  - b\n    - c\n- d"_s
                                     << u"-• p:a\n--◦ p:b\n---▪ p:c\n-• p:d"_s;
        QTest::newRow("numbers in bullets")
            << u"* a\n  1. b\n  2. c\n\n  after"_s << u"-• p:a\n--1. p:b\n--2. p:c\n-p:after"_s;
        QTest::newRow("tasks") << u"- [ ] a\n- [x] b"_s << u"-☐ p:a\n-☑ p:b"_s;
        QTest::newRow("empty item") << u"- \n- b"_s << u"-• p:\n-• p:b"_s;
        QTest::newRow("lazy item") << u"- a\nb\n\nc"_s << u"-• p:a/b\np:c"_s;
        QTest::newRow("quote") << u"> a\n> b\nlazy\n\nc"_s << u">p:a/b/lazy\np:c"_s;
        QTest::newRow("list in quote") << u"> - a\n>   b\n> c"_s << u">-• p:a/b/c"_s;
        QTest::newRow("quote in list") << u"- > a\n- b"_s << u"->• p:a\n-• p:b"_s;
        QTest::newRow("fence") << u"```cpp foo\nint x;\n\n  y\n```\nafter"_s
                               << u"code(cpp):int x;//  y\np:after"_s;
        QTest::newRow("tilde fence") << u"~~~\n```\n~~~"_s << u"code:```"_s;
        QTest::newRow("open fence") << u"```\na"_s << u"code:a"_s;
        QTest::newRow("longer fence") << u"````\n```\n````"_s << u"code:```"_s;
        QTest::newRow("fence in list")
            << u"1. a\n   ```\n   x\n     y\n   ```\n2. b"_s << u"-1. p:a\n-code:x/  y\n-2. p:b"_s;
        QTest::newRow("fence ended by its list") << u"- ```\n  a\nb"_s << u"-• code:a\np:b"_s;
        QTest::newRow("indented code") << u"    a\n\n      b\n\nc"_s << u"code:a//  b\np:c"_s;
        QTest::newRow("tab code") << u"\ta\tb"_s << u"code:a\tb"_s;
        QTest::newRow("long code") << u"```\n1\n2\n3\n4\n5\n6\n7\n8\n9\n```"_s
                                   << u"code:1/2/3/4/5/6/7/8\ncode+:9"_s;
        QTest::newRow("table") << u"| a | b |\n|---|:-:|\n| 1 | 2 |\n\nx"_s
                               << u"table:| a | b |/|---|:-:|/| 1 | 2 |\np:x"_s;
        QTest::newRow("table after text") << u"t\na | b\n--|--\n1 | 2"_s << u"p:t\ntable:a | b/--|--/1 | 2"_s;
        QTest::newRow("no table") << u"a | b\n---\nx"_s << u"h2:a | b\np:x"_s;
        QTest::newRow("HTML is text")
            << u"<div>\n<img src=\"file:///etc/passwd\">"_s << u"p:<div>/<img src=\"file:///etc/passwd\">"_s;
        QTest::newRow("reference definitions are text") << u"[a]: http://x"_s << u"p:[a]: http://x"_s;
    }
    void cutsTextIntoLeaves()
    {
        QFETCH(QString, source);
        QFETCH(QString, leaves);
        QCOMPARE(describe(splitAll(source)), leaves);
    }

    void readsInlineMarkup_data()
    {
        QTest::addColumn<QString>("source");
        QTest::addColumn<QString>("text");
        QTest::newRow("plain") << u"a b"_s << u"a b"_s;
        QTest::newRow("bold") << u"a **b** c"_s << u"a <b:b> c"_s;
        QTest::newRow("both") << u"***x***"_s << u"<bi:x>"_s;
        QTest::newRow("nested") << u"*a **b** c*"_s << u"<i:a ><bi:b><i: c>"_s;
        QTest::newRow("mixed") << u"**a *b***"_s << u"<b:a ><bi:b>"_s;
        QTest::newRow("arithmetic") << u"2 * 3 * 4"_s << u"2 * 3 * 4"_s;
        QTest::newRow("snake case") << u"a snake_case_name"_s << u"a snake_case_name"_s;
        QTest::newRow("underscore") << u"_a_ __b__"_s << u"<i:a> <b:b>"_s;
        QTest::newRow("unclosed") << u"**a"_s << u"**a"_s;
        QTest::newRow("strike") << u"~~a~~ ~b~"_s << u"<s:a> ~b~"_s;
        QTest::newRow("code") << u"`a*b*` ``x`y``"_s << u"<c:a*b*> <c:x`y>"_s;
        QTest::newRow("open code") << u"`a"_s << u"`a"_s;
        QTest::newRow("escape") << u"\\*a\\* \\x"_s << u"*a* \\x"_s;
        QTest::newRow("entities") << u"&lt;b&gt; &amp; &#65;&#x42; &nope; &"_s << u"<b> & AB &nope; &"_s;
        QTest::newRow("link") << u"see [a *b*](https://x.org/a_b \"t\")."_s
                              << u"see <l:a →https://x.org/a_b><il:b→https://x.org/a_b>."_s;
        QTest::newRow("link with parentheses") << u"[a](https://x/(b))"_s << u"<l:a→https://x/(b)>"_s;
        QTest::newRow("a local file is no link")
            << u"[a](file:///etc/passwd)"_s << u"a (file:///etc/passwd)"_s;
        QTest::newRow("script") << u"[a](javascript:alert(1))"_s << u"a (javascript:alert(1))"_s;
        QTest::newRow("reference link is text") << u"[a][b] [c]"_s << u"[a][b] [c]"_s;
        QTest::newRow("image") << u"![alt](https://x/i.png)"_s << u"<lg:alt→https://x/i.png>"_s;
        QTest::newRow("local image") << u"![alt](/etc/passwd)"_s << u"alt (/etc/passwd)"_s;
        QTest::newRow("angle link") << u"<https://x.org> <a@b.org> <b>"_s
                                    << u"<l:https://x.org→https://x.org> <l:a@b.org→mailto:a@b.org> <b>"_s;
        QTest::newRow("bare link") << u"(see https://x.org/a_b_c.)"_s
                                   << u"(see <l:https://x.org/a_b_c→https://x.org/a_b_c>.)"_s;
        QTest::newRow("no-break space stays") << u"a\u00a0b"_s << u"a\u00a0b"_s;
        QTest::newRow("line break") << u"a\\\nb\nc"_s << u"a\nb\nc"_s;
        QTest::newRow("HTML") << u"<b>x</b> a < b"_s << u"<b>x</b> a < b"_s;
    }
    void readsInlineMarkup()
    {
        QFETCH(QString, source);
        QFETCH(QString, text);
        QCOMPARE(describe(parseInline(source)), text);
    }

    void growingTextLooksAsItWillLook_data()
    {
        QTest::addColumn<QString>("source");
        QTest::addColumn<QString>("text");
        QTest::newRow("bold") << u"a **bo"_s << u"a <b:bo>"_s;
        QTest::newRow("bold ending") << u"a **bold*"_s << u"a <b:bold>"_s;
        QTest::newRow("italic") << u"a *bo"_s << u"a <i:bo>"_s;
        QTest::newRow("code") << u"a `b*"_s << u"a <c:b>"_s;
        QTest::newRow("starting") << u"a **"_s << u"a "_s;
        QTest::newRow("arithmetic") << u"2 * 3"_s << u"2 * 3"_s;
    }
    void growingTextLooksAsItWillLook()
    {
        QFETCH(QString, source);
        QFETCH(QString, text);
        QCOMPARE(describe(parseInline(source, true)), text);
    }

    void chunksHaveNoInfluence()
    {
        std::vector<QString> texts = corpus();
        QVERIFY2(texts.size() >= 5, "the corpus in tests/data/markdown is missing");
        texts.push_back(
            u"# a\r\n- b\r\n\r\n  c\r\n```\r\nx\r\n```\r\n| a | b |\r\n|--|--|\r\n|1|2|\r\n> q\r\nlazy"_s);
        QRandomGenerator random(42);
        for (const QString &text : texts) {
            const std::vector<Leaf> whole = splitAll(text);
            for (int round = 0; round < 8; ++round) {
                BlockSplitter splitter;
                std::vector<Leaf> leaves;
                const int longest = 1 << round;
                for (qsizetype at = 0; at < text.size();) {
                    const qsizetype step = qMin(text.size() - at, qsizetype(1 + random.bounded(longest)));
                    splitter.append(QStringView(text).sliced(at, step));
                    at += step;
                    if (round > 5)
                        (void)splitter.tail(); // looking at the tail changes nothing
                    std::ranges::move(splitter.takeClosed(), std::back_inserter(leaves));
                }
                splitter.finish();
                std::ranges::move(splitter.takeClosed(), std::back_inserter(leaves));
                QVERIFY2(leaves == whole, qPrintable(text.first(qMin<qsizetype>(60, text.size()))));
            }
        }
    }

    void everyPrefixShowsItsTextAndKeepsWhatIsClosed()
    {
        const QString text =
            u"# Title\nSome **bold** text\nmore\n\n1. one\n2. two\n   - in\n\n```js\nlet a;\n```\n\n| a | b |\n|--|--|\n| 1 | 2 |\n\n> end"_s;
        BlockSplitter splitter;
        std::vector<Leaf> closed;
        for (qsizetype i = 0; i < text.size(); ++i) {
            splitter.append(QStringView(text).sliced(i, 1));
            std::ranges::move(splitter.takeClosed(), std::back_inserter(closed));
            std::vector<Leaf> now = closed;
            std::ranges::move(splitter.tail(), std::back_inserter(now));
            for (size_t k = 0; k < closed.size(); ++k)
                QVERIFY(now[k] == closed[k]);
            QVERIFY(!now.empty());
        }
        splitter.finish();
        std::ranges::move(splitter.takeClosed(), std::back_inserter(closed));
        QVERIFY(closed == splitAll(text));
    }

    void sourceRangesCoverTheText()
    {
        const QString text = u"# T\n\npara\nmore\n\n- a\n- b\n\n```\nx\n```\nend"_s;
        QString joined;
        qsizetype last = 0;
        for (const Leaf &leaf : splitAll(text)) {
            QVERIFY(leaf.sourceStart >= last);
            QVERIFY(leaf.sourceEnd > leaf.sourceStart);
            last = leaf.sourceEnd;
            joined += QStringView(text).sliced(leaf.sourceStart, leaf.sourceEnd - leaf.sourceStart);
        }
        QCOMPARE(last, text.size());
        QCOMPARE(joined, u"# T\npara\nmore\n- a\n- b\n```\nx\n```\nend"_s);
    }

    void longLinesAreCut()
    {
        const std::vector<Leaf> leaves = splitAll(QString(25'001, u'x'));
        QCOMPARE(leaves.size(), size_t(3));
        qsizetype total = 0;
        for (const Leaf &leaf : leaves) {
            QVERIFY(leaf.text.size() <= limits::lineChars);
            total += leaf.text.size();
        }
        QCOMPARE(total, 25'001);
        QVERIFY(leaves[1].continues && leaves[1].sameLine);
        const QString pairs = u"x"_s + QString(u"😀"_s).repeated(12'000);
        for (const Leaf &leaf : splitAll(pairs))
            QVERIFY(!leaf.text.back().isHighSurrogate());
    }

    void longTablesEndAsText()
    {
        QString text = u"| a | b |\n|---|---|\n"_s;
        for (int i = 0; i < 500; ++i)
            text += u"| %1 | x |\n"_s.arg(i);
        const std::vector<Leaf> leaves = splitAll(text);
        QCOMPARE(leaves[0].kind, Leaf::Kind::Table);
        QCOMPARE(leaves[0].text.count(u'\n'), limits::tableRows + 1);
        QString rest;
        for (size_t i = 1; i < leaves.size(); ++i) {
            QCOMPARE(leaves[i].kind, Leaf::Kind::Plain);
            rest += leaves[i].text + u'\n';
        }
        QVERIFY(rest.startsWith(u"| 200 | x |"));
        QVERIFY(rest.endsWith(u"| 499 | x |\n"));
    }

    void shownTextKeepsEveryPosition()
    {
        const QString text =
            u"a\u00a0b\tc\n\u0007\u2029\ufdd0e"_s + QString(100, QChar(0x301)) + QChar(0xd800);
        const QString shown = displayText(text);
        QCOMPARE(shown.size(), text.size());
        QCOMPARE(shown[1], QChar(0xa0));
        QCOMPARE(shown[3], QChar(u'\t'));
        QCOMPARE(shown[5], QChar(0x2028));
        QCOMPARE(shown[6], QChar(0x2407));
        QCOMPARE(shown.count(QChar(0x301)), qsizetype(limits::combiningRun));
        QCOMPARE(shown.back(), QChar(QChar::ReplacementCharacter));
    }

    void hostileTextIsSplitInTime_data()
    {
        QTest::addColumn<QString>("text");
        const auto times = [](const char16_t *piece, int count) {
            return QString::fromUtf16(piece).repeated(count);
        };
        QTest::newRow("quotes") << times(u">", 100'000);
        QTest::newRow("nested bullets") << times(u"- ", 50'000);
        QTest::newRow("stars") << times(u"*a ", 30'000);
        QTest::newRow("closing stars") << times(u"a* ", 30'000);
        QTest::newRow("star pairs") << times(u"*a **b ", 15'000);
        QTest::newRow("brackets") << times(u"[", 100'000);
        QTest::newRow("closed brackets") << times(u"[a](", 25'000);
        QTest::newRow("unclosed links") << times(u"[a](b ", 16'000);
        QTest::newRow("titles") << times(u"[a](b \"", 14'000);
        QTest::newRow("backticks") << times(u"` `` ``` ", 11'000);
        QTest::newRow("angles") << times(u"<a:", 33'000);
        QTest::newRow("entities") << times(u"&#", 50'000);
        QTest::newRow("pipes") << u"a"_s + times(u"|", 50'000) + u"\n"_s + times(u"|-", 50'000) + u"\n"_s +
                                      times(u"|", 50'000);
        QTest::newRow("combining") << u"a"_s + QString(100'000, QChar(0x301));
        QTest::newRow("short lines") << times(u"a\n", 50'000);
        QTest::newRow("nested emphasis") << times(u"*a _b ", 8'000) + times(u"b_ a* ", 8'000);
    }
    void hostileTextIsSplitInTime()
    {
        QFETCH(QString, text);
        outcrop::testsupport::CpuTimer timer;
        qint64 worst = 0;
        for (const Leaf &leaf : splitAll(text)) {
            outcrop::testsupport::CpuTimer one;
            const InlineText inlineText = parseInline(leaf.text);
            (void)displayText(inlineText.text);
            worst = std::max(worst, one.elapsed());
        }
        QVERIFY2(worst < 200, qPrintable(QString::number(worst)));
        QVERIFY2(timer.elapsed() < 2000, qPrintable(QString::number(timer.elapsed())));
    }
};

QTEST_GUILESS_MAIN(TestMarkdown)
#include "tst_markdown.moc"
