// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/client/conversecall.h"
#include "core/credentials/codeprompt.h"
#include "ui/models/connectionsmodel.h"

#include <QProcessEnvironment>

#include <map>

namespace outcrop::simulator
{
class Simulator;
}

namespace outcrop::app
{

/// Names that conversations keep.
QString simulatorConnectionName();
QString environmentConnectionName();

/// The places to send to: what the picker shows of them, and the targets behind the names.
class Connections
{
public:
    Connections();

    ui::models::ConnectionsModel &model() { return m_model; }

    /// The built-in simulator, which runs, or @p failure why it does not.
    void addSimulator(const simulator::Simulator &simulator, const std::optional<base::Error> &failure);
    /// What the AWS variables of the environment lead to; nothing is added when there are none. @p clock must
    /// outlive the targets.
    void addEnvironment(const QProcessEnvironment &environment, const base::Clock &clock);

    /// Nothing when there is no such connection or it cannot be used.
    std::optional<client::ConnectionTarget> target(const QString &name) const;

private:
    std::unique_ptr<credentials::CodePrompt> m_codes; ///< first: targets ask it to their end
    ui::models::ConnectionsModel m_model;
    std::map<QString, client::ConnectionTarget> m_targets;
};

} // namespace outcrop::app
