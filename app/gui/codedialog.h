// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/credentials/codeprompt.h"

namespace outcrop::app
{

/// Asks for the code of an MFA device in a dialog above the active window. The window stays usable.
class CodeDialog final : public credentials::CodePrompt
{
public:
    std::unique_ptr<credentials::CodeJob> ask(const credentials::CodeRequest &request) override;
};

} // namespace outcrop::app
