// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulator/answertext.h"

#include "core/converse/tokenestimate.h"
#include "core/simulator/directives.h"
#include "core/simulator/hintwords.h"
#include "core/simulator/requestfacts.h"

namespace outcrop::simulator
{

using namespace Qt::Literals::StringLiterals;
using json::Json;

namespace
{

constexpr qsizetype longestTopic = 160;
constexpr qsizetype mostSentences = 6;
constexpr qsizetype mostKeyWords = 5;

QString shortened(const QString &text, qsizetype length)
{
    const QString simple = text.simplified();
    return simple.size() > length ? simple.first(length).trimmed() + u'…' : simple;
}

/// A text inside a table cell or a line of a list, so that it cannot change the Markdown around it.
QString inLine(const QString &text)
{
    QString result = text.simplified();
    for (const auto sign : {u'\\', u'`', u'*', u'_', u'[', u']', u'<', u'|', u'#', u'!'})
        result.replace(sign, QString(u'\\') + sign);
    return result;
}

qsizetype wordCount(const QString &text)
{
    return text.simplified().count(u' ') + 1;
}

QString row(QLatin1StringView name, const QString &value)
{
    return QStringLiteral("| %1 | %2 |\n").arg(name, value);
}

QString factsTable(const Question &question)
{
    const RequestFacts facts = requestFacts(question.body);
    const CacheUsage &usage = question.usage;
    QString table = QStringLiteral("| What | Value |\n| --- | --- |\n");
    table += row("Model asked for"_L1, u'`' + question.modelId.simplified().remove(u'`') + u'`');
    table += row("Messages"_L1, QString::number(facts.messages));
    table += row("Content blocks"_L1, QString::number(facts.blocks));
    if (facts.systemBlocks > 0)
        table += row("System blocks"_L1, QString::number(facts.systemBlocks));
    if (!facts.toolNames.isEmpty())
        table += row("Tools offered"_L1, u'`' + facts.toolNames.join("`, `"_L1) + u'`');
    if (!facts.attachments.isEmpty())
        table += row("Attachments"_L1, inLine(facts.attachments.join(", "_L1)));
    table += row("Prompt, estimated"_L1,
                 QStringLiteral("%1 tokens").arg(usage.read + usage.write() + usage.input));
    table += row("Read from the cache"_L1, QStringLiteral("%1 tokens").arg(usage.read));
    table += row("Written to the cache"_L1, QStringLiteral("%1 tokens").arg(usage.write()));
    return table;
}

QString questionParts(const QString &userText)
{
    QString list;
    qsizetype number = 0;
    const QStringList parts = sentences(userText);
    for (const QString &sentence : parts.mid(0, mostSentences)) {
        const QString kind =
            sentence.endsWith(u'?') ? QStringLiteral("a question") : QStringLiteral("a statement or task");
        list += QStringLiteral("%1. %2 — *%3*\n")
                    .arg(++number)
                    .arg(inLine(shortened(sentence, longestTopic)), kind);
    }
    if (parts.size() > mostSentences)
        list += QStringLiteral("%1. … and %2 more\n").arg(number + 1).arg(parts.size() - mostSentences);
    return list;
}

QString nextSteps(const Question &question)
{
    const RequestFacts facts = requestFacts(question.body);
    QString list;
    if (!facts.toolNames.isEmpty())
        list += QStringLiteral("- Ask it to *use `%1`*, or write `/tool %1` on a line of its own.\n")
                    .arg(facts.toolNames.first());
    if (question.usage.read == 0 && question.usage.write() > 0)
        list += QStringLiteral(
            "- Run the same request again: the cached part will then be **read** instead of written.\n");
    list += QStringLiteral(
        "- Write `/reason`, `/cite` or `/long 500` before your text to see other kinds of answers.\n"
        "- Write `/help` for everything it can do, errors and broken streams included.\n");
    return list;
}

QString lastBlockAsJson(const Question &question)
{
    const Json messages = question.body.value("messages"_L1);
    const Json last = messages.at(messages.size() - 1);
    Json shown = Json::object(
        {{"role"_L1, last.value("role"_L1)},
         {"blocks"_L1, Json(last.value("content"_L1).size())},
         {"estimatedTokens"_L1, Json(converse::estimateBlockTokens(last.value("content"_L1).at(0)))}});
    if (question.body.contains("inferenceConfig"_L1))
        shown.set("inferenceConfig"_L1, question.body.value("inferenceConfig"_L1));
    return QStringLiteral("```json\n%1\n```\n")
        .arg(QString::fromUtf8(json::write(shown, json::Layout::Pretty)));
}

/// A tool's answer as the simulator can use it: the members of an object as a table, anything else quoted.
QString resultBody(const Json &content)
{
    QString text;
    for (qsizetype i = 0; i < content.size(); ++i) {
        const Json json = content.at(i).value("json"_L1);
        if (json.isObject() && !json.isEmpty()) {
            text += QStringLiteral("| Field | Value |\n| --- | --- |\n");
            for (qsizetype m = 0; m < json.size(); ++m) {
                const QString value = json.at(m).isString() ? json.at(m).toString()
                                                            : QString::fromUtf8(json::write(json.at(m)));
                text += QStringLiteral("| %1 | %2 |\n")
                            .arg(inLine(json.keyAt(m)), inLine(shortened(value, longestTopic)));
            }
        } else if (!json.isNull()) {
            text += QStringLiteral("```json\n%1\n```\n").arg(QString::fromUtf8(json::write(json)));
        } else if (const auto plain = content.at(i).find("text"_L1)) {
            text += QStringLiteral("> %1\n").arg(inLine(shortened(plain->toString(), 1000)));
        } else {
            text += QStringLiteral("*%1*\n").arg(content.at(i).keyAt(0));
        }
        text += u'\n';
    }
    return text;
}

} // namespace

QString ordinaryText(const Question &question, const QString &userText)
{
    const QStringList words = keyWords(userText, mostKeyWords);
    QString text = QStringLiteral("## Outcrop simulator\n\n");
    if (!userText.isEmpty())
        text += QStringLiteral("You wrote: *%1*\n\n").arg(inLine(shortened(userText, longestTopic)));
    text += QStringLiteral("No language model stands behind this answer");
    if (!words.isEmpty())
        text += QStringLiteral(", so it knows nothing about **%1**").arg(inLine(words.join(", "_L1)));
    text += QStringLiteral(
        ". What is real is the exchange itself: the HTTP request and its signature, the event stream, "
        "the cache and the token counts.\n\n");
    if (const QString parts = questionParts(userText); !parts.isEmpty())
        text += QStringLiteral("### Your message\n\n%1\n").arg(parts);
    text += QStringLiteral("### What arrived\n\n%1\n%2\n### What to try next\n\n%3")
                .arg(factsTable(question), lastBlockAsJson(question), nextSteps(question));
    return text;
}

QString toolResultText(const Question &question)
{
    QString text =
        QStringLiteral("## Tool results\n\nThe Outcrop simulator received this from your tools:\n\n");
    for (const ToolResult &result : lastToolResults(question.body)) {
        text += QStringLiteral("### `%1`%2\n\n%3")
                    .arg(result.toolName, result.isError ? QStringLiteral(" reported an error") : QString(),
                         resultBody(result.content));
    }
    const QString asked = lastUserText(question.body);
    if (!asked.isEmpty())
        text += QStringLiteral("With that, your question was: *%1*\n")
                    .arg(inLine(shortened(asked, longestTopic)));
    return text;
}

QString longText(const QString &userText, int words)
{
    static const QStringList paragraphs{
        QStringLiteral("This is the Outcrop simulator writing a long answer on request. The text has no "
                       "meaning beyond its "
                       "length, yet it has the shape of a real one: sentences, paragraphs, headings, lists "
                       "and a table."),
        QStringLiteral(
            "Every word of it crosses the network in its own frame with two checksums, is stored as it "
            "arrives, "
            "and is laid out once. Nothing that stands above the last paragraph is touched again."),
        QStringLiteral(
            "- a list item of several words\n- another one, **with emphasis**\n- and `code` in the third"),
        QStringLiteral("A stream may stop at any point. What had arrived by then is kept, shown and marked, "
                       "and can be read "
                       "again from the stored bytes at any later time."),
        QStringLiteral("| Part | Purpose |\n| --- | --- |\n| prelude | lengths and their checksum |\n| "
                       "payload | one event |"),
    };
    QString text = QStringLiteral("## Outcrop simulator: a long answer\n\n");
    if (!userText.isEmpty())
        text += QStringLiteral("You wrote: *%1*\n\n").arg(inLine(shortened(userText, longestTopic)));
    qsizetype written = wordCount(text);
    for (int i = 0; written < words; ++i) {
        QString next = paragraphs.at(i % paragraphs.size()) + "\n\n"_L1;
        if (i % paragraphs.size() == 0)
            next.prepend(QStringLiteral("### Part %1\n\n").arg(i / paragraphs.size() + 1));
        text += next;
        written += wordCount(next);
    }
    return text;
}

QString reasoningText(const Question &question, const QString &userText)
{
    const RequestFacts facts = requestFacts(question.body);
    return QStringLiteral("The request has %1 messages and %2 tools. The last text is \"%3\". The simulator "
                          "does not think; it "
                          "shows what a reasoning block looks like, signature included, and then answers.")
        .arg(facts.messages)
        .arg(facts.toolNames.size())
        .arg(shortened(userText, longestTopic));
}

QString helpText()
{
    return QStringLiteral(
               "## Outcrop simulator\n\nA line of your last message that begins with one of these steers the "
               "answer:\n\n%1\nFrames are those of the stream; each piece of text is one.\n")
        .arg(directivesMarkdown());
}

QString toolPreamble(const QStringList &toolNames)
{
    return QStringLiteral("The Outcrop simulator asks for %1 now.")
        .arg(u'`' + toolNames.join("` and `"_L1) + u'`');
}

QString guardrailText()
{
    return QStringLiteral("Sorry, the Outcrop simulator's guardrail blocked this answer.");
}

} // namespace outcrop::simulator
