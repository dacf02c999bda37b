// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/conversation/conversationdocument.h"
#include "core/conversation/exampleconversation.h"
#include "core/conversation/fileformat.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

using namespace outcrop;
using namespace outcrop::conversation;
using State = DocumentSaver::State;

class TestDocumentSaver : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void savesByItselfWithinASecond();
    void steadyTypingIsSavedWhileItGoesOn();
    void savesSoonerWhenAsked();
    void savesAtTheEnd();
    void openedDocumentIsSavedWhereItWas();
    void failedSaveKeepsEverythingAndTriesAgain();
    void fileChangedOutsideIsNotOverwritten();
    void touchedFileOfSameContentIsNoConflict();
    void removedFileIsAConflict();
    void undecidedConflictIsKeptBesideTheFile();
    void twoDocumentsOnOneFileNeverOverwriteSilently();
    void failedSaveAsStaysWithTheOldFile();
    void goesOnInAnotherFileWithoutWaiting();
    void newFileTakesAnotherNameWhereItsOwnIsTaken();
    void newFileThatCannotBeMadeIsTriedAgain();
    void aMoveUnderWayGivesTheFirstFile();
    void newerFileIsNeverWritten();
    void olderVersionIsKeptBesideTheNewOne_data();
    void olderVersionIsKeptBesideTheNewOne();
    void whatShrinksToLessThanHalfIsKept();
    void requestBodyIsNeverOverwritten();

private:
    QString path(const QString &name = QStringLiteral("a.outcrop.json")) const
    {
        return m_folder->filePath(name);
    }
    QByteArray get(const QString &name = QStringLiteral("a.outcrop.json")) const
    {
        QFile file(path(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArrayLiteral("<absent>");
    }
    void put(const QByteArray &bytes) const
    {
        QFile file(path());
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
    }
    QString draftOnDisk() const
    {
        const auto read = decodeConversation(get(), QStringLiteral("f"));
        return read ? read->conversation.draft : QStringLiteral("<broken>");
    }
    std::unique_ptr<ConversationDocument> saved() const
    {
        auto document = std::make_unique<ConversationDocument>(exampleConversation({}, {}));
        return document->saver().saveAs(path()) ? std::move(document) : nullptr;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestDocumentSaver::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
}

void TestDocumentSaver::savesByItselfWithinASecond()
{
    const auto document = saved();
    QVERIFY(document);
    QCOMPARE(document->saver().state(), State::Saved);
    QSignalSpy spy(&document->saver(), &DocumentSaver::saved);
    QElapsedTimer clock;
    clock.start();
    document->setDraft(QStringLiteral("typed"));
    QCOMPARE(document->saver().state(), State::Waiting);
    QTRY_COMPARE_WITH_TIMEOUT(spy.size(), 1, 5000);
    qInfo("on disk after %lld ms", clock.elapsed());
    QVERIFY(clock.elapsed() < 1000);
    QCOMPARE(draftOnDisk(), QStringLiteral("typed"));
    QCOMPARE(document->saver().state(), State::Saved);
}

void TestDocumentSaver::steadyTypingIsSavedWhileItGoesOn()
{
    const auto document = saved();
    QSignalSpy spy(&document->saver(), &DocumentSaver::saved);
    QTimer typing;
    int letters = 0;
    connect(&typing, &QTimer::timeout, document.get(), [&] { document->setDraft(QString(++letters, u'x')); });
    typing.start(10);
    QTRY_VERIFY_WITH_TIMEOUT(spy.size() >= 2, 10'000);
    QVERIFY(draftOnDisk().startsWith(u'x'));
}

void TestDocumentSaver::savesSoonerWhenAsked()
{
    const auto document = saved();
    QSignalSpy spy(&document->saver(), &DocumentSaver::saved);
    document->setDraft(QStringLiteral("an answer"));
    document->saver().saveSoon();
    QTRY_VERIFY_WITH_TIMEOUT(document->saver().state() != State::Waiting, 300); // by itself: 500 ms
    QTRY_COMPARE_WITH_TIMEOUT(spy.size(), 1, 5000);
    QCOMPARE(draftOnDisk(), QStringLiteral("an answer"));
}

void TestDocumentSaver::savesAtTheEnd()
{
    {
        const auto document = saved();
        document->setDraft(QStringLiteral("last words"));
    }
    QCOMPARE(draftOnDisk(), QStringLiteral("last words"));
    struct stat status = {};
    QCOMPARE(::stat(QFile::encodeName(path()).constData(), &status), 0);
    QCOMPARE(status.st_mode & 0777U, 0600U);
    QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files | QDir::Hidden).size(), 1);
}

void TestDocumentSaver::openedDocumentIsSavedWhereItWas()
{
    QVERIFY(saved());
    const QByteArray before = get();
    {
        const auto opened = ConversationDocument::open(path());
        QVERIFY(opened.ok());
        QCOMPARE((*opened)->saver().state(), State::Saved);
        QCOMPARE(get(), before);
        (*opened)->setTitle(QStringLiteral("other"));
        QVERIFY((*opened)->saver().saveNow().ok());
    }
    QCOMPARE(get(), QByteArray(before).replace("\"title\": \"Field desk\"", "\"title\": \"other\""));
    QCOMPARE(ConversationDocument::open(path(QStringLiteral("absent"))).error().kind,
             base::ErrorKind::Storage);
}

void TestDocumentSaver::failedSaveKeepsEverythingAndTriesAgain()
{
    const auto document = saved();
    QSignalSpy failed(&document->saver(), &DocumentSaver::failed);
    QSignalSpy spy(&document->saver(), &DocumentSaver::saved);
    const QByteArray before = get();
    ::chmod(QFile::encodeName(path()).constData(), 0400);
    document->setDraft(QStringLiteral("kept"));
    QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 1, 5000);
    QCOMPARE(document->saver().state(), State::Failed);
    QCOMPARE(failed.first().first().value<base::Error>().kind, base::ErrorKind::Storage);
    QCOMPARE(get(), before);
    QVERIFY(!document->saver().saveNow());
    document->setDraft(QStringLiteral("kept too"));
    QCOMPARE(failed.size(), 1);
    ::chmod(QFile::encodeName(path()).constData(), 0600);
    QTRY_COMPARE_WITH_TIMEOUT(spy.size(), 1, 10'000);
    QCOMPARE(draftOnDisk(), QStringLiteral("kept too"));
    QCOMPARE(document->saver().state(), State::Saved);
    QVERIFY(!document->saver().error());
}

void TestDocumentSaver::fileChangedOutsideIsNotOverwritten()
{
    const auto document = saved();
    QSignalSpy failed(&document->saver(), &DocumentSaver::failed);
    put("somebody else's");
    document->setDraft(QStringLiteral("mine"));
    QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 1, 5000);
    QCOMPARE(document->saver().state(), State::Conflict);
    QCOMPARE(document->saver().error()->code, QString(DocumentSaver::changedOutsideCode));
    document->setDraft(QStringLiteral("mine still"));
    QVERIFY(!document->saver().saveNow());
    QCOMPARE(get(), QByteArrayLiteral("somebody else's"));

    QVERIFY(document->saver().overwrite().ok());
    QCOMPARE(draftOnDisk(), QStringLiteral("mine still"));
    QCOMPARE(document->saver().state(), State::Saved);
    document->setDraft(QStringLiteral("and on"));
    QVERIFY(document->saver().saveNow().ok());
}

void TestDocumentSaver::touchedFileOfSameContentIsNoConflict()
{
    const auto document = saved();
    const QByteArray bytes = get();
    QVERIFY(QFile::remove(path()));
    put(bytes); // another inode and time, as after a checkout there and back
    document->setDraft(QStringLiteral("mine"));
    QVERIFY(document->saver().saveNow().ok());
    QCOMPARE(draftOnDisk(), QStringLiteral("mine"));
}

void TestDocumentSaver::removedFileIsAConflict()
{
    const auto document = saved();
    QVERIFY(QFile::remove(path()));
    document->setDraft(QStringLiteral("mine"));
    QVERIFY(!document->saver().saveNow());
    QCOMPARE(document->saver().state(), State::Conflict);
    QVERIFY(!QFile::exists(path()));
    QVERIFY(document->saver().saveAs(path(QStringLiteral("b.outcrop.json"))).ok());
    QCOMPARE(document->saver().state(), State::Saved);
    QVERIFY(!QFile::exists(path()));
}

void TestDocumentSaver::undecidedConflictIsKeptBesideTheFile()
{
    {
        const auto document = saved();
        put("somebody else's");
        document->setDraft(QStringLiteral("mine"));
    }
    QCOMPARE(get(), QByteArrayLiteral("somebody else's"));
    const QStringList beside =
        QDir(m_folder->path()).entryList({QStringLiteral("a (unsaved *).outcrop.json")});
    QCOMPARE(beside.size(), 1);
    QCOMPARE(decodeConversation(get(beside.first()), QStringLiteral("f"))->conversation.draft,
             QStringLiteral("mine"));
}

void TestDocumentSaver::twoDocumentsOnOneFileNeverOverwriteSilently()
{
    const auto one = saved();
    const auto two = ConversationDocument::open(path()).value();
    int conflicts = 0;
    for (int i = 0; i < 40; ++i) {
        ConversationDocument &writer = i % 3 == 0 ? *one : *two;
        const QString before = draftOnDisk();
        writer.setDraft(QStringLiteral("draft %1").arg(i));
        if (!writer.saver().saveNow()) {
            QCOMPARE(writer.saver().state(), State::Conflict);
            QCOMPARE(draftOnDisk(), before);
            QVERIFY(writer.saver().overwrite().ok());
            ++conflicts;
        }
        QCOMPARE(draftOnDisk(), QStringLiteral("draft %1").arg(i));
    }
    QCOMPARE(conflicts, 26); // each change of hands
}

void TestDocumentSaver::failedSaveAsStaysWithTheOldFile()
{
    const auto document = saved();
    document->setDraft(QStringLiteral("mine"));
    const auto result = document->saver().saveAs(path(QStringLiteral("absent/b.outcrop.json")));
    QVERIFY(!result);
    QCOMPARE(document->saver().path(), path());
    QVERIFY(document->saver().saveNow().ok());
    QCOMPARE(draftOnDisk(), QStringLiteral("mine"));
}

void TestDocumentSaver::goesOnInAnotherFileWithoutWaiting()
{
    const auto document = saved();
    DocumentSaver &saver = document->saver();
    QSignalSpy moved(&saver, &DocumentSaver::moved);
    QSignalSpy notMoved(&saver, &DocumentSaver::notMoved);
    document->setDraft(QStringLiteral("one"));
    saver.saveSoon();
    saver.saveAsSoon(path(QStringLiteral("absent/b.outcrop.json")));
    QTRY_COMPARE(notMoved.count(), 1);
    QCOMPARE(saver.path(), path());

    const QString other = QStringLiteral("b.outcrop.json");
    saver.saveAsSoon(path(other));
    document->setDraft(QStringLiteral("two")); // while it is on its way
    QTRY_COMPARE(moved.count(), 1);
    QCOMPARE(saver.path(), path(other));
    QCOMPARE(draftOnDisk(), QStringLiteral("one"));
    QTRY_COMPARE(saver.state(), State::Saved);
    QCOMPARE(decodeConversation(get(other), QStringLiteral("f"))->conversation.draft, QStringLiteral("two"));

    saver.saveAsSoon(path());
    QVERIFY(saver.saveNow().ok()); // the end of the program waits for it
    QCOMPARE(saver.path(), path());
    QCOMPARE(draftOnDisk(), QStringLiteral("two"));
}

void TestDocumentSaver::newFileTakesAnotherNameWhereItsOwnIsTaken()
{
    ConversationDocument document(newConversation());
    document.saver().beginAt(path());
    put("somebody else's");
    QSignalSpy moved(&document.saver(), &DocumentSaver::moved);
    document.setDraft(QStringLiteral("mine"));
    document.saver().saveSoon();
    QTRY_COMPARE(document.saver().state(), State::Saved);
    const QString other = QStringLiteral("a 2.outcrop.json");
    QCOMPARE(document.saver().path(), path(other));
    QCOMPARE(moved.count(), 1);
    QCOMPARE(get(), QByteArrayLiteral("somebody else's"));
    document.setDraft(QStringLiteral("more"));
    QVERIFY(document.saver().saveNow().ok());
    QCOMPARE(decodeConversation(get(other), QStringLiteral("f"))->conversation.draft, QStringLiteral("more"));
    QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files).size(), 2);
}

void TestDocumentSaver::newFileThatCannotBeMadeIsTriedAgain()
{
    ConversationDocument document(newConversation());
    const QString name = QStringLiteral("absent/a.outcrop.json");
    document.saver().beginAt(path(name));
    document.saver().noteChange();
    document.saver().saveSoon();
    QTRY_COMPARE(document.saver().state(), State::Failed);
    QVERIFY(document.saver().error());
    QVERIFY(QDir(m_folder->path()).mkdir(QStringLiteral("absent")));
    QTRY_COMPARE(document.saver().state(), State::Saved);
    QCOMPARE(document.saver().path(), path(name));
    QVERIFY(QFile::exists(path(name)));
}

void TestDocumentSaver::aMoveUnderWayGivesTheFirstFile()
{
    ConversationDocument document(newConversation());
    QVERIFY(!document.saver().saveNow());
    document.setDraft(QStringLiteral("mine"));
    document.saver().saveAsSoon(path());
    QVERIFY(document.saver().saveNow().ok());
    QCOMPARE(document.saver().path(), path());
    QCOMPARE(draftOnDisk(), QStringLiteral("mine"));
}

void TestDocumentSaver::newerFileIsNeverWritten()
{
    QVERIFY(saved());
    put(get().replace("\"version\": 3", "\"version\": 9"));
    const QByteArray before = get();
    {
        const auto document = ConversationDocument::open(path()).value();
        QVERIFY(document->isReadOnly());
        document->setTitle(QStringLiteral("x"));
        document->setDraft(QStringLiteral("x"));
        QCOMPARE(document->appendTurn(userTurn(QStringLiteral("x"))), QString());
        QCOMPARE(document->undoStack().count(), 0);
    }
    QCOMPARE(get(), before);
}

void TestDocumentSaver::olderVersionIsKeptBesideTheNewOne_data()
{
    QTest::addColumn<QByteArray>("version");
    QTest::newRow("first") << QByteArrayLiteral("1");
    QTest::newRow("second") << QByteArrayLiteral("2");
}

void TestDocumentSaver::olderVersionIsKeptBesideTheNewOne()
{
    QFETCH(QByteArray, version);
    const QByteArray old = R"({"format":"outcrop-conversation","version":)" + version +
                           R"(,"title":"t","turns":[{"id":"a","role":"user"}]})";
    put(old);
    {
        const auto document = ConversationDocument::open(path()).value();
        QVERIFY(!document->isReadOnly());
        QVERIFY(document->saver().saveNow().ok());
        QCOMPARE(get(), old); // nobody changed anything
        document->setDraft(QStringLiteral("x"));
    }
    QVERIFY(get().contains("\"version\": 3"));
    QFile backup(path() + QStringLiteral(".v%1.bak").arg(QString::fromLatin1(version)));
    QVERIFY(backup.open(QIODevice::ReadOnly));
    QCOMPARE(backup.readAll(), old);
    QCOMPARE(ConversationDocument::open(path()).value()->conversation().turns.front().id,
             QStringLiteral("a"));
}

void TestDocumentSaver::whatShrinksToLessThanHalfIsKept()
{
    const auto document = saved();
    document->setDraft(QString(100'000, u'x'));
    QVERIFY(document->saver().saveNow().ok());
    const QByteArray before = get();
    const QString backup = path() + QStringLiteral(".bak");
    QVERIFY(!QFile::exists(backup));
    document->setDraft({});
    QVERIFY(document->saver().saveNow().ok());
    QFile kept(backup);
    QVERIFY(kept.open(QIODevice::ReadOnly));
    QCOMPARE(kept.readAll(), before);
}

void TestDocumentSaver::requestBodyIsNeverOverwritten()
{
    put(R"({"messages":[]})");
    {
        const auto document = ConversationDocument::open(path()).value();
        QVERIFY(!document->isReadOnly());
        document->setTitle(QStringLiteral("x"));
        QCOMPARE(document->saver().state(), State::Unnamed);
    }
    QCOMPARE(get(), QByteArrayLiteral(R"({"messages":[]})"));
}

QTEST_GUILESS_MAIN(TestDocumentSaver)
#include "tst_documentsaver.moc"
