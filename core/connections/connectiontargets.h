// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/client/conversecall.h"
#include "core/connections/connectionspec.h"
#include "core/credentials/codeprompt.h"
#include "core/credentials/identityfacts.h"
#include "core/credentials/secretstore.h"

#include <QProcessEnvironment>

#include <functional>
#include <map>

namespace outcrop::connections
{

/// What connections work with. Everything pointed to must outlive their targets.
struct TargetSurroundings {
    const base::Clock *clock = nullptr;
    QProcessEnvironment environment;
    credentials::SecretStore *secrets = nullptr; ///< null: what needs a stored secret cannot be used
    credentials::CodePrompt *codes = nullptr;    ///< null: nobody can be asked for an MFA code
    /// Told what came of each search for who sends over the connection of that id; may be empty.
    std::function<void(const QString &, const credentials::IdentityFacts &)> told = {};
};

/// The target behind @p spec, with its provider of credentials and a transport of its own. No secret is read
/// here; that is done for each attempt. Not for built-in connections.
///
/// Errors: BadInput, with the first problem of the spec; what a proxy, a CA file or the AWS files are
/// refused for; Credentials for a profile that is not there; Keychain when a secret is needed and there is no
/// store.
base::Result<client::ConnectionTarget> makeTarget(const ConnectionSpec &spec,
                                                  const TargetSurroundings &surroundings);

/// Keeps what makeTarget() made, so that credentials and connections of the transport are used again, until
/// the connection changes.
class ConnectionTargets
{
public:
    explicit ConnectionTargets(TargetSurroundings surroundings) : m_surroundings(std::move(surroundings)) {}

    /// The target of @p spec as it is now. An error is not kept: what it complains of may be mended.
    base::Result<client::ConnectionTarget> target(const ConnectionSpec &spec);
    void forget(const QString &id) { m_made.erase(id); }

private:
    struct Made {
        ConnectionSpec spec;
        client::ConnectionTarget target;
    };

    TargetSurroundings m_surroundings;
    std::map<QString, Made> m_made;
};

} // namespace outcrop::connections
