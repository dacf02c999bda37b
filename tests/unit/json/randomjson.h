// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <random>

/// A random valid JSON text without white space around it: every spelling of numbers and strings, white space
/// everywhere inside, duplicate names.
QByteArray randomJson(std::mt19937 &random, int depth);
