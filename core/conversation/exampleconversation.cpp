// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/conversation/exampleconversation.h"

#include "core/conversation/fileformat.h"

#include <QFile>

static void loadExampleResource()
{
    Q_INIT_RESOURCE(example);
}

namespace outcrop::conversation
{

namespace
{

Conversation readExample()
{
    loadExampleResource();
    const QString name = QStringLiteral(":/outcrop/example.json");
    QFile file(name);
    if (!file.open(QIODevice::ReadOnly))
        return newConversation();
    auto read = decodeConversation(file.readAll(), name);
    Q_ASSERT(read.ok());
    return read.ok() ? std::move(read).value().conversation : newConversation();
}

} // namespace

Conversation exampleConversation(const QString &connectionName, const QString &modelId)
{
    Conversation example = readExample();
    example.title = QStringLiteral("Field desk");
    example.connectionName = connectionName;
    example.modelId = modelId;
    if (!example.turns.empty() && !example.turns.back().content.empty()) {
        example.draft =
            example.turns.back().content.front().value.value(QLatin1StringView("text")).toString();
        example.turns.pop_back();
    }
    return example;
}

} // namespace outcrop::conversation
