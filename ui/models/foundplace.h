// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/search/passage.h"
#include "core/search/snippet.h"

#include <QMetaType>
#include <QStringList>

#include <optional>

namespace outcrop::ui::models
{

/// A place in a conversation where something was found.
struct FoundPlace {
    search::PassageKind kind = search::PassageKind::Message;
    QString turnId; ///< empty where it is of no turn
    int turn = -1;  ///< which turn of the file, where the id is not there any more
    std::optional<qint64> exchangeId = std::nullopt;
    QStringList terms;            ///< what was sought
    search::Snippet snippet = {}; ///< around the place

    friend bool operator==(const FoundPlace &, const FoundPlace &) = default;
};

} // namespace outcrop::ui::models

Q_DECLARE_METATYPE(outcrop::ui::models::FoundPlace)
