// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editors/advancededitor.h"

#include "ui/editors/advancedrow.h"
#include "ui/editors/foldheader.h"
#include "ui/widgets/fonts.h"
#include "ui/widgets/taborder.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/tokens.h"

#include <QVBoxLayout>

#include <algorithm>

namespace outcrop::ui::editors
{

using namespace widgets;
using models::AdvancedGroup;
using models::AdvancedModel;

AdvancedEditor::AdvancedEditor(AdvancedModel *model, QWidget *parent) : QWidget(parent), m_model(model)
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(metrics::margin, metrics::margin, metrics::margin, metrics::margin);
    layout->setSpacing(metrics::gap);
    layout->addWidget(new SectionHeader(tr("ADVANCED")));
    for (const AdvancedGroup &group : AdvancedModel::groups()) {
        Group made;
        made.group = &group;
        made.heading = new FoldHeader;
        made.body = new QWidget;
        auto *body = new QVBoxLayout(made.body);
        body->setContentsMargins(metrics::space, 0, 0, metrics::space);
        body->setSpacing(metrics::gap);
        made.body->hide();
        made.mark = new MarkLabel;
        made.mark->setContentsMargins(metrics::space, 0, 0, 0);
        layout->addWidget(made.heading, 0, Qt::AlignLeft);
        layout->addWidget(made.mark);
        layout->addWidget(made.body);
        connect(made.heading, &FoldHeader::toggled, this,
                [this, index = m_groups.size()](bool open) { setOpen(index, open); });
        m_groups.push_back(std::move(made));
    }
    connect(model, &AdvancedModel::changed, this, &AdvancedEditor::refresh);
    refresh();
}

void AdvancedEditor::setOpen(size_t index, bool open)
{
    Group &group = m_groups[index];
    if (open && group.rows.empty()) {
        for (const models::AdvancedField &field : group.group->fields) {
            auto *row = new AdvancedRow(m_model, field);
            group.body->layout()->addWidget(row);
            group.rows.push_back(row);
            connect(row, &AdvancedRow::stopsChanged, this, &AdvancedEditor::orderTabs);
        }
        orderTabs();
    }
    group.body->setVisible(open);
    nameHeading(group);
}

void AdvancedEditor::orderTabs()
{
    QList<QWidget *> stops;
    for (const Group &group : m_groups) {
        stops << group.heading;
        for (const AdvancedRow *row : group.rows)
            stops += row->stops();
    }
    chainTabs(stops);
}

void AdvancedEditor::nameHeading(const Group &group)
{
    const bool set = m_model->isSet(*group.group);
    const QString name = group.group->member.isEmpty() ? tr("other members") : group.group->member;
    const QString state = set ? tr("set") : tr("not sent");
    group.heading->setText((group.body->isHidden() ? QStringLiteral("▸ ") : QStringLiteral("▾ ")) + name +
                           (set ? QStringLiteral(" · ") + state : QString()));
    group.heading->setFont(set ? boldFont(font()) : font());
    group.heading->setAccessibleName(name);
    group.heading->setAccessibleDescription(state);
    group.heading->setToolTip(state);
}

void AdvancedEditor::refresh()
{
    for (Group &group : m_groups) {
        for (AdvancedRow *row : group.rows)
            row->refresh();
        nameHeading(group);
    }
}

void AdvancedEditor::focusMember(const QString &member)
{
    auto found =
        std::ranges::find_if(m_groups, [&](const Group &group) { return group.group->member == member; });
    if (found == m_groups.end()) // among the others
        found = std::prev(m_groups.end());
    found->heading->setChecked(true);
    found->heading->setFocus(Qt::OtherFocusReason);
}

void AdvancedEditor::setMarks(const QHash<QString, RowMark> &marks)
{
    for (const Group &group : m_groups)
        group.mark->setMark(marks.value(group.group->member));
}

void AdvancedEditor::focusFirst()
{
    m_groups.front().heading->setFocus(Qt::ShortcutFocusReason);
}

} // namespace outcrop::ui::editors
