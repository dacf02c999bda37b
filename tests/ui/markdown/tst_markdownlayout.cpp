// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/cputimer.h"
#include "ui/markdown/markdowndocument.h"

#include <QDir>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QImage>
#include <QPainter>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace outcrop::ui::markdown;

namespace
{

TextStyle plainStyle()
{
    TextStyle style;
    style.body = QGuiApplication::font();
    style.mono = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    style.text = Qt::black;
    style.link = Qt::blue;
    style.secondary = Qt::gray;
    style.hairline = Qt::lightGray;
    style.codeBackground = Qt::white;
    style.selection = Qt::blue;
    style.selectedText = Qt::white;
    return style;
}

QString allText(const MarkdownDocument &document)
{
    QString text;
    for (int i = 0; i < document.boxCount(); ++i) {
        text += document.box(i).text();
        const QChar separator = document.separatorAfter(i);
        if (!separator.isNull())
            text += separator;
    }
    return text;
}

QImage painted(const MarkdownDocument &document, const TextStyle &style)
{
    QImage image(600, int(document.height()) + 1, QImage::Format_RGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    document.paint(painter, {}, QRectF(image.rect()), style, {});
    return image;
}

} // namespace

class TestMarkdownLayout : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void streamedAndWholeTextLookTheSame()
    {
        const QDir folder(QStringLiteral(OUTCROP_TEST_DATA "/markdown"));
        const TextStyle style = plainStyle();
        const QStringList names = folder.entryList({u"*.md"_s}, QDir::Files, QDir::Name);
        QVERIFY(names.size() >= 5);
        for (const QString &name : names) {
            QFile file(folder.filePath(name));
            QVERIFY(file.open(QIODevice::ReadOnly));
            const QString text = QString::fromUtf8(file.readAll()).left(4000);
            MarkdownDocument whole;
            whole.append(text);
            whole.finish();
            whole.layout(style, 600);
            MarkdownDocument streamed;
            for (qsizetype at = 0; at < text.size(); at += 7) {
                streamed.append(QStringView(text).sliced(at, qMin<qsizetype>(7, text.size() - at)));
                streamed.layout(style, 600);
            }
            streamed.finish();
            streamed.layout(style, 600);
            QCOMPARE(streamed.boxCount(), whole.boxCount());
            QCOMPARE(streamed.height(), whole.height());
            QCOMPARE(allText(streamed), allText(whole));
            QVERIFY2(painted(streamed, style) == painted(whole, style), qPrintable(name));
        }
    }

    void closedLeavesAreNeverLaidOutAgain()
    {
        const TextStyle style = plainStyle();
        MarkdownDocument document;
        for (int i = 0; i < 500; ++i) {
            document.append(u"A paragraph.\n\n");
            document.layout(style, 600);
        }
        QVERIFY2(document.leavesLaidOut() <= 2 * 500, qPrintable(QString::number(document.leavesLaidOut())));
    }

    void anotherWidthBreaksTheLinesAgain()
    {
        const TextStyle style = plainStyle();
        MarkdownDocument document;
        document.append(u"some words ");
        document.append(QString(u"and more words "_s).repeated(40));
        document.finish();
        QCOMPARE(document.layout(style, 600), 0.0);
        const qreal wide = document.height();
        QCOMPARE(document.layout(style, 600), wide);
        document.layout(style, 200);
        QVERIFY(document.height() > wide * 2);
        document.layout(style, 600);
        QCOMPARE(document.height(), wide);
    }

    void cellsAreSeparatedByTabs()
    {
        MarkdownDocument document;
        document.append(u"| a | b |\n|---|---|\n| 1 | 2 |\n\nend");
        document.finish();
        document.layout(plainStyle(), 600);
        QCOMPARE(allText(document), u"a\tb\n1\t2\nend\n"_s);
    }

    void tooManyColumnsAreShownAsText()
    {
        QString text;
        for (int row = 0; row < 3; ++row)
            text += row == 1 ? QString(u"|---"_s).repeated(60) + u"|\n"_s
                             : QString(u"| x "_s).repeated(60) + u"|\n"_s;
        MarkdownDocument document;
        document.append(text);
        document.finish();
        document.layout(plainStyle(), 500);
        QCOMPARE(document.boxCount(), 1);
        QVERIFY(document.box(0).usedWidth() <= 500);
        document.layout(plainStyle(), 60 * 80);
        QCOMPARE(document.boxCount(), 120);
    }

    void positionsAndLinksAreFound()
    {
        MarkdownDocument document;
        document.append(u"see [here](https://example.org/x) now");
        document.finish();
        document.layout(plainStyle(), 600);
        const TextBox &box = document.box(0);
        const QRectF link = box.rectsOf({4, 8}).front();
        QCOMPARE(box.linkAt(link.center()), u"https://example.org/x"_s);
        QCOMPARE(box.linkAt(QPointF(1, link.center().y())), QString());
        QCOMPARE(box.positionAt(box.caretAt(6).topLeft() + QPointF(0, 3)), 6);
        QCOMPARE(document.boxAt({5, 500}), 0);
    }

    void noBlockTakesLongerThanAFifthOfASecond_data()
    {
        QTest::addColumn<QString>("text");
        QString table =
            u"|"_s + QString(u" a |"_s).repeated(6) + u"\n|"_s + QString(u"---|"_s).repeated(6) + u"\n"_s;
        for (int i = 0; i < 1500; ++i)
            table += u"|"_s + QString(u" some **cell** |"_s).repeated(6) + u"\n"_s;
        QTest::newRow("one long line") << QString(u"word "_s).repeated(200'000);
        QTest::newRow("one long word") << QString(1'000'000, u'x');
        QTest::newRow("long table") << table;
        QTest::newRow("combining marks") << (u"a"_s + QString(100'000, QChar(0x301)));
        QTest::newRow("many marks") << QString(u"a\u0301\u0302"_s).repeated(30'000);
        QTest::newRow("deep quotes") << (QString(5000, u'>') + u" x"_s);
        QTest::newRow("deep lists") << (QString(u"- "_s).repeated(5000) + u"x"_s);
        QTest::newRow("html") << QString(u"<div>"_s).repeated(20'000);
        QTest::newRow("stars") << QString(u"*a "_s).repeated(30'000);
        QTest::newRow("right to left") << QString(u"\u05d0\u05d1 \u202e"_s).repeated(20'000);
        QTest::newRow("emoji") << QString(u"👩‍👩‍👧‍👦"_s).repeated(5'000);
    }
    void noBlockTakesLongerThanAFifthOfASecond()
    {
        QFETCH(QString, text);
        const TextStyle style = plainStyle();
        std::unique_ptr<LaidLeaf> previous;
        qint64 worst = 0;
        for (const Leaf &leaf : splitAll(text)) {
            outcrop::testsupport::CpuTimer timer;
            const auto laid = makeLaidLeaf(leaf, style);
            laid->layout(style, 600, nullptr);
            worst = std::max(worst, timer.elapsed());
        }
        qInfo("worst leaf %lld ms", worst);
        QVERIFY2(worst <= 200, qPrintable(QString::number(worst)));
    }
};

QTEST_MAIN(TestMarkdownLayout)
#include "tst_markdownlayout.moc"
