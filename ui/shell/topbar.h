// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/windowcontext.h"

#include <QWidget>

QT_BEGIN_NAMESPACE
class QAction;
class QLineEdit;
class QPushButton;
class QToolButton;
QT_END_NAMESPACE

namespace outcrop::ui::shell
{

class Actions;
class ConnectionPicker;
class ModelPicker;

/// The row at the top of the window: menu, title of the conversation, connection, model, stream, docks.
class TopBar : public QWidget
{
    Q_OBJECT

public:
    TopBar(const WindowContext &context, const Actions *actions, QWidget *parent = nullptr);

    void focusModel();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    QToolButton *dockButton(const QString &iconName, QAction *action);
    void buildTitle();
    void buildStream();

    conversation::ConversationDocument *m_document;
    QLineEdit *m_title;
    ConnectionPicker *m_connection;
    ModelPicker *m_model;
    QPushButton *m_stream;
};

} // namespace outcrop::ui::shell
