// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPersistentModelIndex>
#include <QWidget>

QT_BEGIN_NAMESPACE
class QComboBox;
class QToolButton;
QT_END_NAMESPACE

namespace outcrop::ui::models
{
class VariablesModel;
}

namespace outcrop::ui::widgets
{
class Card;
class GrowingTextEdit;
class TextLabel;
} // namespace outcrop::ui::widgets

namespace outcrop::ui::editors
{

/// One variable: its name, how often it is used, its value and where that comes from.
class VariableRow : public QWidget
{
    Q_OBJECT

public:
    /// @p model must live longer.
    VariableRow(models::VariablesModel *model, const QPersistentModelIndex &index, QWidget *parent = nullptr);

    void refresh();
    bool isUnset() const;
    void focusValue();
    /// What the keyboard stops at, in the order of Tab.
    QList<QWidget *> stops() const;

private:
    QString name() const;

    models::VariablesModel *m_model;
    QPersistentModelIndex m_index;
    widgets::TextLabel *m_name;
    widgets::TextLabel *m_uses;
    widgets::Card *m_card;
    widgets::GrowingTextEdit *m_value;
    QComboBox *m_scope;
    QToolButton *m_remove;
    widgets::TextLabel *m_about;
};

} // namespace outcrop::ui::editors
