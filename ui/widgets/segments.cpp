// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/segments.h"

#include "ui/widgets/tokens.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QPushButton>

namespace outcrop::ui::widgets
{

Segments::Segments(const QStringList &labels, QWidget *parent)
    : QWidget(parent), m_group(new QButtonGroup(this))
{
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(metrics::gap);
    for (const QString &label : labels) {
        auto *button = new QPushButton(label);
        button->setCheckable(true);
        button->setAutoDefault(false);
        m_group->addButton(button, int(m_group->buttons().size()));
        layout->addWidget(button);
    }
    setCurrent(0);
    connect(m_group, &QButtonGroup::idToggled, this, [this](int id, bool on) {
        if (on)
            Q_EMIT currentChanged(id);
    });
}

int Segments::current() const
{
    return m_group->checkedId();
}

void Segments::setCurrent(int index)
{
    m_group->button(index)->setChecked(true);
}

void Segments::setLabel(int index, const QString &label)
{
    m_group->button(index)->setText(label);
}

} // namespace outcrop::ui::widgets
