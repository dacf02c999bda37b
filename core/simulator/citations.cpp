// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulator/citations.h"

namespace outcrop::simulator
{

using namespace Qt::Literals::StringLiterals;
using json::Json;

namespace
{

constexpr qsizetype quotedLength = 120;

/// The first document of the request; null when there is none.
Json firstDocument(const Json &body)
{
    const Json messages = body.value("messages"_L1);
    for (qsizetype i = 0; i < messages.size(); ++i) {
        const Json content = messages.at(i).value("content"_L1);
        for (qsizetype j = 0; j < content.size(); ++j) {
            if (const auto document = content.at(j).find("document"_L1))
                return *document;
        }
    }
    return {};
}

Json citation(const QString &title, const QString &quoted, const Json &location)
{
    return Json::object({{"title"_L1, Json(title)},
                         {"sourceContent"_L1, Json::array({Json::object({{"text"_L1, Json(quoted)}})})},
                         {"location"_L1, location}});
}

Json documentPlace(qint64 start, qint64 end)
{
    return Json::object(
        {{"documentChar"_L1,
          Json::object({{"documentIndex"_L1, Json(0)}, {"start"_L1, Json(start)}, {"end"_L1, Json(end)}})}});
}

} // namespace

void addCitations(Answer &answer, const Json &body)
{
    AnswerBlock block;
    block.text =
        QStringLiteral("\nThis sentence has citations, as an answer from your documents would have.");
    if (const Json document = firstDocument(body); document.isObject()) {
        const QString title = document.value("name"_L1).toString();
        const QString text = document.value("source"_L1).value("text"_L1).toString();
        const QString quoted =
            text.isEmpty() ? QStringLiteral("the beginning of the document") : text.left(quotedLength);
        block.citations.push_back(citation(title, quoted, documentPlace(0, quoted.size())));
        block.citations.push_back(citation(
            title, text.mid(quotedLength, quotedLength),
            documentPlace(quotedLength, quotedLength + text.mid(quotedLength, quotedLength).size())));
    } else {
        for (const auto page : {"first"_L1, "second"_L1}) {
            block.citations.push_back(citation(
                QStringLiteral("Made-up source, %1").arg(page),
                QStringLiteral("Invented by the Outcrop simulator."),
                Json::object(
                    {{"web"_L1, Json::object({{"url"_L1, Json(QString("https://example.com/"_L1 + page))},
                                              {"domain"_L1, Json("example.com"_L1)}})}})));
        }
    }
    answer.blocks.push_back(block);
}

} // namespace outcrop::simulator
