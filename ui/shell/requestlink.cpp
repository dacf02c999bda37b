// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/requestlink.h"

#include "ui/editors/requestpane.h"
#include "ui/models/turncontrol.h"
#include "ui/requestdock/branchpanel.h"
#include "ui/requestdock/jsonpane.h"
#include "ui/requestdock/requestdock.h"

#include <QScopedValueRollback>

namespace outcrop::ui::shell
{

using conversation::RequestPart;
using editors::RequestPane;
using models::TurnControl;
using requestdock::JsonPane;

RequestLink::RequestLink(requestdock::RequestDock *dock, RequestPane *forms, TurnControl *turns,
                         QObject *parent)
    : QObject(parent), m_dock(dock), m_forms(forms), m_turns(turns)
{
    connect(dock->json(), &JsonPane::partEntered, this, &RequestLink::fromJson);
    connect(forms, &RequestPane::partEntered, this, &RequestLink::fromForms);
    if (turns)
        connect(turns, &TurnControl::currentTurnChanged, this, &RequestLink::fromTranscript);
}

void RequestLink::fromJson(const RequestPart &part)
{
    const QScopedValueRollback pointing(m_pointing, true);
    m_forms->point(part);
    if (m_turns && !part.turnId.isEmpty())
        m_turns->point(part.turnId);
}

void RequestLink::fromForms(const RequestPart &part)
{
    if (!m_pointing)
        m_dock->json()->point(part);
}

void RequestLink::fromTranscript(const QString &turnId)
{
    m_dock->branches()->point(turnId);
    if (!m_pointing)
        m_dock->json()->point({QStringLiteral("messages"), turnId, {}, -1});
}

} // namespace outcrop::ui::shell
