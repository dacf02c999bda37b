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

/// Which connection the document is sent by: a dot for its state, its name and where it leads.
class ConnectionPicker : public QComboBox
{
    Q_OBJECT

public:
    ConnectionPicker(models::ConnectionsModel *connections, conversation::ConversationDocument *document,
                     QWidget *parent = nullptr);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void follow();
    void choose(int row);

    models::ConnectionsModel *m_connections;
    conversation::ConversationDocument *m_document;
};

} // namespace outcrop::ui::shell
