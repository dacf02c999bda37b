// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/rightpane.h"

#include "ui/inspector/inspector.h"
#include "ui/requestdock/requestdock.h"

#include <QSettings>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace outcrop::ui::shell
{

using requestdock::RequestDock;

namespace
{

enum Page { InspectorPage, RequestPage };

const QString pageKey = QStringLiteral("window/rightPane");

// In the settings, by Page and the tabs of the dock.
const QString inspectorName = QStringLiteral("inspector");
const QString jsonName = QStringLiteral("json");
const QString branchesName = QStringLiteral("branches");

} // namespace

RightPane::RightPane(inspector::Inspector *inspector, RequestDock *request, QSettings *settings,
                     QWidget *parent)
    : QWidget(parent)
    , m_request(request)
    , m_settings(settings)
    , m_headers(new QStackedWidget)
    , m_pages(new QStackedWidget)
{
    m_headers->addWidget(inspector->takeHeader());
    m_headers->addWidget(request->takeHeader());
    m_pages->addWidget(inspector);
    m_pages->addWidget(request);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_pages);
    const QString kept = settings->value(pageKey).toString();
    request->setCurrentTab(kept == branchesName ? RequestDock::Branches : RequestDock::Json);
    show(kept == jsonName || kept == branchesName ? RequestPage : InspectorPage);
    connect(request, &RequestDock::currentTabChanged, this, [this] { show(m_pages->currentIndex()); });
}

void RightPane::show(int page)
{
    m_headers->setCurrentIndex(page);
    m_pages->setCurrentIndex(page);
    const bool branches = m_request->currentTab() == RequestDock::Branches;
    m_settings->setValue(pageKey, page == InspectorPage ? inspectorName : branches ? branchesName : jsonName);
}

void RightPane::showInspector()
{
    show(InspectorPage);
}

void RightPane::showRequest()
{
    show(RequestPage);
}

bool RightPane::isRequestShown() const
{
    return m_pages->currentIndex() == RequestPage;
}

void RightPane::takeOver(const RightPane &other)
{
    m_request->setCurrentTab(other.m_request->currentTab());
    show(other.m_pages->currentIndex());
}

QWidget *RightPane::header() const
{
    return m_headers;
}

} // namespace outcrop::ui::shell
