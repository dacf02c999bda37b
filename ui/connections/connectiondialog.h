// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connections/connectionstore.h"

#include <QDialog>

QT_BEGIN_NAMESPACE
class QPushButton;
class QScrollArea;
QT_END_NAMESPACE

namespace outcrop::ui::models
{
class ConnectionControl;
}

namespace outcrop::ui::widgets
{
class Pill;
class TextLabel;
} // namespace outcrop::ui::widgets

namespace outcrop::ui::connections
{

class CheckPane;
class ConnectionForm;
class ConnectionList;
class SecretField;

/// Where connections are made, changed, checked and removed. Every change holds at once and can be undone
/// (Ctrl+Z, also a removal).
class ConnectionDialog : public QDialog
{
    Q_OBJECT

public:
    ConnectionDialog(outcrop::connections::ConnectionStore *store, models::ConnectionControl *control,
                     QWidget *parent = nullptr);

    void select(const QString &id);
    /// Gives the keyboard to the first secret of the connection that is not kept.
    void enterSecret();
    /// Gives the keyboard to the connection's key, to be replaced.
    void enterKey();

Q_SIGNALS:
    /// The connection that is shown shall be used by the conversation.
    void useRequested(const QString &id);

private:
    void enter(SecretField *field);
    QWidget *makeRight();
    void showConnection(const QString &id);
    void follow();
    void followSender();
    void tell(const QString &text);
    void remove();
    void duplicate();

    outcrop::connections::ConnectionStore *m_store;
    models::ConnectionControl *m_control;
    ConnectionList *m_list;
    ConnectionForm *m_form;
    CheckPane *m_check;
    widgets::TextLabel *m_title;
    widgets::Pill *m_state;
    widgets::TextLabel *m_told;
    widgets::TextLabel *m_builtIn; ///< what stands in place of the form
    QPushButton *m_use;
    QPushButton *m_duplicate;
    QPushButton *m_remove;
    QScrollArea *m_scroll = nullptr;
    bool m_followsCheck = false; ///< the end of the page is kept in view
    QString m_id;
};

} // namespace outcrop::ui::connections
