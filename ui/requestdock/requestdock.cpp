// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/requestdock/requestdock.h"

#include "ui/requestdock/branchpanel.h"
#include "ui/requestdock/jsonpane.h"
#include "ui/widgets/paneheader.h"
#include "ui/widgets/tabstrip.h"

#include <QListView>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace outcrop::ui::requestdock
{

using namespace widgets;

RequestDock::RequestDock(conversation::ConversationDocument *document, models::TurnControl *turns,
                         QWidget *parent)
    : QWidget(parent)
    , m_header(new PaneHeader)
    , m_tabs(m_header->tabs())
    , m_pages(new QStackedWidget)
    , m_json(new JsonPane(document))
    , m_branches(new BranchPanel(document, turns))
{
    m_tabs->setAccessibleName(tr("Conversation"));
    m_tabs->addTab(tr("Request JSON"));
    m_tabs->addTab(tr("Branches"));
    m_pages->addWidget(m_json);
    m_pages->addWidget(m_branches);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_header);
    layout->addWidget(m_pages, 1);
    connect(m_tabs, &TabStrip::currentChanged, m_pages, &QStackedWidget::setCurrentIndex);
    connect(m_pages, &QStackedWidget::currentChanged, this, &RequestDock::currentTabChanged);
}

RequestDock::Tab RequestDock::currentTab() const
{
    return Tab(m_pages->currentIndex());
}

void RequestDock::setCurrentTab(Tab tab)
{
    m_tabs->setCurrentIndex(tab);
}

void RequestDock::focusContent()
{
    if (currentTab() == Json)
        m_json->setFocus(Qt::ShortcutFocusReason);
    else
        m_branches->list()->setFocus(Qt::ShortcutFocusReason);
}

QWidget *RequestDock::takeHeader()
{
    layout()->removeWidget(m_header);
    return m_header;
}

} // namespace outcrop::ui::requestdock
