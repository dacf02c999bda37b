// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editors/turn/citationschoice.h"

namespace outcrop::ui::editors
{

using namespace Qt::StringLiterals;
using json::Json;

namespace
{

enum Choice { NotSent, Enabled, Disabled };

} // namespace

CitationsChoice::CitationsChoice(QWidget *parent) : QComboBox(parent)
{
    addItems({tr("not sent"), tr("enabled"), tr("disabled")});
}

void CitationsChoice::setSource(const Json &source)
{
    const auto enabled = source.value("citations"_L1).value("enabled"_L1).toBool();
    setCurrentIndex(!enabled ? NotSent : *enabled ? Enabled : Disabled);
}

Json CitationsChoice::chosen(Json source) const
{
    if (currentIndex() == NotSent) {
        source.remove("citations"_L1);
        return source;
    }
    const Json before = source.value("citations"_L1);
    Json citations = before.isObject() ? before : Json::object();
    citations.set("enabled"_L1, Json(currentIndex() == Enabled));
    source.set("citations"_L1, citations);
    return source;
}

} // namespace outcrop::ui::editors
