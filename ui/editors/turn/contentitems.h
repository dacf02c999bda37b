// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/json/json.h"

#include <QWidget>

#include <vector>

QT_BEGIN_NAMESPACE
class QVBoxLayout;
QT_END_NAMESPACE

namespace outcrop::conversation
{
class ConversationDocument;
}

namespace outcrop::ui::editors
{

class ContentItem;

/// The content inside a block (of a toolResult, a searchResult), piece by piece: a JSON array that is edited
/// item by item.
class ContentItems : public QWidget
{
    Q_OBJECT

public:
    /// @p variables: whose variables count in the texts, null where there are none; must live longer.
    explicit ContentItems(conversation::ConversationDocument *variables, QWidget *parent = nullptr);

    /// What stays where it is keeps its row, and with it the caret.
    void setContent(const json::Json &items);
    void append(const json::Json &item);
    /// Of what it is the content ("block 3"), for accessible names.
    void setPlace(const QString &of);
    QList<QWidget *> stops() const;

Q_SIGNALS:
    void edited(const outcrop::json::Json &items, bool typing);
    void stopsChanged();

private:
    void addRow(int index, const json::Json &item);
    void dropRow(int index);
    void change(const json::Json &items, bool typing);
    void move(const ContentItem *row, int by);
    void remove(const ContentItem *row);
    int indexOf(const ContentItem *row) const;

    conversation::ConversationDocument *m_variables;
    QVBoxLayout *m_layout;
    std::vector<ContentItem *> m_rows;
    json::Json m_items;
    QString m_of;
};

} // namespace outcrop::ui::editors
