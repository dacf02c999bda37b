// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/transcript/painters/paintparts.h"

namespace outcrop::ui::transcript
{

/// A block on a raised surface: a quiet label with pills beside it, a hairline, what the block has to show,
/// and where that is long the line that folds it.
class CardItem : public BlockItem
{
public:
    qreal layout(const TranscriptStyle &style, qreal width) override;
    qreal height() const override { return m_height; }
    void paint(const PaintContext &context, QPointF origin) const override;
    void collectHotSpots(std::vector<HotSpot> &spots) const override;
    qreal bottomPadding() const override { return geometry::itemGap; }

protected:
    enum class LabelFont : quint8 { Words, Member };

    /// @p block is the one that the fold line folds.
    CardItem(QString label, LabelFont font, int block);
    void addPill(const QString &text, PillTone tone = PillTone::Neutral);
    /// Where the body begins.
    QPointF bodyOrigin() const;
    /// "Show 12 more lines", "Show less".
    static QString foldWords(qsizetype hiddenLines);

    /// Breaks the lines of the body. @return its height.
    virtual qreal layoutBody(const TranscriptStyle &style, qreal width) = 0;
    virtual void paintBody(const PaintContext &context, QPointF origin) const = 0;
    /// Coordinates begin at the body's top left corner.
    virtual void collectBodySpots(std::vector<HotSpot> &) const {}
    /// What the fold line says; empty for no such line.
    virtual QString foldLabel() const { return {}; }

private:
    struct Pill {
        QString text;
        PillTone tone = PillTone::Neutral;
        QRectF rect = {};
    };
    void layoutPills(const TranscriptStyle &style);
    QRectF foldRect() const;

    QString m_label;
    LabelFont m_font;
    int m_block;
    std::vector<Pill> m_pills;
    qreal m_labelRight = 0;
    qreal m_titleHeight = 0; ///< of label and pills, which stand below it where they do not fit beside it
    qreal m_width = 0;
    qreal m_height = 0;
};

} // namespace outcrop::ui::transcript
