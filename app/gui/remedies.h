// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/connections/connectionspec.h"
#include "ui/models/connectioncontrol.h"
#include "ui/models/transcriptturn.h"

#include <functional>

namespace outcrop::app
{

/// What mends the error of an answer at once, by what is known of the connection it went over: a sign-in,
/// where who sends rests on one, or another key, where a key is kept for it. @p sender reads files, so it is
/// asked only where it decides.
ui::models::ErrorRemedy remedyFor(const base::Error &error, const connections::ConnectionSpec &spec,
                                  const std::function<ui::models::Sender()> &sender);

} // namespace outcrop::app
