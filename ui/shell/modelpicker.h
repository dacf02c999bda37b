// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QComboBox>

namespace outcrop::conversation
{
class ConversationDocument;
}

namespace outcrop::ui::models
{
class ConnectionsModel;
}

namespace outcrop::ui::shell
{

/// The model id: any text, with those the connection is known to offer as a list.
class ModelPicker : public QComboBox
{
    Q_OBJECT

public:
    ModelPicker(models::ConnectionsModel *connections, conversation::ConversationDocument *document,
                QWidget *parent = nullptr);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

private:
    void followConnection();
    void followDocument();
    void take();

    models::ConnectionsModel *m_connections;
    conversation::ConversationDocument *m_document;
};

} // namespace outcrop::ui::shell
