// SPDX-License-Identifier: GPL-3.0-or-later
// Figure s: what a search over 5 000 conversations of 40 turns costs until the first hits are there, with
// ranking and snippets, on a connection that was just opened. The baseline looks through the same texts
// without an index.
#include "bench.h"

#include "core/conversation/fileformat.h"
#include "core/search/indexer.h"
#include "core/search/searchdatabase.h"
#include "core/search/searcher.h"
#include "core/search/terms.h"

#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QVariant>

#include <algorithm>

namespace
{

using namespace outcrop;
using namespace Qt::StringLiterals;

/// Words as often as in a language: the first few make up most of a text.
class Words
{
public:
    Words()
    {
        static const QString letters = u"etaoinshrdlcumwfgypbvk"_s;
        for (int i = 0; i < 20'000; ++i) {
            QString word;
            for (int length = m_random.bounded(2, 10); length > 0; --length)
                word += letters[std::min(m_random.bounded(22), m_random.bounded(22))];
            m_words << word;
        }
    }

    QString text(int count)
    {
        QString text;
        for (int i = 0; i < count; ++i) {
            const double at = m_random.generateDouble();
            text += m_words[int(at * at * at * 20'000)] + u' ';
        }
        return text;
    }

    QString ideographs(int count)
    {
        QString text;
        for (int i = 0; i < count; ++i)
            text += QChar(0x4E00 + std::min(m_random.bounded(6'000), m_random.bounded(6'000)));
        return text;
    }

private:
    QRandomGenerator m_random{7};
    QStringList m_words;
};

conversation::Turn turnWith(const QString &role, json::Json block)
{
    return conversation::makeTurn(role, {conversation::makeBlock(std::move(block))});
}

/// Messages, reasoning, tool calls and results, a tenth in Chinese; in each 500th a rare word in a result.
conversation::Conversation makeConversation(Words &words, int number, int turns)
{
    using json::Json;
    conversation::Conversation made = conversation::newConversation();
    made.title = u"Conversation %1 about %2"_s.arg(number).arg(words.text(3));
    for (int i = 0; i < turns; ++i) {
        const QString text = number % 10 == 0 ? words.ideographs(120) : words.text(90);
        const QString id = u"tooluse_%1"_s.arg(number * 100 + i);
        if (i % 8 == 5)
            made.turns.push_back(turnWith(
                u"assistant"_s, Json::object({{"toolUse"_L1, Json::object({{"toolUseId"_L1, Json(id)},
                                                                           {"name"_L1, Json(u"look_up"_s)},
                                                                           {"input"_L1, Json(text)}})}})));
        else if (i % 8 == 6)
            made.turns.push_back(turnWith(
                u"user"_s,
                Json::object(
                    {{"toolResult"_L1,
                      Json::object({{"toolUseId"_L1, Json(id)},
                                    {"content"_L1, Json::array({Json::object(
                                                       {{"text"_L1, Json(number % 500 == 499 && i == 6
                                                                             ? text + u"zebraquagga 鑫鱻"_s
                                                                             : text)}})})}})}})));
        else
            made.turns.push_back(
                conversation::makeTurn(i % 2 ? u"assistant"_s : u"user"_s, {conversation::textBlock(text)}));
    }
    return made;
}

struct Measured {
    double firstMs = 0;
    double allMs = 0;
    qsizetype hits = 0;
};

Measured measure(const QString &index, const QString &typed)
{
    Measured best{1e9, 1e9, 0};
    for (int round = 0; round < 3; ++round) {
        const auto database = search::SearchDatabase::open(index);
        if (!database)
            return best;
        Measured now;
        QElapsedTimer timer;
        search::Searcher::Events events;
        events.found = [&](const std::vector<search::SearchHit> &hits) {
            if (now.hits == 0)
                now.firstMs = double(timer.nsecsElapsed()) / 1e6;
            now.hits += std::ssize(hits);
        };
        timer.start();
        (void)search::Searcher::run(**database, {search::termsOf(typed)}, events);
        now.allMs = double(timer.nsecsElapsed()) / 1e6;
        if (now.hits == 0)
            now.firstMs = now.allMs;
        if (now.firstMs < best.firstMs)
            best = now;
    }
    return best;
}

double scanMs(const QString &index, const QString &typed)
{
    const auto database = search::SearchDatabase::open(index);
    if (!database)
        return 0;
    QSqlQuery query = (*database)->prepare("SELECT id FROM passage WHERE text LIKE ? LIMIT 200");
    query.addBindValue(u'%' + typed + u'%');
    QElapsedTimer timer;
    timer.start();
    (void)(*database)->run(query);
    while (query.next()) {
    }
    return double(timer.nsecsElapsed()) / 1e6;
}

std::vector<bench::Figure> measureAll(const bench::Options &options)
{
    const int conversations = options.quick ? 30 : 5'000;
    const QTemporaryDir folder;
    Words words;
    QStringList files;
    for (int i = 0; i < conversations; ++i) {
        files << folder.filePath(u"%1.outcrop.json"_s.arg(i));
        QFile file(files.back());
        if (file.open(QIODevice::WriteOnly))
            file.write(conversation::encodeConversation(makeConversation(words, i, 40)));
    }
    const QString index = folder.filePath(u"search.db"_s);
    const auto before = bench::cpuTime();
    if (const auto database = search::SearchDatabase::open(index))
        (void)search::Indexer(**database, {}).updateFiles(files);
    const double built = std::chrono::duration<double>(bench::cpuTime() - before).count();

    std::vector<bench::Figure> figures;
    const std::pair<QString, QString> queries[] = {{u"a word in ten results"_s, u"zebraquagga"_s},
                                                   {u"a frequent word"_s, words.text(1).trimmed()},
                                                   {u"two words"_s, words.text(2)},
                                                   {u"a part of a word"_s, u"quagg"_s},
                                                   {u"an id"_s, u"tooluse_1234"_s},
                                                   {u"two ideographs, rare"_s, u"鑫鱻"_s},
                                                   {u"one ideograph"_s, words.ideographs(1)},
                                                   {u"two letters"_s, u"zz"_s},
                                                   {u"one letter"_s, u"e"_s},
                                                   {u"nothing to be found"_s, u"zzzzqqqq"_s}};
    for (const auto &[name, typed] : queries) {
        const Measured measured = measure(index, typed);
        bench::Figure figure;
        figure.figure = u"s"_s;
        figure.name = u"first hits of "_s + name;
        figure.unit = u"ms"_s;
        figure.value = measured.firstMs;
        figure.limit = 150; // features.md, L1
        figure.facts.set("query"_L1, json::Json(typed));
        figure.facts.set("conversations"_L1, json::Json(conversations));
        figure.facts.set("allMs"_L1, json::Json(measured.allMs));
        figure.facts.set("hits"_L1, json::Json(measured.hits));
        figure.facts.set("withoutIndexMs"_L1, json::Json(scanMs(index, typed)));
        figures.push_back(figure);
    }
    bench::Figure build;
    build.figure = u"s"_s;
    build.name = u"making the index, a conversation"_s;
    build.unit = u"ms"_s;
    build.value = built * 1000 / conversations;
    build.limit = 60;
    build.facts.set("indexBytes"_L1, json::Json(QFileInfo(index).size()));
    figures.push_back(build);
    return figures;
}

const bench::Registration registration("s", &measureAll);

} // namespace
