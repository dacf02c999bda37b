// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editors/turn/jsonform.h"

#include "ui/editors/turn/jsonfield.h"

#include <QVBoxLayout>

namespace outcrop::ui::editors
{

JsonForm::JsonForm(QWidget *parent) : BlockForm(parent), m_field(new JsonField)
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_field);
    m_field->setBare();
    m_field->setIsBlock();
    connect(m_field, &JsonField::edited, this,
            [this](const json::Json &value) { Q_EMIT edited(value, true); });
}

void JsonForm::showBlock(const json::Json &block)
{
    m_field->setValue(block);
}

void JsonForm::setPlace(const QString &place)
{
    m_field->setName(tr("%1 as JSON").arg(place.left(1).toUpper() + place.mid(1)));
}

QList<QWidget *> JsonForm::stops() const
{
    return {m_field->stop()};
}

QString JsonForm::about() const
{
    if (m_field->isUnfinished())
        return tr("unfinished JSON");
    const QString member = m_field->value().keyAt(0);
    return member.isEmpty() ? tr("JSON") : tr("%1 as JSON").arg(member);
}

QString JsonForm::problem() const
{
    if (m_field->isUnfinished() || (m_field->value().isObject() && m_field->value().size() == 1))
        return {};
    return tr("A block is an object with one member that names its kind.");
}

} // namespace outcrop::ui::editors
