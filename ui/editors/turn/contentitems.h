// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/json/json.h"
#include "ui/editors/wordsfield.h"

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
    /// @p longTexts: whether a document may stand beside the texts.
    ContentItems(conversation::ConversationDocument *variables, WordsField::LongTexts longTexts,
                 QWidget *parent = nullptr);

    /// What stays what it is keeps its row, and with it the caret and a file that is being read for it.
    void setContent(const json::Json &items);
    /// Gives it the keyboard, unless told to leave that where it is.
    void append(const json::Json &item, bool focus = true);
    /// Of what it is the content ("block 3"), for accessible names.
    void setPlace(const QString &of);
    QList<QWidget *> stops() const;

Q_SIGNALS:
    void edited(const outcrop::json::Json &items, bool typing);
    void stopsChanged();

private:
    std::vector<ContentItem *> rowsThatStay(std::vector<ContentItem *> &rows) const;
    ContentItem *makeRow(const json::Json &item);
    void insertBefore(const ContentItem *row, const json::Json &item);
    void change(const json::Json &items, bool typing);
    void move(const ContentItem *row, int by);
    void remove(const ContentItem *row);
    int indexOf(const ContentItem *row) const;

    conversation::ConversationDocument *m_variables;
    WordsField::LongTexts m_longTexts;
    QVBoxLayout *m_layout;
    std::vector<ContentItem *> m_rows;
    json::Json m_items;
    QString m_of;
};

} // namespace outcrop::ui::editors
