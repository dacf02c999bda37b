// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

QT_BEGIN_NAMESPACE
class QStackedWidget;
QT_END_NAMESPACE

namespace outcrop::conversation
{
class ConversationDocument;
}

namespace outcrop::ui::models
{
class TurnControl;
}

namespace outcrop::ui::widgets
{
class PaneHeader;
class TabStrip;
} // namespace outcrop::ui::widgets

namespace outcrop::ui::requestdock
{

class BranchPanel;
class JsonPane;

/// The conversation as a whole: its request as JSON, and the tree of its turns.
class RequestDock : public QWidget
{
    Q_OBJECT

public:
    enum Tab { Json, Branches };

    /// Both must live longer; @p turns may be null.
    RequestDock(conversation::ConversationDocument *document, models::TurnControl *turns,
                QWidget *parent = nullptr);

    JsonPane *json() const { return m_json; }
    BranchPanel *branches() const { return m_branches; }
    Tab currentTab() const;
    void setCurrentTab(Tab tab);
    /// Gives the keyboard to what the current tab shows.
    void focusContent();

    /// The row of tabs, to stand somewhere else (as the title of a dock); the taker owns it then.
    QWidget *takeHeader();

Q_SIGNALS:
    void currentTabChanged();

private:
    widgets::PaneHeader *m_header;
    widgets::TabStrip *m_tabs;
    QStackedWidget *m_pages;
    JsonPane *m_json;
    BranchPanel *m_branches;
};

} // namespace outcrop::ui::requestdock
