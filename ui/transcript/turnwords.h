// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/transcriptturn.h"
#include "ui/transcript/painters/paintparts.h"

#include <vector>

/// The words of a message's frame.
namespace outcrop::ui::transcript
{

struct StateWords {
    QString text; ///< empty for nothing to say
    PillTone tone = PillTone::Neutral;
};

struct FooterPart {
    QString text;
    models::Strata strata = models::Strata::None;
};

bool isGrowing(models::TurnState state);
StateWords stateWords(const models::TranscriptTurn &turn);
/// "tool_use", "31 out", "first token 388 ms", "1.9 s", "read 2,140", "write 171": what is known, in this
/// order.
std::vector<FooterPart> footerParts(const models::TranscriptTurn &turn);
/// "cache point · 1 h", as the editors say it; a time that is not known as it stands.
QString cachePointWords(const models::TranscriptBlock &block);
QString reasoningAction(bool unfolded);
/// "Next branch", "Previous branch".
QString forkAction(int step);
QString keptEditWords();
/// "edit", "rerun"...: what is offered in the header of a message.
QString messageAction(HotSpot::Kind action);
/// A note as it stands beside the role: one line of it.
QString noteWords(const QString &note);
/// "User", "Assistant": as a person says it.
QString spokenRole(const QString &role);

} // namespace outcrop::ui::transcript
