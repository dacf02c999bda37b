// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulator/conversationrules.h"

#include <QHash>
#include <QRegularExpression>
#include <QSet>

namespace outcrop::simulator
{

using namespace Qt::Literals::StringLiterals;
using json::Json;

namespace
{

using Violation = std::optional<QString>;

// Limits of protocol/converse.md, "Content blocks".
constexpr int mostImages = 20;
constexpr qsizetype imageBytes = 3'750'000;
constexpr int mostDocuments = 5;
constexpr qsizetype documentBytes = 4'500'000;

bool isBlank(const Json &text)
{
    return text.toString().trimmed().isEmpty();
}

Violation emptyConversation(const Json &body)
{
    if (body.value("messages"_L1).isEmpty())
        return QStringLiteral(
            "The messages field is empty. A conversation must have at least one user message.");
    return std::nullopt;
}

/// Messages of role "system" (tool changes of newer models) stand between the turns and do not take part.
Violation wrongRoles(const Json &body)
{
    const Json messages = body.value("messages"_L1);
    QString last;
    for (qsizetype i = 0; i < messages.size(); ++i) {
        const QString role = messages.at(i).value("role"_L1).toString();
        if (role == "system"_L1)
            continue;
        if (last.isEmpty() && role != "user"_L1) {
            return QStringLiteral(
                       "A conversation must start with a user message, but messages.%1 is from the "
                       "%2. Try again with a conversation that starts with a user message.")
                .arg(i)
                .arg(role);
        }
        if (role == last) {
            return QStringLiteral(
                       "A conversation must alternate between user and assistant roles, but messages.%1 "
                       "has the role %2 again. Make sure the conversation alternates between user and "
                       "assistant roles and try again.")
                .arg(i)
                .arg(role);
        }
        last = role;
    }
    return std::nullopt;
}

Violation blankText(const Json &block, const QString &object, const QString &place)
{
    const auto text = block.find("text"_L1);
    if (!text || !isBlank(*text))
        return std::nullopt;
    return QStringLiteral(
               "The text field in the %1 object at %2 is blank. Add text to the text field, and try again.")
        .arg(object, place);
}

Violation blankSystem(const Json &body)
{
    const Json system = body.value("system"_L1);
    for (qsizetype i = 0; i < system.size(); ++i) {
        if (auto violation = blankText(system.at(i), QStringLiteral("SystemContentBlock"),
                                       QStringLiteral("system.%1").arg(i)))
            return violation;
    }
    return std::nullopt;
}

/// Which blocks stand only in messages of which role.
Violation misplacedBlock(const Json &block, const QString &role, const QString &place)
{
    static const QHash<QString, QString> rolesOf{
        {QStringLiteral("image"), QStringLiteral("user")},
        {QStringLiteral("document"), QStringLiteral("user")},
        {QStringLiteral("video"), QStringLiteral("user")},
        {QStringLiteral("toolResult"), QStringLiteral("user")},
        {QStringLiteral("toolUse"), QStringLiteral("assistant")},
        {QStringLiteral("reasoningContent"), QStringLiteral("assistant")},
        {QStringLiteral("toolAddition"), QStringLiteral("system")},
        {QStringLiteral("toolRemoval"), QStringLiteral("system")},
    };
    const QString kind = block.keyAt(0);
    const QString wanted = rolesOf.value(kind, role);
    if (wanted == role)
        return std::nullopt;
    return QStringLiteral("The ContentBlock object at %1 has the key %2, which is only allowed in messages "
                          "with the role "
                          "%3.")
        .arg(place, kind, wanted);
}

/// Counts of one request, checked as they grow.
class MediaRules
{
public:
    Violation check(const Json &block, const QString &place)
    {
        if (const auto image = block.find("image"_L1))
            return checkImage(*image, place + ".image"_L1);
        if (const auto document = block.find("document"_L1))
            return checkDocument(*document, place + ".document"_L1);
        return std::nullopt;
    }

private:
    static Violation tooLarge(const Json &media, qsizetype most, const QString &place)
    {
        const qsizetype size = media.value("source"_L1).value("bytes"_L1).toUtf8().size() / 4 * 3;
        if (size <= most)
            return std::nullopt;
        return QStringLiteral("The file at %1 has %2 bytes, more than the %3 allowed.")
            .arg(place)
            .arg(size)
            .arg(most);
    }

    Violation checkImage(const Json &image, const QString &place)
    {
        if (++m_images > mostImages)
            return QStringLiteral("The image at %1 is one too many: a request can have %2.")
                .arg(place)
                .arg(mostImages);
        return tooLarge(image, imageBytes, place);
    }

    Violation checkDocument(const Json &document, const QString &place)
    {
        static const QRegularExpression allowed(
            QStringLiteral("\\A[A-Za-z0-9\\-()\\[\\]]+([ ][A-Za-z0-9\\-()\\[\\]]+)*\\z"));
        const QString name = document.value("name"_L1).toString();
        if (++m_documents > mostDocuments)
            return QStringLiteral("The document at %1 is one too many: a request can have %2.")
                .arg(place)
                .arg(mostDocuments);
        if (!allowed.match(name).hasMatch()) {
            return QStringLiteral(
                       "The document file name at %1 can only contain alphanumeric characters, whitespace "
                       "characters, hyphens, parentheses, and square brackets. The name can't contain more "
                       "than one consecutive whitespace character.")
                .arg(place);
        }
        if (m_names.contains(name))
            return QStringLiteral("The document at %1 has the name of another document: %2.")
                .arg(place, name);
        m_names.insert(name);
        return tooLarge(document, documentBytes, place);
    }

    int m_images = 0;
    int m_documents = 0;
    QSet<QString> m_names;
};

Violation documentWithoutText(const Json &content, const QString &place)
{
    bool document = false;
    bool text = false;
    for (qsizetype i = 0; i < content.size(); ++i) {
        document = document || content.at(i).contains("document"_L1);
        text = text || content.at(i).contains("text"_L1);
    }
    if (!document || text)
        return std::nullopt;
    return QStringLiteral(
               "The Message object at %1 has a document but no text block. Add a text block to the content "
               "field, and try again.")
        .arg(place);
}

Violation wrongContent(const Json &body)
{
    MediaRules media;
    const Json messages = body.value("messages"_L1);
    for (qsizetype i = 0; i < messages.size(); ++i) {
        const QString place = QStringLiteral("messages.%1").arg(i);
        const QString role = messages.at(i).value("role"_L1).toString();
        const Json content = messages.at(i).value("content"_L1);
        if (content.isEmpty()) {
            return QStringLiteral(
                       "The content field in the Message object at %1 is empty. Add a ContentBlock object to "
                       "the content field and try again.")
                .arg(place);
        }
        for (qsizetype j = 0; j < content.size(); ++j) {
            const QString at = QStringLiteral("%1.content.%2").arg(place).arg(j);
            const Json block = content.at(j);
            if (auto violation = blankText(block, QStringLiteral("ContentBlock"), at))
                return violation;
            if (auto violation = misplacedBlock(block, role, at))
                return violation;
            if (auto violation = media.check(block, at))
                return violation;
        }
        if (auto violation = documentWithoutText(content, place))
            return violation;
    }
    return std::nullopt;
}

Violation badResponsePointer(const Json &body)
{
    const Json paths = body.value("additionalModelResponseFieldPaths"_L1);
    for (qsizetype i = 0; i < paths.size(); ++i) {
        if (!json::Pointer::parse(paths.at(i).toString())) {
            return QStringLiteral(
                       "Value '%1' at 'additionalModelResponseFieldPaths.%2' is not a valid JSON Pointer.")
                .arg(paths.at(i).toString())
                .arg(i);
        }
    }
    return std::nullopt;
}

Violation badOutputSchema(const Json &body)
{
    const Json format = body.value("outputConfig"_L1).value("textFormat"_L1).value("structure"_L1);
    const auto schema = format.value("jsonSchema"_L1).find("schema"_L1);
    if (!schema || json::parse(schema->toUtf8()).ok())
        return std::nullopt;
    return QStringLiteral(
        "The text at outputConfig.textFormat.structure.jsonSchema.schema is not a JSON Schema.");
}

} // namespace

Violation conversationViolation(const Json &body)
{
    for (const auto rule : {emptyConversation, wrongRoles, blankSystem, wrongContent, toolViolation,
                            cachePointViolation, badResponsePointer, badOutputSchema}) {
        if (auto violation = rule(body))
            return violation;
    }
    return std::nullopt;
}

} // namespace outcrop::simulator
