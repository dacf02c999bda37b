// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/markdown/laidleaf.h"
#include "ui/models/transcriptturn.h"
#include "ui/transcript/transcriptstyle.h"

#include <QPointF>
#include <QRectF>

#include <memory>
#include <vector>

class QPainter;

namespace outcrop::ui::transcript
{

/// A place of a message that does something.
struct HotSpot {
    enum class Kind : quint8 {
        Link,
        Fold,
        Retry,
        Place,
        SignIn,     ///< of an error that it mends
        Key,        ///< of an error: the connection's key is to be entered
        Connection, ///< of an error: its connection is to be looked at
        PreviousSibling,
        NextSibling,
        Edit, ///< from here: of a message as a whole, offered in its header
        Rerun,
        Insert,
        Copy,
        Delete,
    };

    Kind kind = Kind::Link;
    QRectF rect;
    QString name;   ///< for people: "Open https://example.org", "Show reasoning", "Retry"
    QString target; ///< Link: the destination as written
    int block = -1; ///< Fold: the block

    friend bool operator==(const HotSpot &, const HotSpot &) = default;
};

/// A text box and where its owner's coordinates begin.
struct PlacedBox {
    const markdown::TextBox *box = nullptr;
    QPointF origin;

    QRectF rect() const
    {
        return {origin + box->position, QSizeF(std::max<qreal>(box->usedWidth(), 1), box->height())};
    }
};

struct PaintContext {
    QPainter &painter;
    QRectF clip;
    const TranscriptStyle &style;
    markdown::SelectionOf selectionOf;
    const HotSpot *hovered = nullptr; ///< in the coordinates of the item
};

/// One block of a message, laid out for a width. Coordinates begin at its top left corner.
class BlockItem
{
public:
    virtual ~BlockItem() = default;

    /// Breaks the lines. @return the first pixel that looks different now, height() for none.
    virtual qreal layout(const TranscriptStyle &style, qreal width) = 0;
    virtual qreal height() const = 0;
    virtual void paint(const PaintContext &context, QPointF origin) const = 0;

    /// The streaming path: @p text was added to the block. @return false when only a new item can show it.
    virtual bool appendText(QStringView text);
    /// layout() laid out a part only, to return soon; the next call does the next part.
    virtual bool hasMore() const { return false; }
    /// The block will not grow any more.
    virtual void finish() {}

    virtual int boxCount() const { return 0; }
    virtual PlacedBox box(int index) const;
    virtual QChar separatorAfter(int index) const;
    /// The box nearest to a point, -1 without boxes.
    virtual int boxAt(QPointF point) const;
    virtual void collectHotSpots(std::vector<HotSpot> &spots) const;
    virtual QRectF endCaret() const;
    /// It shows seconds that go by, or did when it was painted last: it is to be painted each second.
    virtual bool countsSeconds() const { return false; }
    /// Space below the last line of the message that an item of this look needs.
    virtual qreal bottomPadding() const { return 0; }
};

/// Everything an item needs to know besides its block.
struct ItemContext {
    int block = -1;                                  ///< index in the turn
    const models::TranscriptBlock *result = nullptr; ///< ToolUse: the answer in the next turn
    bool unfolded = false;                           ///< the reader asked to see all of it
    bool inHeader = false; ///< Reasoning: its pill stands in the header of the message
    bool growing = false;  ///< the turn still streams and the block is open
    int firstSource = 1;   ///< Cited: the number of its first source in the message
};

std::unique_ptr<BlockItem> makeBlockItem(const models::TranscriptBlock &block, const ItemContext &context,
                                         const TranscriptStyle &style);
std::unique_ptr<BlockItem> makeErrorItem(const models::TranscriptTurn &turn, const TranscriptStyle &style);

/// "reasoning 1.2 s", "reasoning…" while it grows.
QString reasoningLabel(const models::TranscriptBlock &block);

} // namespace outcrop::ui::transcript
