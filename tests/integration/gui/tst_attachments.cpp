// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/offthread.h"
#include "core/history/exchangestore.h"
#include "tests/integration/gui/appfixture.h"
#include "ui/transcript/transcriptview.h"

#include <QApplication>
#include <QBuffer>
#include <QClipboard>
#include <QDir>
#include <QImage>
#include <QLabel>
#include <QMimeData>
#include <QSemaphore>
#include <QSignalSpy>
#include <QTest>

using namespace outcrop;
using namespace Qt::StringLiterals;
using testsupport::AppFixture;
using ui::models::TranscriptBlock;
using ui::models::TurnState;

namespace
{

QByteArray png()
{
    QImage image(320, 200, QImage::Format_RGB32);
    image.fill(Qt::darkCyan);
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return buffer.data();
}

QByteArray pdf()
{
    return "%PDF-1.7\n" + QByteArray(50'000, 'a');
}

void pasteFiles(AppFixture &fixture, const QStringList &paths)
{
    QList<QUrl> urls;
    for (const QString &path : paths)
        urls << QUrl::fromLocalFile(path);
    auto *data = new QMimeData;
    data->setUrls(urls);
    QGuiApplication::clipboard()->setMimeData(data);
    QTest::keyClick(fixture.control(u"Message"_s), Qt::Key_V, Qt::ControlModifier);
}

QString makeFile(const QTemporaryDir &folder, const QString &name, const QByteArray &bytes)
{
    QFile file(folder.filePath(name));
    if (file.open(QIODevice::WriteOnly))
        file.write(bytes);
    return file.fileName();
}

bool says(AppFixture &fixture, const QString &words)
{
    const auto labels = fixture.widget()->findChildren<QLabel *>();
    return std::any_of(labels.begin(), labels.end(), [&](const QLabel *label) {
        return label->isVisible() && label->text().contains(words);
    });
}

/// What the last answer was asked with, as it crossed the wire.
json::Json sentBody(AppFixture &fixture)
{
    const auto id = fixture.conversation().turns.back().facts.exchangeId;
    if (!id || !fixture.app().exchanges()->flush())
        return {};
    const auto exchange = fixture.app().exchanges()->load(*id);
    return exchange.ok() ? json::parse(exchange->requestBody).valueOr({}) : json::Json();
}

QByteArray bytesIn(const json::Json &block)
{
    return QByteArray::fromBase64(block.at(0).value("source"_L1).value("bytes"_L1).toUtf8());
}

/// Holds up all that is read on other threads until it is opened.
class Gate
{
public:
    Gate()
    {
        for (int thread = 0; thread < base::workers().maxThreadCount(); ++thread)
            base::workers().start([opened = m_opened] { opened->acquire(); }, mostUrgent);
    }
    ~Gate() { open(); }
    void open()
    {
        if (!std::exchange(m_isOpen, true))
            m_opened->release(base::workers().maxThreadCount());
    }

private:
    static constexpr int mostUrgent = 1000;
    std::shared_ptr<QSemaphore> m_opened = std::make_shared<QSemaphore>();
    bool m_isOpen = false;
};

} // namespace

class TestAttachments : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theBodyHasTheVeryBytesOfTheFiles()
    {
        QTemporaryDir files;
        AppFixture fixture;
        fixture.start();
        pasteFiles(fixture,
                   {makeFile(files, u"cover.png"_s, png()), makeFile(files, u"Rules_2026.pdf"_s, pdf())});
        QTRY_COMPARE(fixture.conversation().draftFrame.before.size(), size_t(2));
        QTRY_VERIFY(fixture.control(u"Rules_2026: Rename to “Rules 2026”"_s));
        QTest::keyClick(fixture.control(u"Rules_2026: Rename to “Rules 2026”"_s), Qt::Key_Space);
        QTest::keyClick(fixture.control(u"Add a cache point"_s), Qt::Key_Space);
        QVERIFY(fixture.ask(u"Do they fit?"_s));
        QCOMPARE(fixture.row(1).state, TurnState::Complete);

        const json::Json content = sentBody(fixture).value("messages"_L1).at(0).value("content"_L1);
        QCOMPARE(content.size(), 4);
        QCOMPARE(bytesIn(content.at(0)), png());
        QCOMPARE(bytesIn(content.at(1)), pdf());
        QCOMPARE(content.at(1).at(0).value("name"_L1).toString(), u"Rules 2026"_s);
        QCOMPARE(content.at(2).value("text"_L1).toString(), u"Do they fit?"_s);
        QVERIFY(content.at(3).contains("cachePoint"_L1));
        QVERIFY(fixture.row(0).blocks[0].kind == TranscriptBlock::Kind::Image);
        QCOMPARE(fixture.row(0).blocks[0].name, u"cover.png"_s);
        QVERIFY(fixture.row(0).blocks[1].kind == TranscriptBlock::Kind::Document);

        // The next start sends the same prefix, from the files beside the conversation.
        const QByteArray body = fixture.app().document().requestBody();
        fixture.restart();
        QCOMPARE(fixture.app().document().requestBody(), body);
        QCOMPARE(fixture.row(0).blocks[0].name, u"cover.png"_s);
    }

    void aMessageWithAFileIsAppendedWithoutRunning()
    {
        QTemporaryDir files;
        AppFixture fixture;
        fixture.start();
        fixture.type({});
        pasteFiles(fixture, {makeFile(files, u"cover.png"_s, png())});
        QTRY_COMPARE(fixture.conversation().draftFrame.before.size(), size_t(1));
        QTest::keyClick(fixture.control(u"Message"_s), Qt::Key_Return,
                        Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(fixture.rows(), 1);
        QCOMPARE(fixture.row(0).state, TurnState::NotRun);
        QCOMPARE(fixture.app().simulator().requestCount(), 0);
        QTest::keyClick(fixture.widget(), Qt::Key_Z, Qt::ControlModifier);
        QTRY_COMPARE(fixture.rows(), 0);
        QCOMPARE(fixture.conversation().draftFrame.before.size(), size_t(1));
    }

    void aMessageIsNotSentWithoutAFileThatIsStillRead()
    {
        QTemporaryDir files;
        AppFixture fixture;
        fixture.start();
        fixture.type(u"What is it?"_s);
        Gate gate;
        pasteFiles(fixture, {makeFile(files, u"cover.png"_s, png())});
        QTRY_VERIFY(fixture.control(u"Reading a file"_s));
        fixture.pressRun();
        QVERIFY(!fixture.app().run().isRunning());
        QVERIFY(says(fixture, u"A file is still being read"_s));
        QTest::keyClick(fixture.widget(), Qt::Key_Return, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(fixture.rows(), 0);
        gate.open();
        QTRY_COMPARE(fixture.conversation().draftFrame.before.size(), size_t(1));
        fixture.pressRun();
        QVERIFY(fixture.waitUntilIdle());
        QCOMPARE(fixture.app().simulator().requestCount(), 1);
        QCOMPARE(bytesIn(sentBody(fixture).value("messages"_L1).at(0).value("content"_L1).at(0)), png());
    }

    void anEditorIsNotClosedOverAFileThatIsStillRead()
    {
        QTemporaryDir files;
        AppFixture fixture;
        fixture.start();
        QVERIFY(fixture.ask(u"First"_s));
        ui::transcript::TranscriptView &view = fixture.app().transcriptView();
        view.setFocus();
        view.setCurrentRow(0);
        QTest::keyClick(&view, Qt::Key_F2);
        QWidget *text = QApplication::focusWidget();
        QCOMPARE(text->accessibleName(), u"Text of block 1"_s);
        Gate gate;
        auto *data = new QMimeData;
        data->setUrls({QUrl::fromLocalFile(makeFile(files, u"cover.png"_s, png()))});
        QGuiApplication::clipboard()->setMimeData(data);
        QTest::keyClick(text, Qt::Key_V, Qt::ControlModifier);
        for (const auto &[key, modifiers] :
             {std::pair(Qt::Key_Escape, Qt::KeyboardModifiers()),
              std::pair(Qt::Key_Return, Qt::ControlModifier | Qt::ShiftModifier),
              std::pair(Qt::Key_Return, Qt::KeyboardModifiers(Qt::ControlModifier))}) {
            QTest::keyClick(text, key, modifiers);
            QVERIFY(fixture.control(u"Editor of the message"_s));
            QVERIFY(says(fixture, u"A file is still being read"_s));
        }
        QCOMPARE(fixture.app().simulator().requestCount(), 1);
        gate.open();
        QTRY_VERIFY(fixture.control(u"Attachment cover.png"_s));
        QVERIFY(!says(fixture, u"A file is still being read"_s));
        QTest::keyClick(text, Qt::Key_Return, Qt::ControlModifier);
        QVERIFY(fixture.waitUntilIdle());
        QCOMPARE(bytesIn(sentBody(fixture).value("messages"_L1).at(0).value("content"_L1).at(1)), png());
    }

    void missingBytesAreSaidAndNotSent()
    {
        QTemporaryDir files;
        AppFixture fixture;
        fixture.start();
        pasteFiles(fixture, {makeFile(files, u"cover.png"_s, png())});
        QTRY_COMPARE(fixture.conversation().draftFrame.before.size(), size_t(1));
        fixture.type(u"What is it?"_s);
        const QString path = fixture.app().document().saver().path();
        fixture.end();
        QDir blobs(QFileInfo(path).absolutePath() + u"/blobs"_s);
        const QStringList names = blobs.entryList(QDir::Files);
        QCOMPARE(names.size(), 1);
        QVERIFY(blobs.rename(names.first(), u"elsewhere"_s));
        fixture.start();
        QTRY_VERIFY(says(fixture, names.first()));
        QTRY_VERIFY(says(fixture, u"“blobs” beside the conversation"_s)); // on the card
        QSignalSpy refused(&fixture.app().sessions().current().bridge(), &app::RunBridge::refused);
        fixture.pressRun();
        QTRY_COMPARE(refused.count(), 1);
        QCOMPARE(refused[0][0].value<base::Error>().code, u"missing-attachment"_s);
        QVERIFY(!fixture.app().run().isRunning());
        QCOMPARE(fixture.app().simulator().requestCount(), 0);
        QCOMPARE(fixture.conversation().draft, u"What is it?"_s);
        fixture.end();
        QVERIFY(blobs.rename(u"elsewhere"_s, names.first()));
        fixture.start();
        fixture.pressRun();
        QVERIFY(fixture.waitUntilIdle());
        QCOMPARE(bytesIn(sentBody(fixture).value("messages"_L1).at(0).value("content"_L1).at(0)), png());
    }

    void aPictureIsTheResultOfACall()
    {
        QTemporaryDir files;
        AppFixture fixture;
        fixture.start();
        QVERIFY(fixture.ask(u"/tool top_song {\"sign\":\"WZPZ\"}"_s));
        QVERIFY(fixture.control(u"Role of the message: Tool result"_s));
        pasteFiles(fixture, {makeFile(files, u"cover.png"_s, png())});
        QTRY_COMPARE(fixture.conversation().draftFrame.before.size(), size_t(1));
        fixture.app().document().setDraft(u"This is its cover."_s); // the field is named after the tool now
        fixture.pressRun();
        QVERIFY(fixture.waitUntilIdle());
        const json::Json result =
            sentBody(fixture).value("messages"_L1).at(2).value("content"_L1).at(0).value("toolResult"_L1);
        QCOMPARE(bytesIn(result.value("content"_L1).at(0)), png());
        QCOMPARE(result.value("content"_L1).at(1).value("text"_L1).toString(), u"This is its cover."_s);
        QVERIFY2(fixture.row(2).blocks[0].text.startsWith(u"[image png, "_s),
                 qPrintable(fixture.row(2).blocks[0].text));
    }

    void aPrefillIsRunAsItStands()
    {
        AppFixture fixture;
        fixture.start();
        fixture.type(u"Describe the cover."_s);
        QTest::keyClick(fixture.control(u"Message"_s), Qt::Key_Return,
                        Qt::ControlModifier | Qt::ShiftModifier);
        fixture.app().document().setDraftRole(u"assistant"_s);
        fixture.type(u"The cover shows"_s);
        fixture.pressRun();
        QVERIFY(fixture.waitUntilIdle());
        const json::Json messages = sentBody(fixture).value("messages"_L1);
        QCOMPARE(messages.size(), 2);
        QCOMPARE(messages.at(1).value("role"_L1).toString(), u"assistant"_s);
        QCOMPARE(messages.at(1).value("content"_L1).at(0).value("text"_L1).toString(), u"The cover shows"_s);
    }
};

QTEST_MAIN(TestAttachments)
#include "tst_attachments.moc"
