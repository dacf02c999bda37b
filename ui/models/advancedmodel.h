// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/json/json.h"

#include <QObject>
#include <QStringList>

#include <vector>

namespace outcrop::conversation
{
class ConversationDocument;
}

namespace outcrop::ui::models
{

/// A member of the request that a form shows, by its path from the body.
struct AdvancedField {
    enum class Kind {
        Text,   ///< a string
        Choice, ///< one of a few strings
        List,   ///< an array of strings
        Map,    ///< an object of strings
        Texts,  ///< an object of {"text": string}
        Json,   ///< any value
        Schema, ///< a string that holds a JSON Schema
        Rest,   ///< every member that no other field shows, as one object
    };

    QStringList path;
    Kind kind = Kind::Text;
    QStringList choices; ///< Choice: what shapes.md allows
    QString hint;        ///< for people
};

/// Fields that belong together: the parts of one member of the request.
struct AdvancedGroup {
    QString member; ///< of the request; empty for the rest
    std::vector<AdvancedField> fields;
};

/// The members of the request besides messages, system, tools and inference settings: unset or a value each.
/// Edits go to the document as undo steps. A member whose last part is unset is unset itself.
class AdvancedModel : public QObject
{
    Q_OBJECT

public:
    /// @p document must live longer.
    explicit AdvancedModel(conversation::ConversationDocument *document, QObject *parent = nullptr);

    /// Source: protocol/shapes.md, ConverseRequest and ConverseStreamRequest; protocol/gateways.md,
    /// fallbacks.
    static const std::vector<AdvancedGroup> &groups();
    /// Every path of the request that a form of the program reaches, as "guardrailConfig.trace": these
    /// fields, and what the editors of messages, system, tools and inference settings show whole
    /// ("messages").
    static QStringList reachedMembers();

    std::optional<json::Json> value(const AdvancedField &field) const;
    /// Nothing unsets it. For Rest only an object counts.
    void setValue(const AdvancedField &field, const std::optional<json::Json> &value);
    bool isSet(const AdvancedGroup &group) const;

Q_SIGNALS:
    /// A member of the request is another one; it may be of any group.
    void changed();

private:
    json::Json rest() const;
    void setRest(const json::Json &members);

    conversation::ConversationDocument *m_document;
};

} // namespace outcrop::ui::models
