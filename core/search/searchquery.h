// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/search/passage.h"
#include "core/search/snippet.h"

#include <QMetaType>
#include <QSet>

#include <optional>

namespace outcrop::search
{

/// What is sought.
struct SearchQuery {
    QStringList terms;            ///< all of them, in any case, in one passage; see termsOf()
    QString begins = {};          ///< what the passage has to begin with, in this case
    QSet<PassageKind> kinds = {}; ///< empty: all
    int mostPerConversation = 8;  ///< of more, those that stand first
    int mostConversations = 200;
};

/// A passage that has what was sought.
struct SearchHit {
    QString path;  ///< of the conversation's file
    QString title; ///< of the conversation, or the file's name where that says none
    PassageKind kind = PassageKind::Message;
    QString turnId;                                  ///< see Passage
    int turn = -1;                                   ///< likewise
    std::optional<qint64> exchangeId = std::nullopt; ///< of Raw
    Snippet snippet;

    friend bool operator==(const SearchHit &, const SearchHit &) = default;
};

} // namespace outcrop::search

Q_DECLARE_METATYPE(std::vector<outcrop::search::SearchHit>)
