// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/transcript/transcriptview.h"

#include "ui/models/transcriptmodel.h"
#include "ui/transcript/linkbar.h"
#include "ui/transcript/painters/paintparts.h"
#include "ui/transcript/transcriptaccessible.h"
#include "ui/transcript/transcriptfind.h"
#include "ui/widgets/secondticker.h"

#include <QApplication>
#include <QPaintEvent>
#include <QPainter>
#include <QPushButton>
#include <QScrollBar>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace outcrop::ui::transcript
{

TranscriptView::TranscriptView(QWidget *parent)
    : QAbstractScrollArea(parent)
    , m_newButton(new QPushButton(this))
    , m_emptyAction(new QPushButton(this))
    , m_linkBar(new LinkBar(this))
    , m_find(new TranscriptFind(this))
{
    installTranscriptAccessibility();
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Transcript"));
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    // Always there: were it to come and go, lines would break anew. It shows nothing while there is nothing
    // to scroll.
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn);
    verticalScrollBar()->setAutoFillBackground(true);
    verticalScrollBar()->setAccessibleName(tr("Position in the transcript"));
    viewport()->setMouseTracking(true);
    viewport()->setAttribute(Qt::WA_OpaquePaintEvent);
    viewport()->setCursor(Qt::ArrowCursor);
    verticalScrollBar()->setSingleStep(40);
    m_newButton->hide();
    m_newButton->setFocusPolicy(Qt::TabFocus);
    m_emptyAction->hide();
    connect(m_newButton, &QPushButton::clicked, this, &TranscriptView::followBottom);
    connect(m_emptyAction, &QPushButton::clicked, this, &TranscriptView::emptyActionTriggered);
    connect(m_linkBar, &LinkBar::accepted, this, &TranscriptView::linkActivated);
    connect(m_linkBar, &LinkBar::closed, this, [this] { setFocus(Qt::OtherFocusReason); });
    m_emptyTitle = tr("Nothing here yet");
    m_emptyText = tr("Write a message below and run it. The answer appears here as it arrives.");
}

TranscriptView::~TranscriptView()
{
    if (m_editor) // it goes after this, and may lose the keyboard then
        disconnect(qApp, nullptr, m_editor, nullptr);
}

void TranscriptView::setModel(models::TranscriptModel *model)
{
    if (m_model)
        m_model->disconnect(this);
    closeRowEditor();
    m_model = model;
    m_anchor.reset();
    m_caret.reset();
    m_hovered.reset();
    m_grownRows.clear();
    m_current = -1;
    m_newRows = 0;
    m_following = true;
    if (!m_styleStale)
        m_rows.setModel(model);
    else
        restyle();
    connectModel();
    m_find->setModel(model);
    notifyTranscriptReset(this);
    updateEmptyState();
    settle();
    viewport()->update();
}

void TranscriptView::connectModel()
{
    if (!m_model)
        return;
    using Model = models::TranscriptModel;
    connect(m_model, &Model::rowsInserted, this,
            [this](const QModelIndex &, int first, int last) { onRowsInserted(first, last); });
    connect(m_model, &Model::rowsRemoved, this,
            [this](const QModelIndex &, int first, int last) { onRowsRemoved(first, last); });
    connect(m_model, &Model::textAppended, this, &TranscriptView::onTextAppended);
    connect(m_model, &Model::blockChanged, this, [this](int row) { onTurnChanged(row); });
    connect(m_model, &Model::frameChanged, this, &TranscriptView::onTurnChanged);
    connect(m_model, &Model::turnReplaced, this, &TranscriptView::onTurnChanged);
    connect(m_model, &Model::turnFinished, this, &TranscriptView::onTurnFinished);
    connect(m_model, &QObject::destroyed, this, [this] { setModel(nullptr); });
}

void TranscriptView::restyle()
{
    m_styleStale = false;
    const TranscriptStyle style = TranscriptStyle::from(palette(), font());
    QPalette beside = palette();
    beside.setColor(QPalette::Window, style.tokens.canvas);
    verticalScrollBar()->setPalette(beside);
    if (m_rows.count() == 0) {
        m_rows.restyle(style, viewport()->width());
        m_rows.setModel(m_model);
    } else {
        m_rows.restyle(style, viewport()->width());
    }
}

void TranscriptView::onRowsInserted(int first, int last)
{
    m_rows.insertRows(first, last);
    const int added = last - first + 1;
    const auto shift = [first, added](std::optional<TextPosition> &position) {
        if (position && position->row >= first)
            position->row += added;
    };
    shift(m_anchor);
    shift(m_caret);
    m_current += m_current >= first ? added : 0;
    m_hovered.reset();
    m_hoveredRow = -1;
    if (!m_following)
        m_newRows += added;
    m_failedBelow += m_failedBelow >= first ? added : 0;
    notifyTranscriptRows(this, first, last, true);
    updateEmptyState();
    m_layoutStale = true;
    scheduleFrame();
}

void TranscriptView::onRowsRemoved(int first, int last)
{
    if (editorRow() >= first && editorRow() <= last) {
        closeRowEditor();
        Q_EMIT rowEditorLost();
    }
    m_rows.removeRows(first, last);
    if (m_failedBelow > last)
        m_failedBelow -= last - first + 1;
    else if (m_failedBelow >= first)
        m_failedBelow = -1;
    m_hoveredRow = -1;
    const auto touches = [first](const std::optional<TextPosition> &position) {
        return position && position->row >= first;
    };
    if (touches(m_anchor) || touches(m_caret))
        clearSelection();
    m_hovered.reset();
    m_grownRows.clear();
    if (m_current >= first)
        m_current =
            std::min(std::max(first - 1, m_current > last ? m_current - (last - first + 1) : first - 1),
                     m_rows.count() - 1);
    notifyTranscriptRows(this, first, last, false);
    updateEmptyState();
    m_layoutStale = true;
    scheduleFrame();
}

void TranscriptView::onTextAppended(int row, int block, qsizetype added)
{
    const QString &text = m_model->turn(row).blocks[size_t(block)].text;
    m_rows.textAppended(row, block, QStringView(text).last(added));
    if (!m_grownRows.contains(row))
        m_grownRows.append(row);
    scheduleFrame();
}

void TranscriptView::onTurnChanged(int row)
{
    m_rows.turnChanged(row);
    if (row == m_failedBelow && !m_model->turn(row).error)
        m_failedBelow = -1;
    m_layoutStale = true;
    scheduleFrame();
}

void TranscriptView::onTurnFinished(int row)
{
    if (!m_following && m_model->turn(row).error)
        m_failedBelow = row;
    notifyTranscriptFinished(this, row);
}

TurnLayout::PaintState TranscriptView::paintState(int row) const
{
    TurnLayout::PaintState state;
    state.selected = selection();
    state.row = row;
    state.current = m_focusVisible && hasFocus() && row == m_current && m_focusedSpot < 0;
    state.actions =
        (row == m_hoveredRow && !m_dragging) || (m_focusVisible && hasFocus() && row == m_current);
    state.hovered = m_hovered && m_hovered->first == row ? &m_hovered->second : nullptr;
    return state;
}

void TranscriptView::paintEvent(QPaintEvent *event)
{
    if (m_styleStale)
        restyle();
    settle();
    QPainter painter(viewport());
    const QRect dirty = event->rect();
    painter.fillRect(dirty, m_rows.style().tokens.canvas);
    if (m_rows.count() == 0 || m_problem) {
        paintEmptyState(painter);
        return;
    }
    bool counts = false;
    for (int row = rowAt(dirty.top()); row >= 0 && row < m_rows.count(); ++row) {
        const int top = rowTop(row);
        if (top > dirty.bottom())
            break;
        TurnLayout::PaintState state = paintState(row);
        TurnLayout &layout = m_rows.laidOut(row);
        std::optional<HotSpot> focused;
        if (row == m_current && m_focusedSpot >= 0 && m_focusVisible && hasFocus()) {
            const std::vector<HotSpot> spots = hotSpots(row);
            if (size_t(m_focusedSpot) < spots.size())
                focused = spots[size_t(m_focusedSpot)];
        }
        state.focused = focused ? &*focused : nullptr;
        layout.paint(painter, QPointF(0, top), QRectF(dirty), m_rows.style(), state);
        m_find->paint(painter, row, layout, QPointF(0, top));
        counts = counts || !layout.countingRect().isNull();
    }
    if (counts)
        widgets::SecondTicker::of(this)->callAtNextSecond(this, [this] { paintSeconds(); });
}

/// Only what goes by; what is out of view does not ask for the next second.
void TranscriptView::paintSeconds()
{
    for (int row = std::max(0, rowAt(0)); row < m_rows.count() && rowTop(row) < viewport()->height(); ++row) {
        const TurnLayout *layout = m_rows.find(row);
        if (layout && !layout->countingRect().isNull())
            viewport()->update(layout->countingRect().translated(0, rowTop(row)).toAlignedRect());
    }
}

void TranscriptView::setEmptyState(const QString &title, const QString &text, const QString &action)
{
    m_emptyTitle = title;
    m_emptyText = text;
    m_emptyAction->setText(action);
    updateEmptyState();
    viewport()->update();
}

void TranscriptView::setProblem(const std::optional<base::Error> &problem)
{
    m_problem = problem;
    updateEmptyState();
    viewport()->update();
}

void TranscriptView::updateEmptyState()
{
    const bool show = m_rows.count() == 0 && !m_problem && !m_emptyAction->text().isEmpty();
    m_emptyAction->setVisible(show);
    setAccessibleDescription(m_problem             ? m_problem->message
                             : m_rows.count() == 0 ? m_emptyTitle + u". "_s + m_emptyText
                                                   : QString());
    placeOverlays();
}

void TranscriptView::paintEmptyState(QPainter &painter)
{
    const TranscriptStyle &style = m_rows.style();
    const PaintContext context{painter, QRectF(viewport()->rect()), style, {}, nullptr};
    QFont bold = style.text.body;
    bold.setWeight(QFont::DemiBold);
    const QRectF area = QRectF(viewport()->rect()).adjusted(32, 0, -32, 0);
    const QString title = m_problem ? m_problem->message : m_emptyTitle;
    const QString text = m_problem ? m_problem->advice : m_emptyText;
    const qreal middle = area.center().y() - 16;
    paintLine(context, QRectF(area.left(), middle - 26, area.width(), 24), title, bold,
              m_problem ? style.tokens.errorText : style.tokens.text, Qt::AlignHCenter);
    painter.setFont(style.text.body);
    painter.setPen(style.tokens.muted);
    painter.drawText(QRectF(area.left(), middle + 2, area.width(), 44),
                     int(Qt::AlignHCenter | Qt::AlignTop | Qt::TextWordWrap), text);
}

} // namespace outcrop::ui::transcript
