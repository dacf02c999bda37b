// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editors/turn/newblocks.h"

#include "core/base/ids.h"
#include "ui/editors/guardedtext.h"
#include "ui/models/turnblocksmodel.h"

#include <algorithm>

namespace outcrop::ui::editors::newblocks
{

using namespace Qt::StringLiterals;
using json::Json;
using models::TurnBlocksModel;

namespace
{

constexpr int longestToolUseId = 64; // protocol/shapes.md, ToolUseBlock

bool isAnswered(const TurnBlocksModel &model, const QString &callId)
{
    for (int row = 0; row < model.rowCount(); ++row) {
        if (model.block(row).value.value("toolResult"_L1).value("toolUseId"_L1).toString() == callId)
            return true;
    }
    return false;
}

} // namespace

Json text()
{
    return Json::object({{"text"_L1, Json(QString())}});
}

Json guard()
{
    return guardedText({}, {});
}

Json guard(const Json &image)
{
    return Json::object({{"guardContent"_L1, image}});
}

Json toolUse(const TurnBlocksModel &model)
{
    const QString id = u"tooluse_"_s + base::newId().remove(u'-');
    return Json::object({{"toolUse"_L1, Json::object({{"toolUseId"_L1, Json(id.left(longestToolUseId))},
                                                      {"name"_L1, Json(model.toolNames().value(0))},
                                                      {"input"_L1, Json::object()}})}});
}

/// The calls stand the last turn first, and within a turn in their order.
Json toolResult(const TurnBlocksModel &model)
{
    const std::vector<TurnBlocksModel::Call> calls = model.calls();
    const auto open = std::ranges::find_if(
        calls, [&](const TurnBlocksModel::Call &call) { return !isAnswered(model, call.id); });
    const QString id = open == calls.end() ? QString() : open->id;
    return Json::object({{"toolResult"_L1, Json::object({{"toolUseId"_L1, Json(id)},
                                                         {"content"_L1, Json::array({text()})}})}});
}

Json searchResult()
{
    return Json::object({{"searchResult"_L1, Json::object({{"source"_L1, Json(QString())},
                                                           {"title"_L1, Json(QString())},
                                                           {"content"_L1, Json::array({text()})}})}});
}

Json citations()
{
    return Json::object({{"citationsContent"_L1, Json::object({{"content"_L1, Json::array({text()})},
                                                               {"citations"_L1, Json::array()}})}});
}

} // namespace outcrop::ui::editors::newblocks
