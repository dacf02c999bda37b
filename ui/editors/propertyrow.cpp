// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editors/propertyrow.h"

#include "ui/widgets/fonts.h"
#include "ui/widgets/icon.h"
#include "ui/widgets/outcropstyle.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/tokens.h"

#include <QCheckBox>
#include <QComboBox>
#include <QGridLayout>
#include <QLineEdit>
#include <QToolButton>

namespace outcrop::ui::editors
{

using namespace widgets;
using models::SchemaProperty;

PropertyRow::PropertyRow(QWidget *parent)
    : QWidget(parent)
    , m_name(new QLineEdit)
    , m_type(new QComboBox)
    , m_required(new QCheckBox(tr("required")))
    , m_delete(new QToolButton)
    , m_description(new QLineEdit)
    , m_kept(new TextLabel({}, TextRole::Muted))
{
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(metrics::gap);
    grid->setVerticalSpacing(metrics::gap);
    grid->setColumnStretch(0, 1);
    grid->addWidget(m_name, 0, 0);
    grid->addWidget(m_type, 0, 1);
    grid->addWidget(m_delete, 0, 2);
    grid->addWidget(m_kept, 2, 0, 1, 3);
    auto *second = new QHBoxLayout;
    second->setSpacing(metrics::space);
    second->addWidget(m_description, 1);
    second->addWidget(m_required);
    grid->addLayout(second, 1, 0, 1, 3);
    m_description->setMinimumWidth(60);
    useMonospace(m_name);
    m_name->setMinimumWidth(60);
    m_type->addItem(tr("any type"), QString());
    for (const QString &type : models::schemaTypes())
        m_type->addItem(type, type);
    m_type->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_type->setMinimumContentsLength(7);
    m_delete->setIcon(icon(QStringLiteral("delete")));
    m_delete->setIconSize({14, 14});
    m_delete->setFixedSize(22, 22);
    m_delete->setFocusPolicy(Qt::StrongFocus);
    setButtonKind(m_delete, ButtonKind::Flat);
    m_description->setPlaceholderText(tr("What the model should put here"));
    m_kept->setWordWrap(true);
    useSmall(m_kept);
    connect(m_name, &QLineEdit::editingFinished, this, &PropertyRow::takeName);
    connect(m_type, &QComboBox::activated, this,
            [this](int index) { Q_EMIT typeChosen(m_type->itemData(index).toString()); });
    connect(m_required, &QCheckBox::clicked, this, &PropertyRow::requiredChosen);
    connect(m_description, &QLineEdit::textEdited, this, &PropertyRow::described);
    connect(m_delete, &QToolButton::clicked, this, &PropertyRow::removeRequested);
}

void PropertyRow::setProperty(const SchemaProperty &property)
{
    m_property = property;
    if (!m_name->hasFocus() || !m_name->isModified())
        m_name->setText(property.name);
    if (m_description->text() != property.description) {
        m_description->setText(property.description);
        m_description->setCursorPosition(0);
    }
    m_type->setCurrentIndex(std::max(0, m_type->findData(property.type)));
    m_required->setChecked(property.required);
    m_kept->setText(tr("also kept: %1").arg(property.kept.join(QStringLiteral(", "))));
    m_kept->setVisible(!property.kept.isEmpty());
    m_name->setAccessibleName(tr("Name of property %1").arg(property.name));
    m_type->setAccessibleName(tr("Type of %1").arg(property.name));
    m_required->setAccessibleName(tr("%1 is required").arg(property.name));
    m_description->setAccessibleName(tr("Description of %1").arg(property.name));
    m_delete->setAccessibleName(tr("Delete property %1").arg(property.name));
    m_delete->setToolTip(m_delete->accessibleName());
}

void PropertyRow::takeName()
{
    m_name->setModified(false);
    if (m_name->text() != m_property.name)
        Q_EMIT renamed(m_name->text());
}

void PropertyRow::focusName()
{
    m_name->setFocus(Qt::OtherFocusReason);
    m_name->selectAll();
}

QList<QWidget *> PropertyRow::stops() const
{
    return {m_name, m_type, m_delete, m_description, m_required};
}

} // namespace outcrop::ui::editors
