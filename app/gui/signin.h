// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/conversation/turn.h"

#include <QObject>
#include <QPointer>
#include <QProcessEnvironment>
#include <QUrl>

#include <functional>
#include <memory>
#include <vector>

namespace outcrop::credentials
{
class SsoLogin;
}
namespace outcrop::run
{
class RunController;
}
namespace outcrop::ui::connections
{
class SignInDialog;
}

namespace outcrop::app
{

class RunBridge;

/// Signs in when a run fails for want of it: offers it, opens the browser, waits, and then runs once more
/// each answer that waits for it. Cancelled, the answers stay failed, with their own Retry.
class SignIn : public QObject
{
    Q_OBJECT

public:
    /// Opens an address in the browser; tests bring their own.
    using Opener = std::function<void(const QUrl &)>;

    /// @p clock must outlive it.
    SignIn(QProcessEnvironment environment, const base::Clock &clock, QObject *parent = nullptr);
    ~SignIn() override;

    /// Follows the runs of @p controller; @p bridge starts them again.
    void watch(run::RunController &controller, RunBridge &bridge);
    /// Offers it for the answer @p turnId, which is run again afterwards. Nothing happens for an answer that
    /// failed for something else, unless @p profile says to which one a sign-in may mend it: somebody asked
    /// for it, so a dialog that is open is raised. One for another profile is followed by its own.
    void hold(run::RunController &controller, RunBridge &bridge, const QString &turnId,
              const QString &profile = {});
    /// Signs in to @p profile at once: somebody asked for it.
    void signInTo(const QString &profile);
    void setOpener(Opener opener) { m_open = std::move(opener); }

Q_SIGNALS:
    void signedIn(const QString &profile);

private:
    /// An answer that waits for the sign-in.
    struct Held {
        QPointer<run::RunController> controller;
        QPointer<RunBridge> bridge;
        QString turnId;
        QString profile;
        conversation::AnswerFacts facts; ///< an answer that has others was run again meanwhile
    };

    static bool isWaiting(const Held &held);
    void openDialog(const QString &profile);
    void offerFor(const Held &held);
    void start();
    void codeReady();
    void finished();
    void openBrowser();
    bool isServed(const QString &profile) const;
    void sendHeld();

    QProcessEnvironment m_environment;
    const base::Clock &m_clock;
    Opener m_open;
    QString m_profile;
    std::vector<Held> m_held;
    std::unique_ptr<credentials::SsoLogin> m_login;
    QPointer<ui::connections::SignInDialog> m_dialog;
};

} // namespace outcrop::app
