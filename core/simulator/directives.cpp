// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulator/directives.h"

#include <array>

namespace outcrop::simulator
{

namespace
{

/// Largest numbers taken: far beyond any use, small enough that nothing overflows or fills the memory.
constexpr int largestCount = 200'000;
constexpr int longestMilliseconds = 3'600'000;

/// The first word of @p rest, which then begins after it.
QStringView takeWord(QStringView &rest)
{
    rest = rest.trimmed();
    qsizetype end = 0;
    while (end < rest.size() && !rest.at(end).isSpace())
        ++end;
    const QStringView word = rest.first(end);
    rest = rest.sliced(end).trimmed();
    return word;
}

std::optional<int> takeNumber(QStringView &rest, int least, int most)
{
    bool ok = false;
    const int number = takeWord(rest).toInt(&ok);
    return ok && number >= least && number <= most ? std::optional(number) : std::nullopt;
}

/// Takes one number and nothing else; false when it is not there.
bool readNumber(QStringView arguments, int least, int most, std::optional<int> &into)
{
    into = takeNumber(arguments, least, most);
    return into.has_value() && arguments.isEmpty();
}

bool readDuration(QStringView arguments, std::optional<std::chrono::milliseconds> &into)
{
    std::optional<int> number;
    if (!readNumber(arguments, 0, longestMilliseconds, number))
        return false;
    into = std::chrono::milliseconds(*number);
    return true;
}

bool readTool(Directives &to, QStringView arguments)
{
    const QStringView name = takeWord(arguments);
    if (name.isEmpty())
        return false;
    to.calls.push_back({name.toString(), arguments.toUtf8()});
    return true;
}

bool readErrorAfter(Directives &to, QStringView arguments)
{
    const std::optional<int> frames = takeNumber(arguments, 0, largestCount);
    to.laterError = serviceErrorNamed(arguments);
    to.framesBeforeError = frames.value_or(0);
    return frames && to.laterError;
}

bool readThrottle(Directives &to, QStringView arguments)
{
    std::optional<int> attempts;
    const bool ok = readNumber(arguments, 0, largestCount, attempts);
    to.throttledAttempts = attempts.value_or(0);
    return ok;
}

struct Directive {
    const char *name;
    const char *arguments;
    const char *effect;
    /// Takes the arguments in; false when they are not as described.
    bool (*read)(Directives &to, QStringView arguments);
};

constexpr std::array directives{
    Directive{"/help", "", "Answers with this list",
              [](Directives &to, QStringView) { return to.help = true; }},
    Directive{
        "/tool", "NAME {json}",
        "Calls the tool, with this input or with one made from its schema; several lines make parallel calls",
        readTool},
    Directive{"/reason", "", "Puts a reasoning block with a signature before the answer",
              [](Directives &to, QStringView) { return to.reason = true; }},
    Directive{"/cite", "", "Answers with citations",
              [](Directives &to, QStringView) { return to.cite = true; }},
    Directive{"/long", "N", "Answers with about N words",
              [](Directives &to, QStringView rest) { return readNumber(rest, 1, largestCount, to.words); }},
    Directive{"/pace", "MS", "Waits MS milliseconds before every piece of the stream",
              [](Directives &to, QStringView rest) { return readDuration(rest, to.pace); }},
    Directive{
        "/stall", "MS",
        "Sends nothing for MS milliseconds in the middle of the stream (before the head without a stream)",
        [](Directives &to, QStringView rest) { return readDuration(rest, to.stall); }},
    Directive{"/throttle", "N", "Answers the first N attempts of this request with 429 ThrottlingException",
              readThrottle},
    Directive{
        "/error", "TYPE",
        "Answers with this error, for example `throttling`, `AccessDeniedException` or an HTTP status",
        [](Directives &to, QStringView rest) { return (to.error = serviceErrorNamed(rest)).has_value(); }},
    Directive{"/error-after", "N TYPE", "Sends N frames, then an exception frame of this type",
              readErrorAfter},
    Directive{"/cut", "N", "Sends N frames and half of the next one, then closes the connection",
              [](Directives &to, QStringView rest) {
                  return readNumber(rest, 0, largestCount, to.framesBeforeCut);
              }},
    Directive{
        "/badcrc", "N", "Spoils the checksum of frame N, counted from 1",
        [](Directives &to, QStringView rest) { return readNumber(rest, 1, largestCount, to.badCrcFrame); }},
    Directive{"/guardrail", "", "Answers as if a guardrail had intervened, with its trace",
              [](Directives &to, QStringView) { return to.guardrail = true; }},
    Directive{"/stop", "REASON", "Ends with this stop reason",
              [](Directives &to, QStringView rest) {
                  to.stopReason = takeWord(rest).toString();
                  return !to.stopReason.isEmpty() && rest.isEmpty();
              }},
};

const Directive *directiveNamed(QStringView name)
{
    for (const Directive &directive : directives) {
        if (name == QLatin1StringView(directive.name))
            return &directive;
    }
    return nullptr;
}

QString usageOf(const Directive &directive)
{
    return (QLatin1StringView(directive.name) + QLatin1Char(' ') + QLatin1StringView(directive.arguments))
        .trimmed();
}

} // namespace

Directives parseDirectives(QStringView text)
{
    Directives result;
    QStringList kept;
    for (const QStringView line : text.split(u'\n')) {
        QStringView rest = line;
        const Directive *directive = line.startsWith(u'/') ? directiveNamed(takeWord(rest)) : nullptr;
        if (!directive)
            kept.append(line.toString());
        else if (!directive->read(result, rest))
            result.complaints.append(QStringLiteral("`%1` was not understood: it is written `%2`.")
                                         .arg(line.trimmed(), usageOf(*directive)));
    }
    result.text = kept.join(u'\n').trimmed();
    return result;
}

QString directivesMarkdown()
{
    QString table = QStringLiteral("| Line | Effect |\n| --- | --- |\n");
    for (const Directive &directive : directives)
        table +=
            QStringLiteral("| `%1` | %2 |\n").arg(usageOf(directive), QLatin1StringView(directive.effect));
    return table;
}

} // namespace outcrop::simulator
