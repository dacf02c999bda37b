// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

QT_BEGIN_NAMESPACE
class QLineEdit;
class QListWidget;
QT_END_NAMESPACE

namespace outcrop::ui::widgets
{
class TextLabel;
}

namespace outcrop::ui::shell
{

class Actions;

/// Every command that can be given now, found by typing a part of its name.
class CommandPalette : public QDialog
{
    Q_OBJECT

public:
    explicit CommandPalette(const Actions *actions, QWidget *parent = nullptr);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void filter(const QString &text);
    void choose();

    const Actions *m_actions;
    QLineEdit *m_field;
    QListWidget *m_list;
    widgets::TextLabel *m_none;
};

} // namespace outcrop::ui::shell
