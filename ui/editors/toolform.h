// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/json/json.h"

#include <QPersistentModelIndex>
#include <QWidget>

QT_BEGIN_NAMESPACE
class QComboBox;
class QLineEdit;
class QVBoxLayout;
QT_END_NAMESPACE

namespace outcrop::ui::models
{
class ToolsModel;
}

namespace outcrop::ui::widgets
{
class GrowingTextEdit;
class JsonView;
class Segments;
class TextLabel;
} // namespace outcrop::ui::widgets

namespace outcrop::ui::editors
{

class SchemaForm;

/// Everything about one tool: name, description, strict, the schema of its input as a form or as text, and a
/// sample input that is checked against it while it is typed. A tool the provider runs has a name only.
class ToolForm : public QWidget
{
    Q_OBJECT

public:
    ToolForm(models::ToolsModel *model, const QPersistentModelIndex &index, QWidget *parent = nullptr);

    void refresh();
    void focusName();
    /// What Tab stops at, in order.
    QList<QWidget *> stops() const;

Q_SIGNALS:
    void stopsChanged();

private:
    void buildFacts(QVBoxLayout *layout);
    void buildSchema(QVBoxLayout *layout);
    void buildSample(QVBoxLayout *layout);
    void takeName(const QString &name);
    void takeSchemaText();
    void showSchema();
    void checkSample();
    void setView(int view);
    json::Json schema() const;

    models::ToolsModel *m_model;
    QPersistentModelIndex m_index;
    bool m_isSpec;
    QLineEdit *m_name;
    widgets::TextLabel *m_nameProblem;
    widgets::GrowingTextEdit *m_description = nullptr;
    QComboBox *m_strict = nullptr;
    widgets::Segments *m_views = nullptr;
    SchemaForm *m_form = nullptr;
    widgets::JsonView *m_text = nullptr;
    widgets::TextLabel *m_schemaProblem = nullptr;
    widgets::JsonView *m_sample = nullptr;
    widgets::TextLabel *m_sampleResult = nullptr;
};

} // namespace outcrop::ui::editors
