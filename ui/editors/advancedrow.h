// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/advancedmodel.h"

#include <QWidget>

QT_BEGIN_NAMESPACE
class QComboBox;
class QLineEdit;
class QVBoxLayout;
QT_END_NAMESPACE

namespace outcrop::ui::widgets
{
class JsonView;
class TextLabel;
} // namespace outcrop::ui::widgets

namespace outcrop::ui::editors
{

class PairList;

/// One member of the request: its name and the field that its kind wants. Empty means that it is not sent.
class AdvancedRow : public QWidget
{
    Q_OBJECT

public:
    /// @p model and @p field must live longer.
    AdvancedRow(models::AdvancedModel *model, const models::AdvancedField &field, QWidget *parent = nullptr);

    /// Shows what the value is now; what is being typed stays as it is typed.
    void refresh();
    /// What the keyboard stops at, in the order of Tab.
    QList<QWidget *> stops() const;

Q_SIGNALS:
    void stopsChanged();

private:
    QWidget *makeField();
    QWidget *makeChoice();
    QWidget *makeJson();
    void takeJson();
    void showJson(const std::optional<json::Json> &value);
    void showChoice(const QString &value);
    QString title() const;

    models::AdvancedModel *m_model;
    const models::AdvancedField &m_field;
    QLineEdit *m_line = nullptr;
    QComboBox *m_choice = nullptr;
    PairList *m_pairs = nullptr;
    widgets::JsonView *m_json = nullptr;
    widgets::TextLabel *m_problem;
};

} // namespace outcrop::ui::editors
