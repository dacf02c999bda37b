// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/conversation/fileformat.h"
#include "core/history/exchangestore.h"
#include "core/search/indexer.h"
#include "core/search/searchdatabase.h"
#include "core/search/searchservice.h"
#include "core/search/terms.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace outcrop;
using namespace outcrop::search;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using conversation::Conversation;
using json::Json;

class TestSearchService : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void everyPlaceIsFound_data();
    void everyPlaceIsFound();
    void aTurnBesideTheBranchIsFound();
    void allWritingSystemsAndShortWords_data();
    void allWritingSystemsAndShortWords();
    void allWordsMustStandInOnePlace();
    void theNewestConversationComesFirst();
    void oneConversationDoesNotCrowdOutTheOthers();
    void changedRenamedAndDeletedFilesAreFollowed();
    void brokenFilesDoNotKeepOthersFromBeingFound();
    void rawBytesAreFoundOnce();
    void theNewestSearchWins();
    void aDamagedIndexIsMadeAnew_data();
    void aDamagedIndexIsMadeAnew();
    void damageThatASearchMeetsIsMended();
    void aKilledIndexingGoesOn();
    void aStoppedIndexingEndsInTheMiddleOfAFile();
    void theIndexIsPrivateAndAFolderThatCannotBeWrittenIsSaid();

private:
    QString write(const QString &name, const Conversation &conversation) const
    {
        QFile file(m_folder->filePath(name + u".outcrop.json"_s));
        if (!file.open(QIODevice::WriteOnly))
            return {};
        file.write(conversation::encodeConversation(conversation));
        return file.fileName();
    }
    static Conversation saying(const QString &text, const QString &title = u"Title"_s)
    {
        Conversation made = conversation::newConversation();
        made.title = title;
        made.turns = {conversation::userTurn(text)};
        return made;
    }
    QString index() const { return m_folder->filePath(u"state/search.db"_s); }
    QString exchanges() const { return m_folder->filePath(u"state/exchanges.db"_s); }
    void follow(SearchService &service) const
    {
        QStringList files;
        for (const QString &name : QDir(m_folder->path()).entryList({u"*.outcrop.json"_s}, QDir::Files))
            files << m_folder->filePath(name);
        service.setFiles(files);
        QTRY_VERIFY_WITH_TIMEOUT(service.isUpToDate(), 20000);
    }
    static std::vector<SearchHit> find(SearchService &service, const QString &typed,
                                       const QSet<PassageKind> &kinds = {})
    {
        Search search(service);
        std::vector<SearchHit> all;
        connect(&search, &Search::found, &search,
                [&](const std::vector<SearchHit> &hits) { all.insert(all.end(), hits.begin(), hits.end()); });
        QSignalSpy finished(&search, &Search::finished);
        SearchQuery query;
        query.terms = termsOf(typed);
        query.kinds = kinds;
        search.start(query);
        if (finished.isEmpty() && !finished.wait(10'000))
            qWarning("the search did not end");
        return all;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

namespace
{

Json object(QLatin1StringView key, const Json &value)
{
    return Json::object({{key, value}});
}

Conversation full()
{
    Conversation made = conversation::newConversation();
    made.title = u"titleword"_s;
    made.system = {conversation::textBlock(u"systemword"_s)};
    made.toolConfig = object(
        "tools"_L1,
        Json::array({object("toolSpec"_L1, Json::object({{"name"_L1, Json(u"toolword"_s)},
                                                         {"description"_L1, Json(u"describes"_s)}}))}));
    made.variables = object("station"_L1, Json(u"variableword"_s));
    made.turns = {conversation::userTurn(u"messageword"_s)};
    const Json call = Json::object({{"toolUseId"_L1, Json(u"tooluse_k9Qm"_s)},
                                    {"name"_L1, Json(u"get_song"_s)},
                                    {"input"_L1, object("sign"_L1, Json(u"argumentword"_s))}});
    const Json thought = object("reasoningText"_L1, object("text"_L1, Json(u"reasoningword"_s)));
    made.turns.push_back(conversation::makeTurn(
        u"assistant"_s, {conversation::makeBlock(object("reasoningContent"_L1, thought)),
                         conversation::makeBlock(object("toolUse"_L1, call))}));
    made.turns.back().note = u"noteword"_s;
    const Json result = Json::object(
        {{"toolUseId"_L1, Json(u"tooluse_k9Qm"_s)},
         {"content"_L1, Json::array({object("json"_L1, object("song"_L1, Json(u"resultword"_s)))})}});
    made.turns.push_back(
        conversation::makeTurn(u"user"_s, {conversation::makeBlock(object("toolResult"_L1, result))}));
    made.turns.push_back(conversation::makeTurn(u"assistant"_s, {}));
    made.turns.back().state = conversation::TurnState::Failed;
    made.turns.back().facts.error = base::makeError(base::ErrorKind::Validation, u"errorword"_s);
    made.draft = u"draftword"_s;
    return made;
}

} // namespace

void TestSearchService::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
}

void TestSearchService::everyPlaceIsFound_data()
{
    QTest::addColumn<QString>("word");
    QTest::addColumn<PassageKind>("kind");
    QTest::addColumn<int>("turn");
    QTest::newRow("title") << u"titleword"_s << PassageKind::Title << -1;
    QTest::newRow("system") << u"systemword"_s << PassageKind::System << -1;
    QTest::newRow("tool name") << u"toolword"_s << PassageKind::Tool << -1;
    QTest::newRow("tool description") << u"describes"_s << PassageKind::Tool << -1;
    QTest::newRow("variable") << u"variableword"_s << PassageKind::Request << -1;
    QTest::newRow("message") << u"messageword"_s << PassageKind::Message << 0;
    QTest::newRow("inside a word") << u"ssagewo"_s << PassageKind::Message << 0;
    QTest::newRow("in capitals") << u"MESSAGEWORD"_s << PassageKind::Message << 0;
    QTest::newRow("reasoning") << u"reasoningword"_s << PassageKind::Reasoning << 1;
    QTest::newRow("tool called") << u"get_song"_s << PassageKind::ToolCall << 1;
    QTest::newRow("arguments") << u"argumentword"_s << PassageKind::ToolCall << 1;
    QTest::newRow("note") << u"noteword"_s << PassageKind::Note << 1;
    QTest::newRow("result") << u"resultword"_s << PassageKind::ToolResult << 2;
    QTest::newRow("error") << u"errorword"_s << PassageKind::Error << 3;
    QTest::newRow("draft") << u"draftword"_s << PassageKind::Draft << -1;
}

void TestSearchService::everyPlaceIsFound()
{
    QFETCH(QString, word);
    QFETCH(PassageKind, kind);
    QFETCH(int, turn);
    const Conversation made = full();
    const QString path = write(u"full"_s, made);
    SearchService service(index(), {});
    follow(service);
    const std::vector<SearchHit> hits = find(service, word);
    QCOMPARE(hits.size(), 1U);
    QCOMPARE(hits[0].path, path);
    QCOMPARE(hits[0].title, u"titleword"_s);
    QCOMPARE(hits[0].kind, kind);
    QCOMPARE(hits[0].turn, turn);
    QCOMPARE(hits[0].turnId, turn < 0 ? QString() : made.turns[size_t(turn)].id);
    QVERIFY(!hits[0].snippet.marked.empty());
}

void TestSearchService::aTurnBesideTheBranchIsFound()
{
    Conversation made = saying(u"on the branch"_s);
    made.linkTurns();
    const conversation::Turn aside = conversation::userTurn(u"beside it"_s);
    conversation::TurnTree::Children children = made.tree.children({});
    children.ids.push_back(aside.id);
    made.tree.setChildren({}, children);
    made.tree.putAside(aside);
    write(u"branches"_s, made);
    SearchService service(index(), {});
    follow(service);
    const std::vector<SearchHit> hits = find(service, u"\"beside it\""_s);
    QCOMPARE(hits.size(), 1U);
    QCOMPARE(hits[0].turnId, aside.id);
}

void TestSearchService::allWritingSystemsAndShortWords_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<bool>("found");
    for (const QString &word : {u"東京"_s, u"京"_s, u"東京タワー"_s, u"ワ"_s, u"한국"_s, u"국어"_s,
                                u"Grüße"_s, u"grüsse ->"_s.left(2), u"R2"_s, u"r"_s, u"->"_s, u"привет"_s,
                                u"пр"_s, u"😀"_s, u"C"_s, u"東京 R2"_s, u"東京 Grüße"_s, u"東京 ->"_s})
        QTest::addRow("%s", qPrintable(word)) << word << true;
    for (const QString &word : {u"京東"_s, u"南"_s, u"R3"_s, u"<-"_s, u"東京 R3"_s})
        QTest::addRow("not %s", qPrintable(word)) << word << false;
}

void TestSearchService::allWritingSystemsAndShortWords()
{
    QFETCH(QString, typed);
    QFETCH(bool, found);
    write(u"texts"_s, saying(u"昨日は東京タワーへ。 한국어 Grüße R2 -> C++ Привет 😀"_s));
    SearchService service(index(), {});
    follow(service);
    QCOMPARE(find(service, typed).size(), found ? 1U : 0U);
}

void TestSearchService::allWordsMustStandInOnePlace()
{
    Conversation made = saying(u"alpha beta"_s);
    made.turns.push_back(
        conversation::makeTurn(u"assistant"_s, {conversation::textBlock(u"beta\n gamma"_s)}));
    write(u"words"_s, made);
    SearchService service(index(), {});
    follow(service);
    QCOMPARE(find(service, u"alpha beta"_s).size(), 1U);
    QCOMPARE(find(service, u"alpha gamma"_s).size(), 0U);
    QCOMPARE(find(service, u"beta"_s).size(), 2U);
    QCOMPARE(find(service, u"\"beta gamma\""_s).size(), 1U); // across the line
    QCOMPARE(find(service, u"beta"_s, {PassageKind::ToolResult}).size(), 0U);
}

void TestSearchService::theNewestConversationComesFirst()
{
    const QDateTime now = QDateTime::currentDateTime();
    for (const int days : {3, 1, 2}) {
        const QString path = write(QString::number(days), saying(u"needle"_s, QString::number(days)));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadWrite));
        QVERIFY(file.setFileTime(now.addDays(-days), QFileDevice::FileModificationTime));
    }
    SearchService service(index(), {});
    follow(service);
    const auto titles = [&] {
        QStringList list;
        for (const SearchHit &hit : find(service, u"needle"_s))
            list << hit.title;
        return list;
    };
    QCOMPARE(titles(), (QStringList{u"1"_s, u"2"_s, u"3"_s}));
    write(u"3"_s, saying(u"needle again"_s, u"3"_s));
    follow(service);
    QCOMPARE(titles(), (QStringList{u"3"_s, u"1"_s, u"2"_s}));
}

void TestSearchService::oneConversationDoesNotCrowdOutTheOthers()
{
    Conversation many = saying(u"needle"_s);
    for (int i = 0; i < 100; ++i)
        many.turns.push_back(conversation::userTurn(u"needle %1"_s.arg(i)));
    write(u"many"_s, many);
    write(u"one"_s, saying(u"needle"_s));
    SearchService service(index(), {});
    follow(service);
    QHash<QString, int> count;
    for (const SearchHit &hit : find(service, u"needle"_s))
        ++count[QFileInfo(hit.path).fileName()];
    QCOMPARE(count, (QHash<QString, int>{{u"many.outcrop.json"_s, SearchQuery().mostPerConversation},
                                         {u"one.outcrop.json"_s, 1}}));
}

void TestSearchService::changedRenamedAndDeletedFilesAreFollowed()
{
    Conversation made = saying(u"first words"_s);
    const QString path = write(u"file"_s, made);
    {
        SearchService service(index(), {});
        follow(service);
        QCOMPARE(find(service, u"first"_s).size(), 1U);
    }
    made.turns.push_back(conversation::userTurn(u"second words"_s));
    made.turns[0].content[0] = conversation::textBlock(u"reworded"_s);
    write(u"file"_s, made);
    SearchService service(index(), {}); // another start
    follow(service);
    QCOMPARE(find(service, u"first"_s).size(), 0U);
    QCOMPARE(find(service, u"reworded"_s).size(), 1U);
    QCOMPARE(find(service, u"second"_s).size(), 1U);
    QCOMPARE(find(service, u"second"_s)[0].turn, 1);

    QVERIFY(QFile::rename(path, m_folder->filePath(u"moved.outcrop.json"_s)));
    follow(service);
    const std::vector<SearchHit> moved = find(service, u"second"_s);
    QCOMPARE(moved.size(), 1U);
    QCOMPARE(moved[0].path, m_folder->filePath(u"moved.outcrop.json"_s));

    QVERIFY(QFile::remove(moved[0].path));
    follow(service);
    QCOMPARE(find(service, u"second"_s).size(), 0U);
}

void TestSearchService::brokenFilesDoNotKeepOthersFromBeingFound()
{
    QFile broken(m_folder->filePath(u"broken.outcrop.json"_s));
    QVERIFY(broken.open(QIODevice::WriteOnly));
    broken.write("{\"format\": needle");
    broken.close();
    write(u"sound"_s, saying(u"needle"_s));
    SearchService service(index(), {});
    follow(service);
    QCOMPARE(find(service, u"needle"_s).size(), 1U);
    QVERIFY(!service.problem());
}

void TestSearchService::rawBytesAreFoundOnce()
{
    const Conversation made = saying(u"hello"_s);
    write(u"file"_s, made);
    qint64 first = 0;
    {
        auto store = history::ExchangeStore::open(exchanges());
        QVERIFY(store.ok());
        for (int attempt = 1; attempt <= 3; ++attempt) {
            history::ExchangeRequest request;
            request.conversationId = made.id;
            request.turnId = u"turn"_s;
            request.method = "POST";
            request.url = QUrl(u"https://bedrock.example/model/m/converse"_s);
            request.headers = {{"X-Marker", "headerword"}, {"Authorization", "secretword"}};
            request.body =
                R"({"messages":[{"role":"user","content":[{"text":"bodyword"}]}],"inferenceConfig":{"maxTokens":7}})";
            request.startedUtc = QDateTime::currentDateTimeUtc();
            const history::ExchangeId id = (*store)->begin(request);
            first = first == 0 ? id : first;
            (*store)->responseHead(id, 200, {{"x-amzn-requestid", "requestidword"}}, 1ms);
            (*store)->bodyChunk(id, "{\"output\": \"answerword\"}", 2ms);
            (*store)->end(id, u"complete"_s, std::nullopt, 3ms);
        }
        QVERIFY((*store)->flush());
    }
    SearchService service(index(), exchanges());
    follow(service);
    QCOMPARE(find(service, u"bodyword"_s).size(), 1U); // of three requests that repeat it
    for (const QString &word : {u"headerword"_s, u"requestidword"_s, u"answerword"_s}) {
        const std::vector<SearchHit> hits = find(service, word);
        QCOMPARE(hits.size(), 3U);
        QCOMPARE(hits[0].kind, PassageKind::Raw);
        QCOMPARE(hits[0].turnId, u"turn"_s);
        QVERIFY(hits[0].exchangeId.has_value());
    }
    QCOMPARE(find(service, u"secretword"_s).size(), 0U);

    QFile::remove(m_folder->filePath(u"file.outcrop.json"_s));
    follow(service);
    QCOMPARE(find(service, u"bodyword"_s).size(), 0U);
}

void TestSearchService::theNewestSearchWins()
{
    write(u"file"_s, saying(u"older newer"_s));
    SearchService service(index(), {});
    follow(service);
    Search search(service);
    QSignalSpy found(&search, &Search::found);
    QSignalSpy finished(&search, &Search::finished);
    for (const QString &typed : {u"older"_s, u"old"_s, u"newer"_s})
        search.start({termsOf(typed)});
    QVERIFY(finished.wait());
    QCOMPARE(finished.count(), 1);
    QCOMPARE(found.count(), 1);
    const auto hits = found[0][0].value<std::vector<SearchHit>>();
    QCOMPARE(hits.size(), 1U);
    QCOMPARE(hits[0].snippet.marked, (std::vector<TextRange>{{6, 5}}));
    search.start({termsOf(u"newer"_s)});
    search.stop();
    QVERIFY(!search.isRunning());
    QVERIFY(!finished.wait(100));
}

void TestSearchService::aDamagedIndexIsMadeAnew_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("not a database") << QByteArray(10'000, 'x');
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("header only") << QByteArray("SQLite format 3\0", 16);
}

void TestSearchService::aDamagedIndexIsMadeAnew()
{
    QFETCH(QByteArray, content);
    write(u"file"_s, saying(u"needle"_s));
    QVERIFY(QDir().mkpath(m_folder->filePath(u"state"_s)));
    QFile file(index());
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(content);
    file.close();
    SearchService service(index(), {});
    follow(service);
    QVERIFY(!service.problem());
    QCOMPARE(find(service, u"needle"_s).size(), 1U);
}

void TestSearchService::damageThatASearchMeetsIsMended()
{
    for (int i = 0; i < 200; ++i)
        write(QString::number(i), saying(u"needle %1"_s.arg(i) + QString(u" more words"_s).repeated(50)));
    {
        SearchService service(index(), {});
        follow(service);
    }
    QFile file(index());
    QVERIFY(file.open(QIODevice::ReadWrite));
    for (qint64 page = 4096 * 3; page < file.size(); page += 4096) {
        file.seek(page);
        file.write(QByteArray(4096, '\x5a'));
    }
    file.close();
    SearchService service(index(), {});
    find(service, u"needle 7"_s); // may or may not meet it
    follow(service);
    QTRY_COMPARE(find(service, u"\"needle 77\""_s).size(), 1U);
    QVERIFY(!service.problem());
}

void TestSearchService::aKilledIndexingGoesOn()
{
    QStringList files;
    for (int i = 0; i < 300; ++i)
        files << write(QString::number(i), saying(u"needle number%1 "_s.arg(i) + QString(2000, u'y')));
    for (const int milliseconds : {30, 120}) {
        const pid_t child = ::fork();
        if (child == 0) {
            auto database = SearchDatabase::open(index());
            if (database)
                (void)Indexer(**database, {}).updateFiles(files);
            ::_exit(0);
        }
        ::usleep(static_cast<useconds_t>(milliseconds) * 1000);
        ::kill(child, SIGKILL);
        ::waitpid(child, nullptr, 0);
    }
    SearchService service(index(), {});
    follow(service);
    for (const int i : {0, 150, 299})
        QCOMPARE(find(service, u"number%1"_s.arg(i)).empty(), false);
    QVERIFY(!service.problem());
}

void TestSearchService::aStoppedIndexingEndsInTheMiddleOfAFile()
{
    Conversation many = saying(u"needle"_s);
    for (int i = 0; i < 50; ++i)
        many.turns.push_back(conversation::userTurn(u"needle %1"_s.arg(i)));
    const QStringList files{write(u"many"_s, many)};
    const auto database = SearchDatabase::open(index());
    QVERIFY(database.ok());
    int asked = 0;
    Indexer::Events events;
    events.shallStop = [&] { return ++asked > 10; };
    const auto stopped = Indexer(**database, events).updateFiles(files);
    QVERIFY(!stopped.ok());
    QCOMPARE(stopped.error().kind, base::ErrorKind::Cancelled);
    QVERIFY(asked < 20);
    QVERIFY(Indexer(**database, {}).updateFiles(files).ok()); // all of it, the next time
    SearchService service(index(), {});
    QCOMPARE(find(service, u"\"needle 49\""_s).size(), 1U);
}

void TestSearchService::theIndexIsPrivateAndAFolderThatCannotBeWrittenIsSaid()
{
    write(u"file"_s, saying(u"needle"_s));
    {
        SearchService service(index(), {});
        follow(service);
        struct stat status = {};
        QCOMPARE(::stat(qPrintable(index()), &status), 0);
        QCOMPARE(status.st_mode & 0777, 0600U);
    }
    SearchService service(u"/proc/nowhere/search.db"_s, {});
    follow(service);
    QVERIFY(service.problem());
    QVERIFY(service.problem()->message.contains(u"/proc/nowhere"_s));
}

QTEST_GUILESS_MAIN(TestSearchService)
#include "tst_searchservice.moc"
