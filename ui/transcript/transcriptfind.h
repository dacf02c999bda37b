// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/transcript/findmatches.h"
#include "ui/transcript/textposition.h"

#include <QBasicTimer>
#include <QObject>
#include <QPointF>

class QPainter;

namespace outcrop::ui::models
{
class TranscriptModel;
}

namespace outcrop::ui::widgets
{
class FindBar;
}

namespace outcrop::ui::transcript
{

class TranscriptView;
class TurnLayout;

/// Find in the conversation: the bar above the messages, the marks in them, and going from match to match.
/// What is folded is unfolded when a match in it is gone to.
class TranscriptFind : public QObject
{
    Q_OBJECT

public:
    /// @p view owns it.
    explicit TranscriptFind(TranscriptView *view);

    void setModel(models::TranscriptModel *model);
    /// Shows the bar, with the keyboard in it.
    void open();
    /// Goes to the next match (1) or the one before (-1).
    void step(int direction);
    /// Shows the bar and goes to the first match in @p row; the keyboard stays where it is.
    void showIn(int row, const QString &needle);
    bool isOpen() const;

    int count() const { return m_matches.count(); }
    const std::optional<FindMatch> &current() const { return m_current; }

    /// Marks the matches in a message that was painted with its top left corner at @p origin, the one that
    /// was gone to more than the others.
    void paint(QPainter &painter, int row, const TurnLayout &layout, QPointF origin) const;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void timerEvent(QTimerEvent *event) override;

private:
    void search(int firstRow);
    void restart();
    void goOn();
    void close();
    void go(const FindMatch &match);
    std::optional<SelectedRange> locate(const FindMatch &match);
    std::optional<SelectedRange> locateIn(const TurnLayout &layout, const FindMatch &match) const;
    /// Whether a match in what is folded may stand before @p range, the one that is shown.
    bool hidesSome(const TurnLayout &layout, const FindMatch &match, const SelectedRange &range) const;
    void reveal(const SelectedRange &range);
    void placeBar();
    void tellHits();

    TranscriptView *m_view;
    widgets::FindBar *m_bar;
    models::TranscriptModel *m_model = nullptr;
    FindMatches m_matches;
    std::optional<FindMatch> m_current;
    int m_goFrom = -1; ///< goes to the first match from this row on when there is one; -1: stays
    QBasicTimer m_timer;
};

} // namespace outcrop::ui::transcript
