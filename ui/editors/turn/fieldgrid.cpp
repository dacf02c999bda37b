// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editors/turn/fieldgrid.h"

#include "ui/widgets/textlabel.h"
#include "ui/widgets/tokens.h"

namespace outcrop::ui::editors
{

using namespace widgets;

FieldGrid::FieldGrid()
{
    setHorizontalSpacing(metrics::margin);
    setVerticalSpacing(metrics::gap);
    setColumnStretch(1, 1);
}

void FieldGrid::addField(const QString &member, const QString &path, QWidget *field)
{
    auto *label = new TextLabel(member, TextRole::Muted);
    label->setToolTip(path);
    field->setToolTip(path);
    const int row = rowCount();
    label->setMinimumHeight(metrics::controlHeight); // beside the first line of a high field
    addWidget(label, row, 0, Qt::AlignTop);
    addWidget(field, row, 1);
}

void FieldGrid::addBelow(QWidget *widget)
{
    addWidget(widget, rowCount(), 1);
}

} // namespace outcrop::ui::editors
