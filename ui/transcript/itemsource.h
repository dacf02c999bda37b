// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/transcript/painters/blockitem.h"

#include <optional>

namespace outcrop::ui::transcript
{

/// Length and hash of a text that grows; appending costs O(new text). Keeps no copy: a shared copy would make
/// the model's next append copy everything.
class Fingerprint
{
public:
    Fingerprint() = default;
    explicit Fingerprint(QStringView text) { append(text); }
    void append(QStringView text);

    friend bool operator==(const Fingerprint &, const Fingerprint &) = default;

private:
    quint64 m_hash = 0xcbf29ce484222325ULL; // FNV-1a over UTF-16 units
    qsizetype m_size = 0;
};

/// What an item was built from.
class ItemSource
{
public:
    ItemSource() = default;
    ItemSource(const models::TranscriptBlock &block, const ItemContext &context);

    /// The item shows @p other as it is.
    bool isSameAs(const ItemSource &other) const;
    /// The item shows @p other once it is told that its text is complete.
    bool endsAs(const ItemSource &other) const;
    models::TranscriptBlock::Kind kind() const { return m_block.kind; }
    void appendText(QStringView text) { m_text.append(text); }

private:
    models::TranscriptBlock m_block; ///< without its text
    Fingerprint m_text;
    std::optional<models::TranscriptBlock> m_result;
    ItemContext m_context;
};

} // namespace outcrop::ui::transcript
