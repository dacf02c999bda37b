// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/inferencemodel.h"

#include <QWidget>

QT_BEGIN_NAMESPACE
class QLineEdit;
class QPushButton;
QT_END_NAMESPACE

namespace outcrop::ui::widgets
{
class FlowLayout;
class TextLabel;
} // namespace outcrop::ui::widgets

namespace outcrop::ui::editors
{

/// Line breaks, tabs and backslashes as "\n", "\t", "\\": how a stop sequence is shown and typed.
QString escaped(const QString &sequence);
QString unescaped(const QString &typed);

/// The stop sequences as chips, each with a button that removes it, and a field that adds one.
class StopSequences : public QWidget
{
    Q_OBJECT

public:
    explicit StopSequences(models::InferenceModel *model, QWidget *parent = nullptr);

    void refresh();
    /// The keyboard to the first of them, or to where one is added.
    void focusFirst();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void startAdding();
    void finishAdding(bool take);
    QWidget *makeChip(const QString &sequence, int index);

    models::InferenceModel *m_model;
    widgets::FlowLayout *m_flow;
    widgets::TextLabel *m_none;
    QLineEdit *m_field;
    QPushButton *m_add;
    QList<QWidget *> m_chips;
};

} // namespace outcrop::ui::editors
