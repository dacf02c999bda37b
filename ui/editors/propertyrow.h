// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/toolschema.h"

#include <QWidget>

QT_BEGIN_NAMESPACE
class QCheckBox;
class QComboBox;
class QLineEdit;
class QToolButton;
QT_END_NAMESPACE

namespace outcrop::ui::widgets
{
class TextLabel;
}

namespace outcrop::ui::editors
{

/// One property of a schema: name, type, whether it is required, description, and what else the schema says.
class PropertyRow : public QWidget
{
    Q_OBJECT

public:
    explicit PropertyRow(QWidget *parent = nullptr);

    /// Fields that have the keyboard keep what is being typed.
    void setProperty(const models::SchemaProperty &property);
    const models::SchemaProperty &property() const { return m_property; }
    void focusName();
    QList<QWidget *> stops() const;

Q_SIGNALS:
    void renamed(const QString &name);
    void typeChosen(const QString &type);
    void requiredChosen(bool required);
    void described(const QString &description);
    void removeRequested();

private:
    void takeName();

    models::SchemaProperty m_property;
    QLineEdit *m_name;
    QComboBox *m_type;
    QCheckBox *m_required;
    QToolButton *m_delete;
    QLineEdit *m_description;
    widgets::TextLabel *m_kept;
};

} // namespace outcrop::ui::editors
