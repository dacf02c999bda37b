// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Everything about JSON texts: the value, its parser and writer, pointers into it.
// IWYU pragma: begin_exports
#include "core/json/parser.h"
#include "core/json/pointer.h"
#include "core/json/tolerant.h"
#include "core/json/value.h"
#include "core/json/writer.h"
// IWYU pragma: end_exports
