// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editors/schemaform.h"

#include "ui/editors/propertyrow.h"
#include "ui/models/toolschema.h"
#include "ui/widgets/fonts.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/tokens.h"

#include <QPushButton>
#include <QVBoxLayout>

namespace outcrop::ui::editors
{

using namespace widgets;
using json::Json;
using models::SchemaProperty;

SchemaForm::SchemaForm(QWidget *parent)
    : QWidget(parent)
    , m_rowsLayout(new QVBoxLayout)
    , m_add(new QPushButton(tr("+ Property")))
    , m_kept(new TextLabel({}, TextRole::Muted))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(metrics::space);
    layout->addLayout(m_rowsLayout);
    m_rowsLayout->setSpacing(metrics::margin);
    layout->addWidget(m_add, 0, Qt::AlignLeft);
    layout->addWidget(m_kept);
    m_add->setAutoDefault(false);
    m_kept->setWordWrap(true);
    useSmall(m_kept);
    connect(m_add, &QPushButton::clicked, this, &SchemaForm::addProperty);
}

QList<QWidget *> SchemaForm::stops() const
{
    QList<QWidget *> stops;
    for (const PropertyRow *row : m_rows)
        stops += row->stops();
    return stops << m_add;
}

void SchemaForm::setSchema(const Json &schema)
{
    m_schema = schema;
    const std::vector<SchemaProperty> properties = models::propertiesOf(schema);
    const size_t before = m_rows.size();
    while (m_rows.size() > properties.size()) {
        m_rows.back()->hide();
        m_rows.back()->deleteLater(); // it may be the sender
        m_rowsLayout->removeWidget(m_rows.back());
        m_rows.pop_back();
    }
    while (m_rows.size() < properties.size()) {
        m_rows.push_back(makeRow(int(m_rows.size())));
        m_rowsLayout->addWidget(m_rows.back());
    }
    for (size_t i = 0; i < properties.size(); ++i)
        m_rows[i]->setProperty(properties[i]);
    const QStringList kept = models::keptKeywords(schema);
    m_kept->setText(tr("also kept: %1 (edit as JSON)").arg(kept.join(QStringLiteral(", "))));
    m_kept->setVisible(!kept.isEmpty());
    if (before != m_rows.size())
        Q_EMIT stopsChanged();
}

PropertyRow *SchemaForm::makeRow(int row)
{
    auto *made = new PropertyRow(this);
    connect(made, &PropertyRow::renamed, this, [this, made](const QString &name) {
        change(models::withPropertyRenamed(m_schema, made->property().name, name));
        made->setProperty(made->property()); // a name that is taken goes back
    });
    connect(made, &PropertyRow::typeChosen, this, [this, made](const QString &type) {
        change(models::withPropertyType(m_schema, made->property().name, type));
    });
    connect(made, &PropertyRow::requiredChosen, this, [this, made](bool required) {
        change(models::withPropertyRequired(m_schema, made->property().name, required));
    });
    connect(made, &PropertyRow::described, this, [this, made](const QString &text) {
        change(models::withPropertyDescription(m_schema, made->property().name, text));
    });
    connect(made, &PropertyRow::removeRequested, this, [this, row] { removeProperty(row); });
    return made;
}

void SchemaForm::change(const Json &schema)
{
    if (schema == m_schema)
        return;
    setSchema(schema);
    Q_EMIT edited(schema);
}

void SchemaForm::addProperty()
{
    change(models::withProperty(m_schema, models::unusedPropertyName(m_schema)));
    if (!m_rows.empty())
        m_rows.back()->focusName();
}

void SchemaForm::removeProperty(int row)
{
    change(models::withoutProperty(m_schema, m_rows[size_t(row)]->property().name));
    m_add->setFocus(Qt::OtherFocusReason);
}

} // namespace outcrop::ui::editors
