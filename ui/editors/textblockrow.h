// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/editors/blockrow.h"
#include "ui/models/blockroles.h"

namespace outcrop::conversation
{
class ConversationDocument;
}

namespace outcrop::ui::widgets
{
class Card;
class MessageEdit;
class TextLabel;
} // namespace outcrop::ui::widgets

namespace outcrop::ui::editors
{

class QualifierBoxes;
class WordsField;

/// A text block of the system prompt: its text on a card, and what it weighs. A block of a kind that has no
/// editor is shown as its JSON and can be moved and deleted.
class TextBlockRow : public BlockRow
{
    Q_OBJECT

public:
    explicit TextBlockRow(const QPersistentModelIndex &index, QWidget *parent = nullptr);

    models::BlockKind kind() const { return m_kind; }

    void refresh() override;
    QWidget *editor() const override;
    void setMark(const RowMark &mark) override;
    /// Marks and offers the variables of a conversation in the text.
    void assist(conversation::ConversationDocument *document);

Q_SIGNALS:
    void textEdited(const QString &text);
    /// Of a guarded text, in the order of the API's documentation.
    void qualifiersChosen(const QStringList &qualifiers);

protected:
    QList<QWidget *> ownStops() const override;
    void paintEvent(QPaintEvent *event) override;

private:
    widgets::Card *m_card;
    WordsField *m_field;
    widgets::MessageEdit *m_edit;
    widgets::TextLabel *m_about;
    widgets::TextLabel *m_problem;
    MarkLabel *m_mark;
    KeptLabel *m_kept;
    models::BlockKind m_kind;
    QualifierBoxes *m_qualifiers = nullptr; ///< of a guarded text
};

} // namespace outcrop::ui::editors
