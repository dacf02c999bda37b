// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

QT_BEGIN_NAMESPACE
class QGridLayout;
class QPushButton;
QT_END_NAMESPACE

namespace outcrop::ui::models
{
class ConnectionControl;
struct CheckStep;
} // namespace outcrop::ui::models

namespace outcrop::ui::widgets
{
class Card;
class TextLabel;
} // namespace outcrop::ui::widgets

namespace outcrop::ui::connections
{

/// The doctor: a connection is checked step by step, each with what was seen and how long it took; what helps
/// stands below.
class CheckPane : public QWidget
{
    Q_OBJECT

public:
    explicit CheckPane(models::ConnectionControl *control, QWidget *parent = nullptr);

    void showConnection(const QString &id);

Q_SIGNALS:
    void started(); ///< a check, by its button

private:
    void follow();
    void addStep(int row, const models::CheckStep &step);
    void clearSteps();
    void copyReport();

    models::ConnectionControl *m_control;
    QString m_id;
    widgets::TextLabel *m_when;
    QPushButton *m_copy;
    QPushButton *m_run;
    QWidget *m_steps = nullptr;
    widgets::Card *m_card;
    widgets::TextLabel *m_advice;
    QPushButton *m_policy;
};

} // namespace outcrop::ui::connections
