// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/simulator/serviceerror.h"

#include <QString>
#include <QStringList>

#include <chrono>
#include <optional>
#include <vector>

namespace outcrop::simulator
{

/// A tool call asked for with /tool.
struct DirectedCall {
    QString name;
    QByteArray input; ///< JSON text as written; empty: make one from the tool's schema
};

/// What the lines beginning with '/' in the last user text ask of the simulator.
struct Directives {
    bool help = false;
    std::vector<DirectedCall> calls; ///< several: parallel calls
    bool reason = false;
    bool cite = false;
    std::optional<int> words;                       ///< /long
    std::optional<std::chrono::milliseconds> pace;  ///< pause before each piece of text
    std::optional<std::chrono::milliseconds> stall; ///< one silence in the middle of the answer
    int throttledAttempts = 0;
    std::optional<ServiceError> error;
    std::optional<ServiceError> laterError;
    int framesBeforeError = 0;
    std::optional<int> framesBeforeCut;
    std::optional<int> badCrcFrame; ///< counted from 1
    bool guardrail = false;
    QString stopReason; ///< empty: the natural one

    QStringList complaints; ///< directives that could not be understood, each as one sentence
    QString text;           ///< what remains of the text without its directives
};

/// Reads the directives out of a user text. A line is one only when its first word is in the table;
/// "/usr/bin" stays text.
Directives parseDirectives(QStringView text);

/// The table of all directives as Markdown: what /help answers and what the README prints.
QString directivesMarkdown();

} // namespace outcrop::simulator
