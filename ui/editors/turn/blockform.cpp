// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editors/turn/blockform.h"

#include "ui/editors/turn/citationsform.h"
#include "ui/editors/turn/jsonform.h"
#include "ui/editors/turn/mediaform.h"
#include "ui/editors/turn/reasoningform.h"
#include "ui/editors/turn/searchresultform.h"
#include "ui/editors/turn/textform.h"
#include "ui/editors/turn/toolresultform.h"
#include "ui/editors/turn/tooluseform.h"
#include "ui/models/turnblocksmodel.h"

#include <algorithm>

namespace outcrop::ui::editors
{

QWidget *firstShown(const QList<QWidget *> &stops)
{
    const auto shown = std::ranges::find_if(stops, [](const QWidget *stop) { return !stop->isHidden(); });
    return shown == stops.end() ? stops.constFirst() : *shown;
}

BlockForm *makeBlockForm(models::BlockKind kind, models::TurnBlocksModel *model)
{
    using models::BlockKind;
    switch (kind) {
    case BlockKind::Text:
        return new TextForm(TextForm::Kind::Text, model->variablesFrom());
    case BlockKind::Guard:
        return new TextForm(TextForm::Kind::Guarded, model->variablesFrom());
    case BlockKind::ToolUse:
        return new ToolUseForm(model);
    case BlockKind::ToolResult:
        return new ToolResultForm(model);
    case BlockKind::SearchResult:
        return new SearchResultForm(model->variablesFrom());
    case BlockKind::Reasoning:
        return new ReasoningForm;
    case BlockKind::Media:
        return new MediaForm(MediaForm::Kind::Plain);
    case BlockKind::GuardedImage:
        return new MediaForm(MediaForm::Kind::Guarded);
    case BlockKind::Citations:
        return new CitationsForm;
    case BlockKind::CachePoint: // has a row of its own
    case BlockKind::Other:
        return new JsonForm;
    }
    Q_UNREACHABLE();
}

} // namespace outcrop::ui::editors
