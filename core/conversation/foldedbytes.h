// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/conversation/requestproblem.h"

#include <QHash>
#include <QRegularExpression>

namespace outcrop::conversation
{

/// Stands in for the long base64 strings of a request (`bytes`, `redactedContent`) where it is shown as a
/// text: "286 kB base64 · 8f1c2d3e". The bytes themselves are kept here and come back unharmed, whatever
/// happens to the text around them.
///
/// What stands for a value depends on that value alone, so a text with it can be read at another time.
class FoldedBytes
{
public:
    /// Strings up to so many bytes are shown as they are.
    static constexpr qsizetype shown = 256;

    /// What stand-ins look like, without their quotes.
    static QRegularExpression standIns();

    /// A block with the strings folded. Costs nothing where there are none; else a look at each value of the
    /// block, and for bytes seen the first time a copy of them.
    json::Json folded(const json::Json &block);

    /// A request body with the bytes again. Where something looks like a stand-in that is not known, or was
    /// damaged: why, and where.
    std::optional<RequestProblem> unfold(json::Json &body) const;

    /// The same for one block that was folded.
    std::optional<RequestProblem> unfoldBlock(json::Json &block) const;

    /// How much text is kept here, in bytes.
    qsizetype size() const;

    /// The JSON text with every stand-in in it written out, quotes and all; as it is when there are none.
    QByteArray unfolded(const QByteArray &text) const;

private:
    json::Json fold(const json::Json &value, int depth);
    QByteArray standInFor(const json::Json &text);
    bool unfoldIn(json::Json &value, int depth, json::Pointer &where, RequestProblem &problem) const;

    struct Seen {
        json::Json value;
        QByteArray standIn;
    };
    std::vector<Seen> m_seen;               ///< each value in memory once
    QHash<QByteArray, json::Json> m_values; ///< by what stands for them
};

} // namespace outcrop::conversation
