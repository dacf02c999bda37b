// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

QT_BEGIN_NAMESPACE
class QSettings;
class QStackedWidget;
QT_END_NAMESPACE

namespace outcrop::ui::inspector
{
class Inspector;
}

namespace outcrop::ui::requestdock
{
class RequestDock;
}

namespace outcrop::ui::shell
{

/// What stands at the right of a window: the inspector, or in its place the request as JSON beside the tree
/// of branches. Which one, and its tab, is remembered.
class RightPane : public QWidget
{
    Q_OBJECT

public:
    /// Takes both; @p settings must live longer.
    RightPane(inspector::Inspector *inspector, requestdock::RequestDock *request, QSettings *settings,
              QWidget *parent = nullptr);

    void showInspector();
    /// On the tab that was shown last.
    void showRequest();
    bool isRequestShown() const;
    /// Shows what @p other shows.
    void takeOver(const RightPane &other);

    /// The tabs of whichever is shown, to stand as the title of a dock; the taker owns them then.
    QWidget *header() const;

private:
    void show(int page);

    requestdock::RequestDock *m_request;
    QSettings *m_settings;
    QStackedWidget *m_headers;
    QStackedWidget *m_pages;
};

} // namespace outcrop::ui::shell
