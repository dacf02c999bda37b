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

/// Whether variables are looked for in what a role says: in every one's words but the assistant's, which are
/// what the model said. An empty role is the user's.
bool takesVariables(QStringView role);

/// The same for a part of the request: a system block, a content block or a tool. Variables are looked for
/// where a person writes prose: in text, in guardContent.text.text, in both of these again in each item of
/// the content of a toolResult and of a searchResult, however they stand in one another, and in the
/// description of a tool.
/// Everything else is sent as it stands: JSON, names, ids, titles, sources, schemas, qualifiers, files and
/// members that are not known.
json::Json withVariables(const json::Json &block, const json::Json &values);
json::Json withLiteralBraces(const json::Json &block);

/// Where the value of a variable comes from.
enum class VariableScope : quint8 {
    Unset,        ///< nowhere
    Conversation, ///< Conversation::variables
    Library,      ///< Conversation::libraryVariables
};

/// A variable and what it stands for.
struct VariableEntry {
    QString name;
    VariableScope scope = VariableScope::Unset;
    QString value;
    QString hidden; ///< the library's value, where the conversation has one of its own; else null
    int uses = 0;   ///< in the branch, the system prompt, the tools and the draft

    friend bool operator==(const VariableEntry &, const VariableEntry &) = default;
};

/// What a name stands for; uses are not counted.
VariableEntry variableEntry(const Conversation &conversation, const QString &name);
/// Those that are used, in the order of the request, then those that only have a value. Linear in the texts.
std::vector<VariableEntry> variableEntries(const Conversation &conversation);
/// The values that are sent: the conversation's own, then the library's others.
json::Json effectiveVariables(const Conversation &conversation);

/// A name that has no value.
struct UnsetVariable {
    QString name;
    QString where;   ///< the place in the request body, a JSON Pointer: "/system/0/text"
    QString blockId; ///< of the system or content block; empty for a tool

    friend bool operator==(const UnsetVariable &, const UnsetVariable &) = default;
};

/// The names in the message that is being written, in order, once for each use; none where it is the
/// beginning of the assistant's.
std::vector<QString> namesInDraft(const Conversation &conversation);

/// What keeps the branch from being sent.
std::vector<UnsetVariable> unsetVariables(const Conversation &conversation);

} // namespace outcrop::conversation
