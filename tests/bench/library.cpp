// SPDX-License-Identifier: GPL-3.0-or-later
// Figures o and l: how long the window's thread needs to show a conversation of 10 MB, from the request to
// open it to its first paint; and a letter that is typed into the search over 5 000 conversations, until the
// list is painted.
#include "bench.h"

#include "app/gui/workbench.h"
#include "core/conversation/fileformat.h"
#include "ui/shell/conversationlist.h"
#include "ui/shell/frame.h"
#include "ui/transcript/transcriptview.h"
#include "ui/widgets/theme.h"

#include <QApplication>
#include <QFile>
#include <QLineEdit>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

namespace
{

// Far above what any machine takes; after that nothing is measured.
constexpr int longestIndexingMs = 300'000;
constexpr int longestOpeningMs = 60'000;

using namespace outcrop;
using namespace Qt::StringLiterals;

/// Questions, Markdown answers and tool calls of @p bytes together.
conversation::Conversation longConversation(qsizetype bytes)
{
    using json::Json;
    conversation::Conversation made = conversation::newConversation();
    made.title = u"Long"_s;
    made.connectionName = u"Simulator"_s;
    made.modelId = u"m"_s;
    qsizetype written = 0;
    for (int i = 0; written < bytes; ++i) {
        const QString words = u"some words of message %1 that go on and on, "_s.arg(i).repeated(30);
        QString text =
            i % 2
                ? u"## Part %1\n\n%2\n\n- one\n- two **bold**\n\n```cpp\nint a = 1;\n```\n\n%2"_s.arg(i).arg(
                      words)
                : words;
        written += text.size();
        conversation::Turn turn =
            conversation::makeTurn(i % 2 ? u"assistant"_s : u"user"_s, {conversation::textBlock(text)});
        const QString id = u"id%1"_s.arg(i / 8);
        if (i % 8 == 3)
            turn.content.push_back(conversation::makeBlock(Json::object(
                {{"toolUse"_L1, Json::object({{"toolUseId"_L1, Json(id)},
                                              {"name"_L1, Json(u"look"_s)},
                                              {"input"_L1, Json::object({{"q"_L1, Json(words)}})}})}})));
        if (i % 8 == 4)
            turn.content = {conversation::makeBlock(Json::object(
                {{"toolResult"_L1, Json::object({{"toolUseId"_L1, Json(id)},
                                                 {"content"_L1, Json::array({Json::object(
                                                                    {{"text"_L1, Json(words)}})})}})}}))};
        made.turns.push_back(std::move(turn));
    }
    return made;
}

/// Hears of the first paint inside a widget.
class Painted final : public QObject
{
public:
    Painted() { qApp->installEventFilter(this); }
    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (event->type() == QEvent::Paint && watched->isWidgetType())
            m_painted.insert(watched);
        return false;
    }
    void waitFor(const QObject *widget)
    {
        while (!m_painted.contains(widget))
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    }
    void forget() { m_painted.clear(); }

private:
    QSet<const QObject *> m_painted;
};

double milliseconds(std::chrono::nanoseconds time)
{
    return double(time.count()) / 1e6;
}

std::vector<bench::Figure> measure(const bench::Options &options)
{
    const QTemporaryDir folder;
    app::WorkbenchSettings settings;
    settings.paths = app::preparePaths(QProcessEnvironment(), folder.filePath(u"data"_s));
    ui::widgets::Theme theme(ui::widgets::ThemeChoice::Light);
    settings.theme = &theme;
    const qsizetype bytes = options.quick ? 200'000 : 10'000'000;
    const int conversations = options.quick ? 50 : 5'000;
    QFile file(folder.filePath(u"long.outcrop.json"_s));
    if (!file.open(QIODevice::WriteOnly))
        return {};
    file.write(conversation::encodeConversation(longConversation(bytes)));
    file.close();
    for (int i = 0; i < conversations; ++i) {
        QFile one(settings.paths.conversationsDir + u"/%1.outcrop.json"_s.arg(i));
        conversation::Conversation made = conversation::newConversation();
        made.title = u"Conversation %1 about a %2"_s.arg(i).arg(i % 3 ? u"playlist"_s : u"refund"_s);
        if (one.open(QIODevice::WriteOnly))
            one.write(conversation::encodeConversation(made));
    }
    app::Workbench workbench(settings);
    workbench.window().resize(1560, 900);
    workbench.window().show();
    Painted painted;
    const auto isIndexed = [&workbench, conversations] {
        return workbench.sessions().model().rowCount() >= conversations && workbench.search().isUpToDate();
    };
    if (!QTest::qWaitFor(isIndexed, longestIndexingMs))
        return {};

    bench::Figure open;
    open.figure = u"o"_s;
    open.name = u"opening a conversation of 10 MB"_s;
    open.unit = u"ms"_s;
    open.limit = 500; // issue 3, proof 4
    painted.forget();
    const auto before = bench::cpuTime();
    workbench.sessions().openFile(file.fileName());
    if (!QTest::qWaitFor([&workbench] { return !workbench.sessions().isOpening(); }, longestOpeningMs))
        return {};
    const double opened = milliseconds(bench::cpuTime() - before);
    painted.waitFor(workbench.transcriptView().viewport());
    open.value = milliseconds(bench::cpuTime() - before);
    open.facts.set("openedMs"_L1, json::Json(opened));
    open.facts.set("bytes"_L1, json::Json(QFile(file.fileName()).size()));

    bench::Figure letter;
    letter.figure = u"l"_s;
    letter.name = u"worst letter typed into the search over 5 000 conversations"_s;
    letter.unit = u"ms"_s;
    letter.limit = 16; // a display frame
    auto *list = workbench.window().findChild<ui::shell::ConversationList *>();
    auto *field = list->findChild<QLineEdit *>();
    if (!QTest::qWaitFor(isIndexed, longestIndexingMs))
        return {};
    json::Json all = json::Json::array();
    for (const QChar c : u"refund 12"_s) {
        painted.forget();
        const auto start = bench::cpuTime();
        field->insert(c);
        painted.waitFor(field);
        const double took = milliseconds(bench::cpuTime() - start);
        letter.value = std::max(letter.value, took);
        all.append(json::Json(took));
        QTest::qWait(300);
    }
    letter.facts.set("lettersMs"_L1, all);
    return {open, letter};
}

const bench::Registration registration("o,l", &measure);

} // namespace
