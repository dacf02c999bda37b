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
    enum class Content {
        Key,  ///< what is around it by mistake (white space, quotes, the word Bearer) is left out, and said
        Text, ///< a password or a header's value: taken as it is typed
    };

    SecretField(models::ConnectionControl *control, const QString &accessibleName,
                Content content = Content::Key, QWidget *parent = nullptr);

    /// Which secret: connections::secretName(). What was typed for another is dropped.
    void setSecretName(const QString &name);
    /// It belongs to the connection, and is not known to be kept.
    bool isWanted() const;

Q_SIGNALS:
    void entered(); ///< a new secret was handed over

private:
    void save();
    void remove();
    void follow();
    void say(const QString &note, bool isRefused);

    models::ConnectionControl *m_control;
    Content m_content;
    QString m_name;
    QString m_note; ///< what was left out of what was typed, or why it was refused
    bool m_isRefused = false;
    QLineEdit *m_edit;
    QPushButton *m_remove;
    widgets::TextLabel *m_state;
};

} // namespace outcrop::ui::connections
