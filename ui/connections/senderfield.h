// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

QT_BEGIN_NAMESPACE
class QPushButton;
QT_END_NAMESPACE

namespace outcrop::ui::models
{
class ConnectionControl;
}

namespace outcrop::ui::widgets
{
class TextLabel;
}

namespace outcrop::ui::connections
{

struct SenderWords;

/// Who sends, until when, and which sources were asked; below the choice of credentials.
class SenderField : public QWidget
{
    Q_OBJECT

public:
    explicit SenderField(models::ConnectionControl *control, QWidget *parent = nullptr);

    void showWords(const QString &connectionId, const SenderWords &words, const QStringList &notices);
    /// Whether there is anything to show.
    bool isNeeded() const { return m_isNeeded; }
    /// To stand beside the choice of credentials.
    QPushButton *signInButton() { return m_signIn; }
    QPushButton *lookButton() { return m_look; }

private:
    models::ConnectionControl *m_control;
    QString m_id;
    bool m_isNeeded = false;
    QPushButton *m_signIn;
    QPushButton *m_look;
    widgets::TextLabel *m_used;
    widgets::TextLabel *m_more;
    widgets::TextLabel *m_problem;
    widgets::TextLabel *m_notices;
};

} // namespace outcrop::ui::connections
