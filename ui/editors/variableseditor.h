// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <vector>

QT_BEGIN_NAMESPACE
class QLineEdit;
class QPushButton;
class QVBoxLayout;
QT_END_NAMESPACE

namespace outcrop::ui::models
{
class VariablesModel;
}

namespace outcrop::ui::widgets
{
class TextLabel;
}

namespace outcrop::ui::editors
{

class VariableRow;

/// The variables of the conversation and their values; those that its texts use come up while one types.
class VariablesEditor : public QWidget
{
    Q_OBJECT

public:
    /// @p model must live longer.
    explicit VariablesEditor(models::VariablesModel *model, QWidget *parent = nullptr);

    /// The keyboard to the first one without a value, else to the first one.
    void focusFirst();

private:
    void onInserted(int first, int last);
    void onRemoved(int first, int last);
    void onMoved(int from, int to);
    void orderTabs();
    void refresh();
    void add();

    models::VariablesModel *m_model;
    QVBoxLayout *m_rowsLayout;
    std::vector<VariableRow *> m_rows;
    widgets::TextLabel *m_hint;
    QLineEdit *m_newName;
    QPushButton *m_add;
};

} // namespace outcrop::ui::editors
