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

/// A choice of the top bar that depends on the document and on its connection.
class Picker : public QComboBox
{
    Q_OBJECT

public:
    /// @p connections and @p document must live longer. Narrower than @p leastCharacters it never becomes.
    Picker(models::ConnectionsModel *connections, conversation::ConversationDocument *document,
           int leastCharacters, QWidget *parent);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    conversation::ConversationDocument *document() const { return m_document; }
    models::ConnectionsModel *connections() const { return m_connections; }
    /// The row of the connection the document is sent by; invalid when there is none of its name.
    QModelIndex connection() const;

    /// The document chose another connection, or something about the connections changed. To be called once
    /// by the constructor of a subclass.
    virtual void follow() = 0;
    /// Pixels that show everything in the usual case.
    virtual int usualWidth() const = 0;

private:
    models::ConnectionsModel *m_connections;
    conversation::ConversationDocument *m_document;
    int m_leastCharacters;
};

} // namespace outcrop::ui::shell
