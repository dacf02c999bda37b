// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/json/json.h"
#include "ui/editors/wordsfield.h"

#include <QWidget>

QT_BEGIN_NAMESPACE
class QToolButton;
QT_END_NAMESPACE

namespace outcrop::conversation
{
class ConversationDocument;
}

namespace outcrop::ui::widgets
{
class MessageEdit;
class TextLabel;
} // namespace outcrop::ui::widgets

namespace outcrop::ui::editors
{

class BlockForm;
class JsonField;

/// One piece of the content of a block: a text, a JSON value, an attachment, a search result, or anything
/// else as JSON.
class ContentItem : public QWidget
{
    Q_OBJECT

public:
    /// @p variables: whose variables count in a text, null where there are none; must live longer.
    ContentItem(const json::Json &item, conversation::ConversationDocument *variables,
                WordsField::LongTexts longTexts, QWidget *parent = nullptr);

    /// As it is now, also while edited() tells of it.
    const json::Json &item() const { return m_item; }

    /// Whether the item can be shown here; else another ContentItem has to be made.
    bool fits(const json::Json &item) const;
    void showItem(const json::Json &item);
    /// "2 of block 3": of what it is which piece, for accessible names.
    void setPlace(const QString &place);
    QList<QWidget *> stops() const;

Q_SIGNALS:
    void edited(const outcrop::json::Json &item, bool typing);
    void moveRequested(int by);
    void removeRequested();
    /// Another item shall stand before this one.
    void attachedBefore(const outcrop::attachments::AttachedFile &file);
    void stopsChanged();

private:
    enum class Kind { Text, Json, Attachment, SearchResult, Other };
    static Kind kindOf(const json::Json &item);
    void makeText(conversation::ConversationDocument *variables, WordsField::LongTexts longTexts);
    void makeJson();
    void makeForm(conversation::ConversationDocument *variables);
    void takeItem(const json::Json &item, bool typing);
    QToolButton *addTool(const QString &iconName, QLayout *layout);

    Kind m_kind;
    json::Json m_item;
    WordsField *m_words = nullptr;
    widgets::MessageEdit *m_text = nullptr;
    JsonField *m_json = nullptr;
    BlockForm *m_form = nullptr; ///< of an attachment or a search result
    widgets::TextLabel *m_label;
    QToolButton *m_up = nullptr;
    QToolButton *m_down = nullptr;
    QToolButton *m_delete = nullptr;
};

} // namespace outcrop::ui::editors
