// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connections/connectionspec.h"
#include "ui/models/connectioncontrol.h"
#include "ui/widgets/pill.h"

namespace outcrop::ui::connections
{

/// Who sends over a connection, as the dialog says it. An empty text is not shown.
struct SenderWords {
    QString pill; ///< beside the name: "signed in"
    widgets::PillTone tone = widgets::PillTone::Neutral;
    QString inList;         ///< "SSO, 42 min left"
    bool isProblem = false; ///< what sends now will be refused
    QString used;           ///< "profile work → SSO session corp → role Developer, account …4321"
    QString times;          ///< "Expires 11:42, renewed from 11:27."
    QString tried;          ///< which sources had nothing, and why
    QString problem;        ///< what a search ended with, and what helps
    QString signIn;         ///< of the button: "Sign in", "Sign in again"
    bool canLook = false;   ///< there are sources to ask

    friend bool operator==(const SenderWords &, const SenderWords &) = default;
};

/// Times are told for @p now (UTC) and shown in the zone of the desktop.
SenderWords senderWords(const outcrop::connections::ConnectionSpec &spec, const models::Sender &sender,
                        const QDateTime &now);

/// "42 min", "3 h", "2 days": as exact as anybody needs it.
QString roughly(std::chrono::seconds time);

} // namespace outcrop::ui::connections
