// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

QT_BEGIN_NAMESPACE
class QPushButton;
QT_END_NAMESPACE

namespace outcrop::ui::widgets
{

class TextLabel;

/// What went wrong, or will, or is good to know, with the action that helps: a coloured edge, a bold word, a
/// sentence, a button.
class Banner : public QWidget
{
    Q_OBJECT

public:
    enum class Severity { Hint, Warning, Error };

    explicit Banner(Severity severity, QWidget *parent = nullptr);

    void setSeverity(Severity severity);
    /// @p title in bold, @p text after it; both plain text. Announced to screen readers as an alert.
    void setMessage(const QString &title, const QString &text);
    /// An empty label removes the button.
    void setAction(const QString &label);
    /// A second button beside it, likewise; screen readers say @p name, if there is one.
    void setOtherAction(const QString &label, const QString &name = {});

Q_SIGNALS:
    void actionTriggered();
    void otherActionTriggered();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Severity m_severity;
    TextLabel *m_title;
    TextLabel *m_text;
    QPushButton *m_action;
    QPushButton *m_other;
};

} // namespace outcrop::ui::widgets
