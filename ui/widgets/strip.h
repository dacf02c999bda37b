// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

QT_BEGIN_NAMESPACE
class QBoxLayout;
class QPushButton;
QT_END_NAMESPACE

namespace outcrop::ui::widgets
{

class Attaching;
class TextLabel;

/// One thing that is said above the text of the message, with what can be done about it. Hidden until it says
/// something; Esc and its last button end it.
class Strip : public QWidget
{
    Q_OBJECT

public:
    explicit Strip(QWidget *parent = nullptr);

    /// Empty labels leave buttons out. Offered: the first button has the keyboard.
    void say(const QString &text, bool isError, const QString &first = {}, const QString &second = {});
    void offer(const QString &text, const QString &first, const QString &second);
    void end();
    /// Says what should be known of attachments, and why one did not come.
    void follow(const Attaching *attaching);
    QList<QWidget *> tabStops() const;

Q_SIGNALS:
    void firstChosen();
    void secondChosen();
    void ended();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    QBoxLayout *m_layout;
    TextLabel *m_text;
    QPushButton *m_first;
    QPushButton *m_second;
    QPushButton *m_close;
};

} // namespace outcrop::ui::widgets
