// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/signin.h"

#include "app/gui/runbridge.h"
#include "core/connections/waysout.h"
#include "core/conversation/conversationdocument.h"
#include "core/credentials/signinfacts.h"
#include "core/credentials/ssologin.h"
#include "core/run/runcontroller.h"
#include "ui/connections/signindialog.h"

#include <QApplication>
#include <QDesktopServices>

#include <algorithm>
#include <utility>

namespace outcrop::app
{

using ui::connections::SignInDialog;

namespace
{

/// What is known of the answer @p turnId, if that is there and failed.
std::optional<conversation::AnswerFacts> failureOf(const run::RunController &controller,
                                                   const QString &turnId)
{
    if (!controller.document())
        return std::nullopt;
    const conversation::Conversation &conversation = controller.document()->conversation();
    const auto row = conversation.indexOfTurn(turnId);
    if (!row || !conversation.turns[size_t(*row)].facts.error)
        return std::nullopt;
    return conversation.turns[size_t(*row)].facts;
}

} // namespace

SignIn::SignIn(QProcessEnvironment environment, const base::Clock &clock, QObject *parent)
    : QObject(parent)
    , m_environment(std::move(environment))
    , m_clock(clock)
    , m_open([](const QUrl &url) { QDesktopServices::openUrl(url); })
{
}

SignIn::~SignIn()
{
    delete m_dialog;
}

void SignIn::watch(run::RunController &controller, RunBridge &bridge)
{
    connect(&controller, &run::RunController::runFinished, this,
            [this, &controller, &bridge](const QString &turnId) { hold(controller, bridge, turnId); });
}

void SignIn::hold(run::RunController &controller, RunBridge &bridge, const QString &turnId,
                  const QString &profile)
{
    std::erase_if(m_held, [&](const Held &held) {
        return held.controller == &controller && held.turnId == turnId; // it was run again
    });
    const auto facts = failureOf(controller, turnId);
    const bool saysProfile = facts && facts->error->code == credentials::signInNeededCode();
    if (!facts || (!saysProfile && profile.isEmpty()))
        return;
    m_held.push_back({&controller, &bridge, turnId,
                      saysProfile ? credentials::profileToSignIn(*facts->error) : profile, *facts});
    if (!m_dialog) {
        offerFor(m_held.back());
    } else if (!profile.isEmpty()) {
        m_dialog->raise();
        m_dialog->activateWindow();
    }
}

void SignIn::offerFor(const Held &held)
{
    openDialog(held.profile);
    m_dialog->showOffer(held.facts.error->message);
    m_dialog->show();
}

void SignIn::signInTo(const QString &profile)
{
    if (m_dialog) {
        m_dialog->raise();
        m_dialog->activateWindow();
        return;
    }
    openDialog(profile);
    m_dialog->show();
    start();
}

void SignIn::openDialog(const QString &profile)
{
    m_profile = profile;
    m_dialog = new SignInDialog(QApplication::activeWindow());
    m_dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(m_dialog, &SignInDialog::startRequested, this, &SignIn::start);
    connect(m_dialog, &SignInDialog::browserRequested, this, &SignIn::openBrowser);
    connect(m_dialog, &QDialog::rejected, this, [this] {
        m_login.reset();
        m_held.clear();
        m_dialog.clear(); // it deletes itself
    });
}

void SignIn::start()
{
    const auto transport =
        connections::environmentTransport(m_environment, QUrl(QStringLiteral("https://aws")));
    if (!transport) {
        m_dialog->showFailure(transport.error());
        return;
    }
    const auto context = credentials::contextWithTransport(*transport);
    context->environment = m_environment;
    context->home = m_environment.value(QStringLiteral("HOME"));
    context->clock = &m_clock;
    auto login = credentials::SsoLogin::forProfile(context, m_profile);
    if (!login) {
        m_dialog->showFailure(login.error());
        return;
    }
    m_login = std::move(*login);
    connect(m_login.get(), &credentials::SsoLogin::codeReady, this, &SignIn::codeReady);
    connect(m_login.get(), &credentials::SsoLogin::finished, this, &SignIn::finished);
    m_dialog->showBeginning();
}

void SignIn::codeReady()
{
    const auto &device = *m_login->device();
    const QUrl &whole = device.verificationUriComplete;
    m_dialog->showCode(device.userCode, whole.isEmpty() ? device.verificationUri : whole);
    openBrowser();
}

void SignIn::openBrowser()
{
    if (!m_login || !m_login->device())
        return;
    const QUrl &whole = m_login->device()->verificationUriComplete;
    m_open(whole.isEmpty() ? m_login->device()->verificationUri : whole);
}

void SignIn::finished()
{
    const std::optional<base::Error> error = m_login->error();
    m_login.release()->deleteLater(); // it is in the emission of finished()
    if (error) {
        m_dialog->showFailure(*error);
        return;
    }
    m_dialog->disconnect(this);
    m_dialog->close();
    m_dialog.clear();
    Q_EMIT signedIn(m_profile);
    sendHeld();
}

bool SignIn::isWaiting(const Held &held)
{
    return held.controller && held.bridge && failureOf(*held.controller, held.turnId) == held.facts;
}

/// Profiles share sessions, and with them the sign-in.
bool SignIn::isServed(const QString &profile) const
{
    if (profile == m_profile)
        return true;
    const QString home = m_environment.value(QStringLiteral("HOME"));
    const auto set = credentials::ProfileSet::load(credentials::ProfileFiles::locate(m_environment, home));
    if (!set)
        return false;
    const auto own = credentials::signInFacts(*set, m_profile, home, m_clock.utcNow());
    const auto other = credentials::signInFacts(*set, profile, home, m_clock.utcNow());
    return own && other && own->session == other->session;
}

/// An answer that was run again meanwhile, or whose conversation is gone, is left alone. What waits for
/// another sign-in is offered that one.
void SignIn::sendHeld()
{
    for (Held &held : std::exchange(m_held, {})) {
        if (!isWaiting(held))
            continue;
        if (isServed(held.profile))
            held.bridge->retry(held.turnId);
        else
            m_held.push_back(std::move(held));
    }
    if (!m_held.empty() && !m_dialog)
        offerFor(m_held.front());
}

} // namespace outcrop::app
