// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "ui/models/foundplace.h"
#include "ui/shell/windowcontext.h"

#include <QMainWindow>

namespace outcrop::ui::composer
{
class Composer;
}

namespace outcrop::ui::editors
{
class RequestPane;
}

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

class Actions;
class DockLayout;
class Notices;
class RequestCheck;
class RightPane;
class StatusLine;
class TopBar;

/// One conversation: what is sent at the left, transcript and composer in the middle, the inspector at the
/// right. Docks can be moved, hidden and brought back; where there is no room they fold away by themselves.
class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    explicit MainWindow(const WindowContext &context, QWidget *parent = nullptr);
    ~MainWindow() override;

    /// Shows an exchange in the inspector, as when a turn's footer is clicked.
    void inspect(qint64 exchangeId);
    void inspectTurn(const QString &turnId);
    /// The part of the request or the exchange where something was found; messages are the transcript's.
    void showFound(const models::FoundPlace &place);
    /// Something the user should know, above the transcript.
    void notify(const base::Error &error);
    /// The same of what is no error; once dismissed under a name, it is never shown again.
    void hint(const base::Error &notice, const QString &dismissedAs = {});

    /// Docks as they are in another window.
    void takeLayoutOf(const MainWindow &other);
    /// The keyboard goes to where the next message is written.
    void activate();

Q_SIGNALS:
    /// The dialog of connections shall be shown.
    void connectionsRequested();

protected:
    void closeEvent(QCloseEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    QWidget *makeCentre();
    void connectRun();
    void connectPlaces();
    void connectLibrary();
    void chooseFileToOpen();
    void chooseFileToExport();
    void connectThemes();
    void updateRun();
    void updateTitle();
    void runNow();
    /// Says so when a file for the next message is not read yet.
    bool isDraftWhole();
    void saveAs();
    void showVariables();
    void showRequest(int tab);

    WindowContext m_context;
    Actions *m_actions;
    DockLayout *m_docks;
    TopBar *m_topBar;
    editors::RequestPane *m_request;
    composer::Composer *m_composer;
    RequestCheck *m_check;
    Notices *m_notices;
    inspector::Inspector *m_inspector;
    requestdock::RequestDock *m_requestDock;
    RightPane *m_right;
    StatusLine *m_status;
    QDockWidget *m_leftDock;
    QDockWidget *m_rightDock;
};

} // namespace outcrop::ui::shell
