// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/wholeness.h"

#include "core/conversation/blobs.h"
#include "core/conversation/variables.h"

#include <QCoreApplication>

namespace outcrop::run
{

namespace
{

using namespace Qt::StringLiterals;

QString tr(const char *text)
{
    return QCoreApplication::translate("RunController", text);
}

std::optional<base::Error> unsetVariable(const conversation::Conversation &conversation, bool withDraft)
{
    std::vector<conversation::UnsetVariable> unset = conversation::unsetVariables(conversation);
    const auto inDraft = withDraft ? conversation::namesInDraft(conversation) : std::vector<QString>();
    for (const QString &name : inDraft) {
        if (conversation::variableEntry(conversation, name).scope == conversation::VariableScope::Unset)
            unset.push_back({name, {}, {}});
    }
    if (unset.empty())
        return std::nullopt;
    base::Error error = base::makeError(
        base::ErrorKind::BadInput, tr("The variable {{%1}} has no value").arg(unset.front().name),
        tr("Give it one under Variables, or write {{{{ where braces are meant."), unset.front().where);
    error.code = u"unset-variable"_s;
    return error;
}

std::optional<base::Error> missingBytes(const conversation::Conversation &conversation)
{
    const std::optional<QString> name = conversation::missingAttachment(conversation);
    if (!name)
        return std::nullopt;
    base::Error error = base::makeError(
        base::ErrorKind::BadInput, tr("The bytes of the attachment %1 are missing").arg(*name),
        tr("Put its file back into the folder “blobs” beside the conversation and open it again, attach the "
           "file once more, or mute the block."));
    error.code = u"missing-attachment"_s;
    return error;
}

} // namespace

std::optional<base::Error> whyNotWhole(const conversation::Conversation &conversation, bool withDraft)
{
    if (const auto problem = unsetVariable(conversation, withDraft))
        return problem;
    return missingBytes(conversation);
}

} // namespace outcrop::run
