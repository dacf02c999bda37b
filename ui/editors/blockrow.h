// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/editors/rowmark.h"
#include "ui/models/transcriptturn.h"

#include <QPersistentModelIndex>
#include <QWidget>

QT_BEGIN_NAMESPACE
class QHBoxLayout;
class QMenu;
class QToolButton;
QT_END_NAMESPACE

namespace outcrop::ui::editors
{

/// One block in a column of blocks: the strata edge, what a subclass shows, and the buttons that move and
/// delete it. The buttons appear with the pointer or the keyboard; the grip is dragged.
///
/// Alt+Up and Alt+Down move the block, Ctrl+Delete deletes it; the context menu has what the buttons do.
class BlockRow : public QWidget
{
    Q_OBJECT

public:
    explicit BlockRow(const QPersistentModelIndex &index, QWidget *parent = nullptr);
    ~BlockRow() override;

    const QPersistentModelIndex &index() const { return m_index; }
    /// Shows what the row's data are now.
    virtual void refresh() = 0;
    /// The widget that takes the keyboard.
    virtual QWidget *editor() const = 0;
    /// What the lint says about the block.
    virtual void setMark(const RowMark &mark) { Q_UNUSED(mark) }
    /// What Tab stops at in this row, in order.
    QList<QWidget *> tabStops() const;

Q_SIGNALS:
    void moveRequested(int by); ///< -1 up, +1 down
    void removeRequested();
    void dragMoved(int y); ///< of the pointer, in the parent's coordinates
    void dragEnded(int y);
    void tabStopsChanged();

protected:
    /// The buttons, for a subclass to put where it has room.
    QWidget *tools() const { return m_tools; }
    /// What Tab stops at before the buttons.
    virtual QList<QWidget *> ownStops() const { return {editor()}; }
    /// One more button, before the one that deletes. The caller names it.
    QToolButton *addTool(const QString &iconName);
    /// The strata edge in the colour of a state, to be called by a subclass that shows one.
    void paintStrata(models::Strata strata);
    /// Fields and buttons keep some keys for themselves; those of a row are taken from @p child before.
    void takeRowKeys(QWidget *child);
    /// Names the block in the buttons: "text block 2".
    void setBlockName(const QString &name);

    bool eventFilter(QObject *watched, QEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    void updateTools();
    bool takeKey(const QKeyEvent &event);
    void openMenu(QMenu *menu, QPoint globalPos);
    bool takeMenuKey(QWidget *child, const QContextMenuEvent &event);

    QPersistentModelIndex m_index;
    QWidget *m_tools;
    QHBoxLayout *m_toolsLayout;
    QToolButton *m_grip;
    QToolButton *m_up;
    QToolButton *m_down;
    QToolButton *m_delete = nullptr;
    QList<QWidget *> m_further; ///< buttons of a subclass
    bool m_hovered = false;
    bool m_dragging = false;
};

} // namespace outcrop::ui::editors
