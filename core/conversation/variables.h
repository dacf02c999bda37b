// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/conversation/conversation.h"

namespace outcrop::conversation
{

/// `{{name}}` in a text: a name begins with a letter or _ and goes on with letters, digits, _ . or -; there
/// may be spaces inside the braces. `{{{{` stands for two literal braces. Anything else in braces is text.
struct VariableUse {
    QString name;
    qsizetype start = 0;  ///< of the braces, in UTF-16 units
    qsizetype length = 0; ///< up to and with the closing ones

    friend bool operator==(const VariableUse &, const VariableUse &) = default;
};

/// The variables of a text, in order.
std::vector<VariableUse> variableUses(QStringView text);

/// The text as it is sent: values instead of names, literal braces instead of their escapes. A name without a
/// value stays as it is. Values are not looked through again.
QString withVariables(const QString &text, const json::Json &values);

/// The text that withVariables() turns into @p text again.
QString withLiteralBraces(const QString &text);

/// The same for the parts of a system block, a content block or a tool where variables are looked for: text,
/// the texts of a toolResult, the description of a tool.
json::Json withVariables(const json::Json &block, const json::Json &values);
json::Json withLiteralBraces(const json::Json &block);

/// A name that has no value.
struct UnsetVariable {
    QString name;
    QString where;   ///< the place in the request body, a JSON Pointer: "/system/0/text"
    QString blockId; ///< of the system or content block; empty for a tool

    friend bool operator==(const UnsetVariable &, const UnsetVariable &) = default;
};

/// What keeps the branch from being sent.
std::vector<UnsetVariable> unsetVariables(const Conversation &conversation);

} // namespace outcrop::conversation
