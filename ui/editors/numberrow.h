// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/editors/rowmark.h"
#include "ui/models/inferencemodel.h"

#include <QObject>

QT_BEGIN_NAMESPACE
class QGridLayout;
class QLineEdit;
class QSlider;
class QStackedWidget;
class QWidget;
QT_END_NAMESPACE

namespace outcrop::ui::widgets
{
class TextLabel;
}

namespace outcrop::ui::editors
{

/// One number of inferenceConfig: its name, a slider (or "not sent"), a field, and what is wrong with it.
/// An empty field means the member is not sent. What is refused stays in the field and is not taken over.
class NumberRow : public QObject
{
    Q_OBJECT

public:
    /// Puts its widgets into @p row and the one below of @p grid.
    NumberRow(models::InferenceModel *model, models::InferenceModel::Row which, QGridLayout *grid, int row,
              QObject *parent);

    void refresh();
    void focus();
    /// What the lint says about the value.
    void setMark(const RowMark &mark);

private:
    void onTextEdited(const QString &text);
    void onSliderMoved(int position);
    void showProblem(models::InferenceModel::Problem problem);
    double valueAt(int position) const;
    int positionOf(double value) const;

    models::InferenceModel *m_model;
    models::InferenceModel::Row m_which;
    QSlider *m_slider;
    QStackedWidget *m_middle;
    QLineEdit *m_field;
    widgets::TextLabel *m_problem;
    RowMark m_mark;
};

} // namespace outcrop::ui::editors
