// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

QT_BEGIN_NAMESPACE
class QLineEdit;
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

/// A secret that can be set and removed but never read back: what was typed goes to the keychain on Enter or
/// when the field is left, and only where it is kept is said.
class SecretField : public QWidget
{
    Q_OBJECT

public:
    SecretField(models::ConnectionControl *control, const QString &accessibleName, QWidget *parent = nullptr);

    /// Which secret: connections::secretName(). What was typed for another is dropped.
    void setSecretName(const QString &name);

Q_SIGNALS:
    void entered(); ///< a new secret was handed over

private:
    void save();
    void remove();
    void follow();

    models::ConnectionControl *m_control;
    QString m_name;
    QLineEdit *m_edit;
    QPushButton *m_remove;
    widgets::TextLabel *m_state;
};

} // namespace outcrop::ui::connections
