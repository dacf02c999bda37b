// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/json/json.h"

#include <QWidget>

#include <vector>

QT_BEGIN_NAMESPACE
class QPushButton;
class QVBoxLayout;
QT_END_NAMESPACE

namespace outcrop::ui::widgets
{
class TextLabel;
}

namespace outcrop::ui::editors
{

class PropertyRow;

/// The properties of a schema as rows to be filled in. What a row does not show stays in the schema and is
/// named below it.
class SchemaForm : public QWidget
{
    Q_OBJECT

public:
    explicit SchemaForm(QWidget *parent = nullptr);

    void setSchema(const json::Json &schema);
    /// What Tab stops at, in order.
    QList<QWidget *> stops() const;

Q_SIGNALS:
    void edited(const json::Json &schema);
    void stopsChanged();

private:
    void addProperty();
    void removeProperty(int row);
    void change(const json::Json &schema);
    PropertyRow *makeRow(int row);

    json::Json m_schema;
    QVBoxLayout *m_rowsLayout;
    std::vector<PropertyRow *> m_rows;
    QPushButton *m_add;
    widgets::TextLabel *m_kept;
};

} // namespace outcrop::ui::editors
