// SPDX-License-Identifier: GPL-3.0-or-later
// Figures d and e: what a streamed word costs until it is painted, and what a long transcript costs to open
// and scroll.
#include "bench.h"

#include "ui/models/transcriptmodel.h"
#include "ui/transcript/transcriptview.h"

#include <QCoreApplication>
#include <QFile>
#include <QScrollBar>
#include <QTextDocument>

#include <algorithm>
#include <numeric>

using namespace outcrop;
using namespace outcrop::ui::models;
using ui::transcript::TranscriptView;

namespace
{

/// Markdown as answers have it, of at least @p characters.
QString answer(qsizetype characters)
{
    QString text;
    for (int section = 1; text.size() < characters; ++section) {
        text += QStringLiteral("## Section %1\n\n").arg(section);
        text +=
            QStringLiteral(
                "A paragraph with **bold** words, `inline code` and a [link](https://example.org/%1) that "
                "runs over some lines, as paragraphs in answers usually do, before it ends.\n\n")
                .arg(section);
        text +=
            QStringLiteral("1. The first point, *briefly*\n2. The second point\n   - with a detail\n   - and "
                           "another one\n3. The third\n\n");
        text += QStringLiteral(
            "```cpp\nint sum(const std::vector<int> &values)\n{\n    int total = 0;\n    for (const int "
            "value : values)\n        total += value;\n    return total;\n}\n```\n\n");
        text += QStringLiteral("| name | value |\n| --- | ---: |\n| reads | %1 |\n| writes | %2 |\n\n")
                    .arg(section * 17)
                    .arg(section * 3);
    }
    return text;
}

/// Cuts @p text into @p count pieces at spaces where there are any.
QStringList words(const QString &text, int count)
{
    QStringList pieces;
    qsizetype from = 0;
    for (int i = 1; i <= count; ++i) {
        const qsizetype to = text.size() * i / count;
        pieces.append(text.sliced(from, to - from));
        from = to;
    }
    return pieces;
}

struct Streamed {
    double mean = 0;  ///< ms of CPU a delta
    double first = 0; ///< of the first 500
    double last = 0;  ///< of the last 500
    double worst = 0;
};

Streamed stream(const QStringList &deltas)
{
    TranscriptModel model;
    TranscriptView view;
    view.resize(600, 700);
    view.setModel(&model);
    view.show();
    TranscriptTurn turn;
    turn.id = QStringLiteral("live");
    turn.role = QStringLiteral("assistant");
    turn.state = TurnState::Streaming;
    turn.blocks.resize(1);
    turn.blocks.front().open = true;
    turn.blocks.front().strata = Strata::Output;
    model.appendTurn(turn);
    view.flush();
    QCoreApplication::processEvents();
    std::vector<double> costs;
    for (const QString &delta : deltas) {
        const auto before = bench::cpuTime();
        model.appendText(0, 0, delta);
        view.flush();
        QCoreApplication::sendPostedEvents(); // paints what flush() asked for
        costs.push_back(std::chrono::duration<double, std::milli>(bench::cpuTime() - before).count());
    }
    const auto meanOf = [](auto from, auto to) { return std::accumulate(from, to, 0.0) / double(to - from); };
    const auto part = std::min<std::ptrdiff_t>(500, std::ssize(costs) / 2);
    return {meanOf(costs.begin(), costs.end()), meanOf(costs.begin(), costs.begin() + part),
            meanOf(costs.end() - part, costs.end()), *std::max_element(costs.begin(), costs.end())};
}

/// The way not taken: the whole text again for each delta (sampled).
double wholeTextAgain(const QString &text)
{
    const auto before = bench::cpuTime();
    constexpr int samples = 20;
    for (int i = 1; i <= samples; ++i) {
        QTextDocument document;
        document.setMarkdown(text.left(text.size() * i / samples), QTextDocument::MarkdownNoHTML);
        document.setTextWidth(550);
        (void)document.size();
    }
    return std::chrono::duration<double, std::milli>(bench::cpuTime() - before).count() / samples;
}

std::vector<bench::Figure> measureStreaming(const bench::Options &options)
{
    std::vector<bench::Figure> figures;
    for (const int kilobytes : {20, 200}) {
        const QString text = answer(kilobytes * 1000);
        QStringList deltas = words(text, 4551 * kilobytes / 20);
        if (options.quick)
            deltas = deltas.first(300);
        Streamed best = stream(deltas);
        for (int round = 1; round < (options.quick || kilobytes > 20 ? 1 : 3); ++round) {
            const Streamed again = stream(deltas);
            if (again.mean < best.mean)
                best = again;
        }
        bench::Figure cost;
        cost.figure = QStringLiteral("d");
        cost.name = QStringLiteral("CPU of one painted delta of a %1 kB answer").arg(kilobytes);
        cost.unit = QStringLiteral("ms");
        cost.value = best.mean;
        cost.limit = 0.25;
        cost.facts.set(u"deltas", json::Json(qint64(deltas.size())));
        cost.facts.set(u"worstMs", json::Json(best.worst));
        if (kilobytes == 20)
            cost.facts.set(u"wholeTextAgainMs", json::Json(wholeTextAgain(text)));
        figures.push_back(cost);
        bench::Figure growth;
        growth.figure = QStringLiteral("d");
        growth.name =
            QStringLiteral("last 500 deltas of a %1 kB answer against the first 500").arg(kilobytes);
        growth.unit = QStringLiteral("ms");
        growth.value = best.last;
        growth.baseline = best.first;
        growth.baselineName = QStringLiteral("first 500 deltas");
        growth.limit = 1.3;
        figures.push_back(growth);
    }
    return figures;
}

/// Resident memory, bytes.
double residentBytes()
{
    QFile file(QStringLiteral("/proc/self/statm"));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    const QList<QByteArray> fields = file.readAll().split(' ');
    return fields.value(1).toDouble() * 4096;
}

bench::Figure plainFigure(const QString &name, const QString &unit, double value, double limit)
{
    bench::Figure figure;
    figure.figure = QStringLiteral("e");
    figure.name = name;
    figure.unit = unit;
    figure.value = value;
    figure.limit = limit;
    return figure;
}

std::vector<TranscriptTurn> conversation(int messages, const QString &text)
{
    std::vector<TranscriptTurn> turns(static_cast<size_t>(messages));
    for (int i = 0; i < messages; ++i) {
        TranscriptTurn &turn = turns[size_t(i)];
        turn.id = QString::number(i);
        turn.role = i % 2 ? QStringLiteral("assistant") : QStringLiteral("user");
        turn.blocks.resize(1);
        turn.blocks.front().text =
            QStringLiteral("Message %1\n\n").arg(i) + text.sliced(0, 300 + i * 37 % 1500);
    }
    return turns;
}

std::vector<bench::Figure> measureLongTranscript(const bench::Options &options)
{
    const QString text = answer(4000);
    {
        TranscriptModel warm; // fonts and style are not what is measured
        warm.appendTurns(conversation(20, text));
        TranscriptView view;
        view.resize(600, 700);
        view.setModel(&warm);
        view.show();
        QCoreApplication::processEvents();
    }
    const double before = residentBytes();
    double textBytes = 0;
    TranscriptModel model;
    {
        std::vector<TranscriptTurn> turns = conversation(options.quick ? 500 : 10'000, text);
        for (const TranscriptTurn &turn : turns)
            textBytes += double(turn.blocks.front().text.toUtf8().size());
        model.appendTurns(std::move(turns));
    }
    const auto start = bench::cpuTime();
    TranscriptView view;
    view.resize(600, 700);
    view.setModel(&model);
    view.show();
    QCoreApplication::processEvents();
    view.viewport()->repaint();
    const double open = std::chrono::duration<double, std::milli>(bench::cpuTime() - start).count();

    std::vector<double> steps;
    QScrollBar *bar = view.verticalScrollBar();
    const int count = options.quick ? 100 : 3000;
    for (int i = 0; i < count; ++i) {
        const auto stepStart = bench::cpuTime();
        if (i % 3 == 0) // lines up, pages down, and jumps
            bar->setValue(bar->value() - 120);
        else if (i % 3 == 1)
            bar->setValue(bar->value() - 660);
        else
            bar->setValue(int(qint64(bar->maximum()) * (i * 7919LL % 1000) / 1000));
        view.viewport()->repaint();
        steps.push_back(std::chrono::duration<double, std::milli>(bench::cpuTime() - stepStart).count());
    }
    std::sort(steps.begin(), steps.end());
    const double grown = residentBytes() - before;
    bench::Figure memory =
        plainFigure(QStringLiteral("resident memory of the transcript"), QStringLiteral("bytes"), grown, 4);
    memory.baseline = textBytes;
    memory.baselineName = QStringLiteral("its text in UTF-8");
    return {
        plainFigure(QStringLiteral("open a transcript of 10 000 messages"), QStringLiteral("ms"), open, 300),
        plainFigure(QStringLiteral("scroll step, p99"), QStringLiteral("ms"), steps[steps.size() * 99 / 100],
                    16),
        memory};
}

const bench::Registration streamingFigure("d", measureStreaming);
const bench::Registration transcriptFigure("e", measureLongTranscript);

} // namespace
