// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/branchtreemodel.h"

#include <QWidget>

QT_BEGIN_NAMESPACE
class QListView;
class QPushButton;
class QStackedWidget;
QT_END_NAMESPACE

namespace outcrop::ui::models
{
class TurnControl;
}

namespace outcrop::ui::requestdock
{

/// The tree of turns: where the branch goes, what stands beside it, the main line.
///
/// Enter or a double click lets the branch go through a turn, Delete removes it and what follows it; all can
/// be undone.
class BranchPanel : public QWidget
{
    Q_OBJECT

public:
    /// Both must live longer; @p turns may be null.
    BranchPanel(conversation::ConversationDocument *document, models::TurnControl *turns,
                QWidget *parent = nullptr);
    ~BranchPanel() override;

    models::BranchTreeModel &model() { return m_model; }
    /// Marks the row of a turn, without taking the keyboard.
    void point(const QString &turnId);
    QListView *list() const { return m_list; }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    QString currentTurn() const;
    bool isOnMainLine() const;
    void choose();
    void remove();
    void togglePin();
    void remark();
    void update();

    conversation::ConversationDocument *m_document;
    models::TurnControl *m_turns;
    models::BranchTreeModel m_model;
    QStackedWidget *m_pages;
    QListView *m_list;
    QPushButton *m_choose;
    QPushButton *m_pin;
    QPushButton *m_remark;
    QPushButton *m_remove;
};

} // namespace outcrop::ui::requestdock
