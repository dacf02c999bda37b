// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <vector>

QT_BEGIN_NAMESPACE
class QAction;
class QDockWidget;
class QMainWindow;
class QSettings;
QT_END_NAMESPACE

namespace outcrop::ui::shell
{

/// The docks of a window: where they stand at first, which fold away where there is no room, and how the
/// layout is kept between starts.
class DockLayout : public QObject
{
    Q_OBJECT

public:
    struct Place {
        QString name;  ///< in the settings, never shown
        QString title; ///< for menus and assistive technology
        Qt::DockWidgetArea area = Qt::LeftDockWidgetArea;
        int usualWidth = 0;
        int needs = 0;             ///< the window's width below which the dock folds away
        QAction *toggle = nullptr; ///< checked while the dock is shown
    };

    /// @p settings must live longer.
    DockLayout(QMainWindow *window, QSettings *settings);

    /// @p header stands as the title of the dock.
    QDockWidget *add(const Place &place, QWidget *pane, QWidget *header);

    /// Every dock where it stands at first.
    void reset();
    /// As it was at the end of the last start; to be called when all docks are there.
    void restore();
    void save() const;
    /// Docks as they are in another window with the same docks.
    void takeOver(const DockLayout &other);
    /// To be called when the window has another width.
    void fold();

private:
    struct Dock {
        Place place;
        QDockWidget *widget = nullptr;
        bool folded = false; ///< away for want of room, not by hand
    };

    void followShown();
    void resizeToUsual();

    QMainWindow *m_window;
    QSettings *m_settings;
    std::vector<Dock> m_docks;
};

} // namespace outcrop::ui::shell
