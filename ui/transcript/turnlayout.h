// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/transcript/itemsource.h"
#include "ui/transcript/painters/blockitem.h"
#include "ui/transcript/textposition.h"
#include "ui/transcript/turnwords.h"

#include <QSet>

#include <memory>
#include <optional>
#include <vector>

namespace outcrop::ui::transcript
{

/// The neighbours a message is shown with: a call is shown with its result, which stands in the next turn.
struct TurnContext {
    const models::TranscriptTurn *previous = nullptr;
    const models::TranscriptTurn *next = nullptr;
    bool first = false; ///< the first message of the transcript
    QSet<int> unfolded; ///< blocks the reader wants to see whole
};

/// One message, laid out: header with role and pills, gutter, blocks, error, footer. Coordinates begin at the
/// row's top left corner; the row is as wide as the viewport.
class TurnLayout
{
public:
    /// Takes what changed; blocks that did not change keep their layout.
    void update(const models::TranscriptTurn &turn, const TurnContext &context, const TranscriptStyle &style);
    /// The streaming path. @return false when update() is needed.
    bool appendText(int block, QStringView text);
    /// @return the first pixel that looks different now, height() for none.
    int layout(const TranscriptStyle &style, int width);

    /// Something else stands in the place of the blocks, so many pixels high; only the header is painted.
    void setEmbedded(const std::optional<int> &height);
    /// Where the blocks begin.
    int bodyTop() const { return m_bodyTop; }

    /// layout() stopped before the end of a long text; the next call goes on.
    bool hasMore() const;

    int height() const { return m_height; }
    /// Nothing of the turn is shown here: its results stand beside their calls.
    bool isHidden() const { return m_hidden && !m_embedded; }

    struct PaintState {
        SelectedRange selected; ///< of the whole transcript
        int row = 0;
        bool current = false; ///< the keyboard is here
        const HotSpot *hovered = nullptr;
        const HotSpot *focused = nullptr;
        bool actions = false; ///< what can be done to the message is offered in its header
    };
    void paint(QPainter &painter, QPointF origin, const QRectF &clip, const TranscriptStyle &style,
               const PaintState &state) const;

    int itemCount() const { return int(m_items.size()); }
    const BlockItem &item(int index) const { return *m_items[size_t(index)].item; }
    /// The block of the turn an item shows, -1 for the error.
    int blockOfItem(int index) const { return m_items[size_t(index)].block; }
    QPointF itemOrigin(int index) const { return m_items[size_t(index)].origin; }
    /// The character nearest to @p point; nothing where there is no text.
    std::optional<TextPosition> positionAt(QPointF point, int row) const;
    /// True where @p point is on text rather than near it.
    bool isOverText(QPointF point) const;
    std::vector<HotSpot> hotSpots() const;
    /// What of it counts seconds, in its coordinates; null for nothing.
    QRectF countingRect() const;
    /// "edit", "rerun"... at the right end of the header, where there is room for them.
    const std::vector<HotSpot> &actions() const { return m_actions; }
    QString footerText() const;

    mutable quint64 lastUsed = 0; ///< for whoever keeps a limited number of these

private:
    struct Item {
        std::unique_ptr<BlockItem> item;
        int block = -1;
        QPointF origin;
        models::Strata strata = models::Strata::None;
        bool bracketed = false; ///< a call made in parallel with others
        bool bracketStart = false;
        bool bracketEnd = false;
        bool muted = false;
        ItemSource source; ///< what it was built from, to see whether it can stay
    };
    struct HeaderPill {
        QString text;
        PillTone tone = PillTone::Neutral;
        HotSpot spot; ///< its rectangle is `rect`
        bool clickable = false;
        QRectF rect;
    };
    void addForkPills(const models::TranscriptTurn &turn);
    /// What it would fold is not shown.
    bool isCovered(const HeaderPill &pill) const
    {
        return m_embedded && pill.clickable && pill.spot.kind == HotSpot::Kind::Fold;
    }
    void updateItems(const models::TranscriptTurn &turn, const TurnContext &context,
                     const TranscriptStyle &style);
    Item makeItem(const models::TranscriptBlock &block, const ItemContext &context,
                  const TranscriptStyle &style, std::vector<Item> &old);
    void markBrackets();
    void layoutHeader(const TranscriptStyle &style, int top);
    void layoutActions(const TranscriptStyle &style, qreal left);
    void layoutFooter(const TranscriptStyle &style);
    void paintHeader(const PaintContext &context, QPointF origin) const;
    void paintActions(const PaintContext &context, QPointF origin, const PaintState &state) const;
    void paintGutter(const PaintContext &context, QPointF origin) const;
    void paintFooter(const PaintContext &context, QPointF origin) const;
    void paintBracket(const PaintContext &context, QPointF origin, const Item &item) const;
    void paintStrikes(const PaintContext &context, QPointF origin, const Item &item) const;
    void paintCaret(const PaintContext &context, QPointF origin) const;
    /// Where the next character will stand, in the turn's coordinates; null where nothing shows it.
    QRectF caret() const;

    std::vector<Item> m_items;
    std::vector<HeaderPill> m_pills;
    std::vector<HotSpot> m_actions;
    struct PlacedPart {
        FooterPart part;
        QRectF rect;
    };
    std::vector<PlacedPart> m_footer; ///< figures, in as many rows as they need
    QString m_role;
    bool m_showsCaret = false;
    bool m_hidden = false;
    bool m_growing = false;
    std::optional<int> m_embedded;
    bool m_first = false;
    models::Strata m_emptyStrata = models::Strata::None;
    int m_width = 0;
    int m_headerTop = 0;
    int m_bodyTop = 0;
    int m_bodyBottom = 0;
    int m_height = 0;
    bool m_frameChanged = true;
    QRectF m_caret; ///< of the last layout
};

} // namespace outcrop::ui::transcript
