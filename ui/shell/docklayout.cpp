// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/docklayout.h"

#include <QAction>
#include <QDockWidget>
#include <QMainWindow>
#include <QSettings>

#include <algorithm>

namespace outcrop::ui::shell
{

namespace
{

constexpr int layoutVersion = 1;
constexpr int narrowest = 300; // what the forms need

const QString geometryKey = QStringLiteral("window/geometry");
const QString stateKey = QStringLiteral("window/state");

QString foldedKey(const QString &dock)
{
    return QStringLiteral("window/folded/%1").arg(dock);
}

} // namespace

DockLayout::DockLayout(QMainWindow *window, QSettings *settings)
    : QObject(window), m_window(window), m_settings(settings)
{
    window->setDockOptions(QMainWindow::AllowTabbedDocks | QMainWindow::AllowNestedDocks);
}

QDockWidget *DockLayout::add(const Place &place, QWidget *pane, QWidget *header)
{
    auto *dock = new QDockWidget(place.title, m_window);
    dock->setObjectName(place.name);
    dock->setAllowedAreas(Qt::LeftDockWidgetArea | Qt::RightDockWidgetArea);
    dock->setTitleBarWidget(header);
    dock->setWidget(pane);
    pane->setMinimumWidth(narrowest);
    m_window->addDockWidget(place.area, dock);
    m_docks.push_back({place, dock});

    QAction *toggle = place.toggle;
    toggle->setChecked(true);
    connect(toggle, &QAction::triggered, dock, [this, which = m_docks.size() - 1](bool on) {
        m_docks[which].folded = false; // decided by hand
        m_docks[which].widget->setVisible(on);
    });
    connect(dock->toggleViewAction(), &QAction::toggled, toggle, &QAction::setChecked);
    return dock;
}

void DockLayout::reset()
{
    for (Dock &dock : m_docks) {
        dock.widget->setFloating(false);
        dock.widget->show();
        dock.folded = false;
    }
    for (const Dock &dock : m_docks)
        m_window->addDockWidget(dock.place.area, dock.widget);
    resizeToUsual();
    fold();
}

void DockLayout::restore()
{
    resizeToUsual();
    m_window->restoreGeometry(m_settings->value(geometryKey).toByteArray());
    if (m_window->restoreState(m_settings->value(stateKey).toByteArray(), layoutVersion)) {
        for (Dock &dock : m_docks)
            dock.folded = m_settings->value(foldedKey(dock.place.name)).toBool();
    }
    followShown();
}

void DockLayout::save() const
{
    m_settings->setValue(geometryKey, m_window->saveGeometry());
    m_settings->setValue(stateKey, m_window->saveState(layoutVersion));
    for (const Dock &dock : m_docks)
        m_settings->setValue(foldedKey(dock.place.name), dock.folded);
}

void DockLayout::takeOver(const DockLayout &other)
{
    for (std::size_t which = 0; which < std::min(m_docks.size(), other.m_docks.size()); ++which)
        m_docks[which].folded = other.m_docks[which].folded;
    m_window->restoreState(other.m_window->saveState(layoutVersion), layoutVersion);
    followShown();
}

void DockLayout::fold()
{
    for (Dock &dock : m_docks) {
        const bool tooNarrow = m_window->width() < dock.place.needs;
        if (tooNarrow && !dock.widget->isHidden() && !dock.widget->isFloating() && !dock.folded) {
            dock.folded = true;
            dock.widget->hide();
        } else if (!tooNarrow && dock.folded) {
            dock.folded = false;
            dock.widget->show();
        }
    }
}

void DockLayout::followShown()
{
    for (const Dock &dock : m_docks)
        dock.place.toggle->setChecked(!dock.widget->isHidden());
}

void DockLayout::resizeToUsual()
{
    QList<QDockWidget *> widgets;
    QList<int> widths;
    for (const Dock &dock : m_docks) {
        widgets.append(dock.widget);
        widths.append(dock.place.usualWidth);
    }
    m_window->resizeDocks(widgets, widths, Qt::Horizontal);
}

} // namespace outcrop::ui::shell
