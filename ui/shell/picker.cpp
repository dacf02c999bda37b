// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/picker.h"

#include "core/conversation/conversationdocument.h"
#include "ui/models/connectionsmodel.h"

#include <algorithm>

namespace outcrop::ui::shell
{

using conversation::ConversationDocument;

namespace
{

constexpr int arrowAndPadding = 40;

} // namespace

Picker::Picker(models::ConnectionsModel *connections, ConversationDocument *document, int leastCharacters,
               QWidget *parent)
    : QComboBox(parent), m_connections(connections), m_document(document), m_leastCharacters(leastCharacters)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    connect(document, &ConversationDocument::connectionChanged, this, [this] { follow(); });
    for (const auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(connections, signal, this, [this] { follow(); });
    connect(connections, &QAbstractItemModel::dataChanged, this, [this] { follow(); });
}

QModelIndex Picker::connection() const
{
    return m_connections->index(m_connections->rowOf(m_document->conversation().connectionName));
}

QSize Picker::sizeHint() const
{
    return {std::max(usualWidth(), minimumSizeHint().width()), QComboBox::sizeHint().height()};
}

QSize Picker::minimumSizeHint() const
{
    return {fontMetrics().averageCharWidth() * m_leastCharacters + arrowAndPadding,
            QComboBox::minimumSizeHint().height()};
}

} // namespace outcrop::ui::shell
