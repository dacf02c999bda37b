// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/conversation/toolanswers.h"
#include "core/conversation/undojournal.h"

#include <QCryptographicHash>
#include <QFile>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

using namespace outcrop;
using namespace outcrop::conversation;
using namespace Qt::StringLiterals;
using json::Json;

class TestUndoJournal : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void stepsAreThereAfterARestart();
    void stepsOfAnOlderFileThatIsReadOtherwiseAreNone_data();
    void stepsOfAnOlderFileThatIsReadOtherwiseAreNone();
    void whatWasUndoneCanBeRedone();
    void anyRowOfStepsComesBack();
    void onlyTheLastStepsAreKept();
    void aTornOrForeignJournalIsNone();
    void aJournalWithUnknownPlacesIsNone();

private:
    using Document = std::unique_ptr<ConversationDocument>;
    Document fresh()
    {
        Conversation conversation = newConversation();
        conversation.system = {textBlock(u"s1"_s), textBlock(u"s2"_s)};
        conversation.turns = {userTurn(u"q"_s), makeTurn(u"assistant"_s, {textBlock(u"a"_s)})};
        auto document = std::make_unique<ConversationDocument>(conversation);
        m_path = m_folder.filePath(u"%1.outcrop.json"_s.arg(++m_count));
        return document->saver().saveAs(m_path).ok() ? std::move(document) : nullptr;
    }
    /// Saved, ended and opened again.
    Document restarted(Document document, bool *restored = nullptr)
    {
        if (!document->saver().saveNow().ok())
            return nullptr;
        const QByteArray journal = UndoJournal::write(*document);
        document.reset();
        Document again = std::move(ConversationDocument::open(m_path)).value();
        const bool done = UndoJournal::restore(*again, journal);
        if (restored)
            *restored = done;
        return again;
    }

    QTemporaryDir m_folder;
    QString m_path;
    int m_count = 0;
};

void TestUndoJournal::stepsAreThereAfterARestart()
{
    Document document = fresh();
    const Conversation before = document->conversation();
    document->setTitle(u"t"_s);
    document->changeBlock(document->conversation().system[0].id, textBlock(u"other"_s).value);
    document->moveBlock(document->conversation().system[0].id, 1);
    document->removeBlock(document->conversation().system[0].id);
    document->undoStack().beginMacro(u"both"_s);
    for (const Block &block : document->conversation().turns[0].content)
        document->setBlockMuted(block.id, true);
    document->setNote(document->conversation().turns[0].id, u"n"_s);
    document->undoStack().endMacro();
    document->setDraft(u"draft"_s);
    document->appendDraft();
    document->setVariable(u"v"_s, u"1"_s);
    document->replaceTurn(document->conversation().turns[1].id,
                          makeTurn(u"assistant"_s, {textBlock(u"b"_s)}));
    const Conversation after = document->conversation();
    const int steps = document->undoStack().count();

    bool restored = false;
    document = restarted(std::move(document), &restored);
    QVERIFY(restored);
    QCOMPARE(document->undoStack().count(), steps);
    QVERIFY(document->conversation().equivalentTo(after));
    QVERIFY(document->undoStack().undoText().startsWith(u"Replace"_s));
    document->undoStack().setIndex(0);
    Conversation expected = before;
    expected.draft = u"draft"_s; // what was typed is no step
    QVERIFY(document->conversation().equivalentTo(expected));
    document->undoStack().setIndex(steps);
    QVERIFY(document->conversation().equivalentTo(after));
    QVERIFY(document->saver().saveNow().ok());
}

void TestUndoJournal::stepsOfAnOlderFileThatIsReadOtherwiseAreNone_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("restores");
    QTest::newRow("as it was") << u"word"_s << true;
    QTest::newRow("braces") << u"{{x}}"_s << false;
}

void TestUndoJournal::stepsOfAnOlderFileThatIsReadOtherwiseAreNone()
{
    QFETCH(QString, text);
    Document document = fresh();
    document->appendTurn(makeTurn(u"system"_s, {textBlock(text)}));
    QVERIFY(document->saver().saveNow().ok());
    QByteArray journal = UndoJournal::write(*document);
    const QByteArray hash = document->saver().fileHash().toHex();
    document.reset();

    const auto hashOf = [](const QByteArray &bytes) {
        return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex();
    };
    QFile file(m_path);
    QVERIFY(file.open(QIODevice::ReadWrite));
    const QByteArray older = file.readAll().replace("\"version\": 3", "\"version\": 2");
    file.seek(0);
    file.write(older);
    file.close();
    journal = journal.sliced(journal.indexOf('\n') + 1).replace(hash, hashOf(older));
    document = std::move(ConversationDocument::open(m_path)).value();
    QTEST(UndoJournal::restore(*document, hashOf(journal) + '\n' + journal), "restores");
}

void TestUndoJournal::whatWasUndoneCanBeRedone()
{
    Document document = fresh();
    document->setTitle(u"one"_s);
    document->setTitle(u"two"_s);
    document->addSibling(document->conversation().turns[0].id, userTurn(u"other"_s));
    document->undoStack().undo();
    document->undoStack().undo();
    document = restarted(std::move(document));
    QCOMPARE(document->undoStack().index(), 1);
    QCOMPARE(document->undoStack().count(), 3);
    document->undoStack().redo();
    QCOMPARE(document->conversation().title, u"two"_s);
    document->undoStack().redo();
    QCOMPARE(document->conversation().turns.size(), 1U);
    document->undoStack().setIndex(0);
    QCOMPARE(document->conversation().title, QString());
    QCOMPARE(document->conversation().turns.size(), 2U);
}

void TestUndoJournal::anyRowOfStepsComesBack()
{
    for (quint32 seed = 1; seed <= 20; ++seed) {
        QRandomGenerator random(seed);
        Document document = fresh();
        const Conversation before = document->conversation();
        const auto any = [&] {
            const std::vector<QString> all = document->conversation().tree.subtree({});
            return all.empty() ? QString() : all[random.bounded(static_cast<quint32>(all.size()))];
        };
        for (int step = 0; step < 40; ++step) {
            switch (random.bounded(6)) {
            case 0:
                document->addSibling(any(), userTurn(QString::number(step)));
                break;
            case 1:
                document->chooseTurn(any());
                break;
            case 2:
                document->removeTurn(any());
                break;
            case 3:
                document->insertBlock({}, random.bounded(3), textBlock(QString::number(step)).value);
                break;
            case 4:
                document->undoStack().setIndex(document->undoStack().index() - random.bounded(3));
                break;
            case 5:
                if (random.bounded(3) == 0)
                    document = restarted(std::move(document));
                break;
            }
        }
        const Conversation after = document->conversation();
        const int index = document->undoStack().index();
        document = restarted(std::move(document));
        document->undoStack().setIndex(0);
        QVERIFY2(document->conversation().equivalentTo(before), qPrintable(QString::number(seed)));
        document->undoStack().setIndex(index);
        QVERIFY(document->conversation().equivalentTo(after));
    }
}

void TestUndoJournal::onlyTheLastStepsAreKept()
{
    Document document = fresh();
    for (int i = 0; i < UndoJournal::mostSteps + 50; ++i)
        document->setTitle(QString::number(i));
    document = restarted(std::move(document));
    QCOMPARE(document->undoStack().count(), UndoJournal::mostSteps);
    document->undoStack().setIndex(0);
    QCOMPARE(document->conversation().title, u"49"_s);
}

void TestUndoJournal::aTornOrForeignJournalIsNone()
{
    Document document = fresh();
    document->setTitle(u"t"_s);
    QVERIFY(UndoJournal::write(*document).isEmpty()); // not in the file yet
    QVERIFY(document->saver().saveNow().ok());
    const QByteArray journal = UndoJournal::write(*document);
    document.reset();
    const auto refused = [&](const QByteArray &bytes) {
        const Document again = std::move(ConversationDocument::open(m_path)).value();
        return !UndoJournal::restore(*again, bytes) && again->undoStack().count() == 0;
    };
    for (qsizetype length = 0; length < journal.size(); length += 7)
        QVERIFY2(refused(journal.left(length)), qPrintable(QString::number(length)));
    for (qsizetype at = 0; at < journal.size(); at += 13) {
        QByteArray flipped = journal;
        flipped[at] = static_cast<char>(flipped[at] ^ 1);
        QVERIFY2(refused(flipped), qPrintable(QString::number(at)));
    }
    {
        const Document other = std::move(ConversationDocument::open(m_path)).value();
        QVERIFY(UndoJournal::restore(*other, journal));
        other->setDraft(u"changed since"_s);
        QVERIFY(other->saver().saveNow().ok());
    }
    QVERIFY(refused(journal));
}

void TestUndoJournal::aJournalWithUnknownPlacesIsNone()
{
    Document document = fresh();
    document->insertBlock(ConversationDocument::beforeDraft(), 0, textBlock(u"above"_s).value);
    document->setDraft(u"words"_s);
    document->appendDraft();
    QVERIFY(document->saver().saveNow().ok());
    const QByteArray journal = UndoJournal::write(*document);
    document.reset();
    const auto restores = [this, &journal](const QByteArray &before, const QByteArray &after) {
        QByteArray body = journal.mid(journal.indexOf('\n') + 1);
        body.replace(before, after);
        const QByteArray hash = QCryptographicHash::hash(body, QCryptographicHash::Sha256).toHex();
        const Document again = std::move(ConversationDocument::open(m_path)).value();
        return UndoJournal::restore(*again, hash + '\n' + body);
    };
    QVERIFY(restores("words", "other"));
    QVERIFY(!restores("@draft-before", "@kept-before")); // of a version that had such a place
    QVERIFY(!restores(R"("draft":"words")", R"("target":{"kind":0},"draft":"words")"));
}

QTEST_GUILESS_MAIN(TestUndoJournal)
#include "tst_undojournal.moc"
