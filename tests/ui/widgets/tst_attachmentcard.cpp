// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/attachments/attachedfile.h"
#include "ui/widgets/attachmentcard.h"
#include "ui/widgets/attachmentpreview.h"
#include "ui/widgets/outcropstyle.h"
#include "ui/widgets/theme.h"

#include <QApplication>
#include <QBuffer>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace outcrop;
using namespace outcrop::ui::widgets;
using namespace Qt::StringLiterals;
using json::Json;

namespace
{

Json imageBlock(QSize size)
{
    QImage image(size, QImage::Format_RGB32);
    image.fill(Qt::darkCyan);
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return attachments::attachBytes(u"cover.png"_s, buffer.data())->block;
}

QByteArray filmBytes(qsizetype size)
{
    const QByteArray begin("\0\0\0\x18"
                           "ftypisom",
                           12);
    return begin + QByteArray(size - begin.size(), 'v');
}

Json documentBlock(const QString &name, const QByteArray &bytes = "%PDF-1.7")
{
    Json block = attachments::attachBytes(u"a.pdf"_s, bytes)->block;
    Json value = block.at(0);
    value.set("name"_L1, Json(name));
    block.setAt(0, value);
    return block;
}

/// By what a screen reader says.
template <typename Widget>
Widget *named(QWidget &root, const QString &name)
{
    for (auto *widget : root.findChildren<Widget *>()) {
        if (widget->accessibleName() == name)
            return widget;
    }
    return nullptr;
}

bool says(QWidget &root, const QString &words)
{
    const auto labels = root.findChildren<QLabel *>();
    return std::any_of(labels.begin(), labels.end(), [&](const QLabel *label) {
        return !label->isHidden() && label->text().contains(words);
    });
}

void setLooked(AttachmentCard &card, const Json &block, const QString &fileName = {})
{
    QSignalSpy looked(&card, &AttachmentCard::lookChanged);
    card.setBlock(block, fileName);
    QTRY_COMPARE(looked.size(), 1);
}

} // namespace

class TestAttachmentCard : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void saysWhatAnImageIs();
    void saysWhatAFilmAndASoundAre();
    void saysWhenAFilmIsTooLarge();
    void mendsTheNameOfADocumentInOneClick();
    void renamesADocumentByKeyboard();
    void movesAndRemovesByKeyboard();
    void showsATextAndSaysWhereThereIsNoPreview();
    void decodesNoImageThatIsTooLarge();
    void forgetsWhatItSawOfAnotherBlock();
};

void TestAttachmentCard::saysWhatAnImageIs()
{
    AttachmentCard card;
    card.show();
    setLooked(card, imageBlock({64, 48}), u"playlist-cover.png"_s);
    QVERIFY(says(card, u"playlist-cover.png"_s));
    QVERIFY(says(card, u"image · png · 64 × 48 · "_s));
    QVERIFY(says(card, u" raw, "_s) && says(card, u"sha256 "_s));
    QVERIFY(!card.look().image.isNull());
    QVERIFY(!card.look().problem);
    named<QPushButton>(card, u"Preview playlist-cover.png"_s)->click();
    QCOMPARE(card.findChildren<AttachmentPreview *>().size(), 1);
    for (auto *label : card.findChildren<QLabel *>()) {
        if (!label->pixmap(Qt::ReturnByValue).isNull())
            QTest::mouseClick(label, Qt::LeftButton);
    }
    QCOMPARE(card.findChildren<AttachmentPreview *>().size(), 2);
}

void TestAttachmentCard::saysWhatAFilmAndASoundAre()
{
    AttachmentCard card;
    card.show();
    setLooked(card, attachments::attachBytes(u"clip.mp4"_s, filmBytes(4000))->block, u"clip.mp4"_s);
    QVERIFY(says(card, u"clip.mp4"_s));
    QVERIFY(says(card, u"video · mp4 · 4 kB raw, 5 kB encoded · sha256 "_s));
    QVERIFY(card.look().image.isNull() && !card.look().problem);
    setLooked(card, attachments::attachBytes(u"talk.mp3"_s, "ID3" + QByteArray(2000, 'a'))->block,
              u"talk.mp3"_s);
    QVERIFY(says(card, u"talk.mp3"_s));
    QVERIFY(says(card, u"audio · mp3 · 2 kB raw, 3 kB encoded · sha256 "_s));
    QCOMPARE(card.accessibleName(), u"Attachment talk.mp3"_s);
    for (const QString &key : {u"clip.mkv"_s, u"talk.flac"_s}) {
        setLooked(card, attachments::attachS3Object(u"s3://my-bucket/"_s + key, u"123456789012"_s)->block);
        QVERIFY(says(card, key));
        QVERIFY(says(card, u"s3://my-bucket/"_s + key + u" · owner 123456789012"_s));
        QVERIFY(!card.look().problem);
    }
}

/// protocol/converse.md, 3: 25 MB of base64.
void TestAttachmentCard::saysWhenAFilmIsTooLarge()
{
    AttachmentCard card;
    card.show();
    setLooked(card, attachments::attachBytes(u"clip.mp4"_s, filmBytes(18'750'001))->block, u"clip.mp4"_s);
    QVERIFY(says(card, u"the limit is 25,000 kB"_s));
    QVERIFY(named<QPushButton>(card, u"Preview clip.mp4"_s)->isVisible()); // nothing mends it
    setLooked(card, attachments::attachBytes(u"clip.mp4"_s, filmBytes(18'750'000))->block, u"clip.mp4"_s);
    QVERIFY(!card.look().problem);
}

void TestAttachmentCard::mendsTheNameOfADocumentInOneClick()
{
    AttachmentCard card;
    card.show();
    setLooked(card, documentBlock(u"Station rules (2026).pdf"_s));
    QVERIFY(says(card, u"document name may not contain “.”"_s));
    QSignalSpy edited(&card, &AttachmentCard::edited);
    auto *fix = named<QPushButton>(card, u"Station rules (2026).pdf: Rename to “Station rules (2026)”"_s);
    QVERIFY(fix && fix->isVisible());
    fix->click();
    QCOMPARE(edited.size(), 1);
    const Json mended = edited.first().first().value<Json>();
    QCOMPARE(mended.at(0).value("name"_L1).toString(), u"Station rules (2026)"_s);
    setLooked(card, mended);
    QVERIFY(!card.look().problem);
    QVERIFY(fix->isHidden());
}

void TestAttachmentCard::renamesADocumentByKeyboard()
{
    AttachmentCard card;
    card.show();
    QVERIFY(QTest::qWaitForWindowActive(&card));
    setLooked(card, documentBlock(u"Rules"_s));
    QSignalSpy edited(&card, &AttachmentCard::edited);
    auto *more = named<QToolButton>(card, u"More for Rules"_s);
    more->setFocus();
    QTest::keyClick(more, Qt::Key_F2);
    auto *field = named<QLineEdit>(card, u"Name of the document"_s);
    QTRY_VERIFY(field->hasFocus());
    QTest::keyClicks(field, u"Bylaws"_s);
    QTest::keyClick(field, Qt::Key_Escape);
    QCOMPARE(edited.size(), 0);
    QTest::keyClick(more, Qt::Key_F2);
    QTest::keyClicks(field, u"Bylaws"_s);
    QTest::keyClick(field, Qt::Key_Return);
    QCOMPARE(edited.size(), 1);
    QCOMPARE(edited.first().first().value<Json>().at(0).value("name"_L1).toString(), u"Bylaws"_s);
}

void TestAttachmentCard::movesAndRemovesByKeyboard()
{
    AttachmentCard card;
    card.show();
    setLooked(card, documentBlock(u"Rules"_s));
    QSignalSpy moved(&card, &AttachmentCard::moveRequested);
    QSignalSpy removed(&card, &AttachmentCard::removeRequested);
    auto *preview = named<QPushButton>(card, u"Preview Rules"_s);
    QTest::keyClick(preview, Qt::Key_Up, Qt::AltModifier);
    QTest::keyClick(preview, Qt::Key_Down, Qt::AltModifier);
    QTest::keyClick(preview, Qt::Key_Delete, Qt::ControlModifier);
    QCOMPARE(moved, (QList<QVariantList>{{-1}, {1}}));
    QCOMPARE(removed.size(), 1);

    AttachmentCard inRow(AttachmentCard::RowCommands::No);
    setLooked(inRow, documentBlock(u"Rules"_s));
    QSignalSpy kept(&inRow, &AttachmentCard::removeRequested);
    QTest::keyClick(named<QPushButton>(inRow, u"Preview Rules"_s), Qt::Key_Delete, Qt::ControlModifier);
    QCOMPARE(kept.size(), 0);
}

void TestAttachmentCard::showsATextAndSaysWhereThereIsNoPreview()
{
    const Json text = attachments::attachBytes(u"notes.md"_s, "# Notes\n<b>plain</b>")->block;
    AttachmentPreview words(text, u"notes"_s);
    words.show();
    QTRY_VERIFY(named<QPlainTextEdit>(words, u"Text of notes"_s));
    QCOMPARE(named<QPlainTextEdit>(words, u"Text of notes"_s)->toPlainText(), u"# Notes\n<b>plain</b>"_s);

    AttachmentPreview pdf(documentBlock(u"Rules"_s), u"Rules"_s);
    pdf.show();
    QTRY_VERIFY(says(pdf, u"no preview"_s));

    AttachmentPreview picture(imageBlock({40, 30}), u"cover.png"_s);
    picture.show();
    QTRY_VERIFY(named<QWidget>(picture, u"Picture of cover.png"_s));
}

/// A header that claims 40 000 × 40 000 pixels costs nothing (reliability.md, R8).
void TestAttachmentCard::decodesNoImageThatIsTooLarge()
{
    QByteArray huge =
        QByteArray::fromBase64(imageBlock({8, 8}).at(0).value("source"_L1).value("bytes"_L1).toUtf8());
    huge.replace(16, 8, QByteArray("\0\0\x9c\x40\0\0\x9c\x40", 8));
    AttachmentCard card;
    setLooked(card, attachments::attachBytes(u"huge.png"_s, huge)->block);
    QVERIFY(card.look().image.isNull());
    QVERIFY2(card.look().whyNoImage.contains(u"too large"_s), qPrintable(card.look().whyNoImage));
    QVERIFY(card.look().problem);
}

void TestAttachmentCard::forgetsWhatItSawOfAnotherBlock()
{
    AttachmentCard card;
    QSignalSpy looked(&card, &AttachmentCard::lookChanged);
    card.setBlock(imageBlock({64, 48}));
    card.setBlock(documentBlock(u"Rules"_s));
    QTRY_COMPARE(looked.size(), 1);
    QCOMPARE(card.title(), u"Rules"_s);
    QVERIFY(card.look().image.isNull());
}

int main(int argc, char **argv)
{
    QApplication app(argc, argv);
    app.setStyle(new OutcropStyle);
    TestAttachmentCard test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_attachmentcard.moc"
