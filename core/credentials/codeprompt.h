// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/job.h"

#include <QString>

#include <memory>
#include <optional>

namespace outcrop::credentials
{

/// What a code is asked for.
struct CodeRequest {
    QString profile;
    QString roleArn;
    QString device; ///< mfa_serial: an ARN or a serial number

    friend bool operator==(const CodeRequest &, const CodeRequest &) = default;
};

/// A person being asked. abort() takes the question away.
class CodeJob : public base::Job
{
    Q_OBJECT

public:
    using base::Job::Job;

    /// As typed; nothing when the person declined. Final after finished().
    virtual std::optional<QString> code() const = 0;
};

/// Who asks for the code of an MFA device; the window and the command line bring their own.
class CodePrompt
{
public:
    virtual ~CodePrompt() = default;
    virtual std::unique_ptr<CodeJob> ask(const CodeRequest &request) = 0;
};

} // namespace outcrop::credentials
