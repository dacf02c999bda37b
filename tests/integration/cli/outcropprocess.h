// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/json/json.h"

#include <QByteArray>
#include <QProcess>
#include <QProcessEnvironment>
#include <QStringList>

#include <vector>

/// What one run of the program left behind.
struct Outcome {
    int exitCode = -1; ///< -1: it crashed, did not start or did not end in time
    QByteArray output;
    QByteArray errors;

    /// The output as JSON, one value a line; a line that is none gives null.
    std::vector<outcrop::json::Json> lines() const;
};

/// Path of the program under test.
QString outcropBinary();

/// The surroundings of a test: no AWS variable, no proxy, no display.
QProcessEnvironment plainEnvironment();

/// Sends a signal to a process that runs; does nothing to one that has ended.
void sendSignal(const QProcess &process, int number);

/// Runs the program to its end, at most @p seconds.
Outcome runOutcrop(const QStringList &arguments, const QByteArray &input = {},
                   const QProcessEnvironment &environment = plainEnvironment(), int seconds = 60);
