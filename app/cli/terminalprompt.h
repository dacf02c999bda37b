// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/credentials/codeprompt.h"

namespace outcrop::app
{

/// Asks for the code of an MFA device on the terminal that the program was started from (not on standard
/// input, which may hold the request). Without a terminal nobody is asked and no code is given.
class TerminalPrompt final : public credentials::CodePrompt
{
public:
    std::unique_ptr<credentials::CodeJob> ask(const credentials::CodeRequest &request) override;
};

} // namespace outcrop::app
