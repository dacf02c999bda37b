// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/editors/turn/blockform.h"

namespace outcrop::conversation
{
class ConversationDocument;
}

namespace outcrop::ui::widgets
{
class MessageEdit;
}

namespace outcrop::ui::editors
{

class QualifierBoxes;
class WordsField;

/// A text, plain or guarded.
class TextForm : public BlockForm
{
    Q_OBJECT

public:
    enum class Kind { Text, Guarded };

    /// @p variables: whose variables count in the text; must live longer.
    TextForm(Kind kind, conversation::ConversationDocument *variables, QWidget *parent = nullptr);

    void showBlock(const json::Json &block) override;
    void setPlace(const QString &place) override;
    QList<QWidget *> stops() const override;
    QString about() const override;
    QString problem() const override;
    void setMuted(bool muted) override;

private:
    void takeText();

    Kind m_kind;
    WordsField *m_field;
    widgets::MessageEdit *m_edit;
    QualifierBoxes *m_qualifiers = nullptr;
    json::Json m_block;
};

} // namespace outcrop::ui::editors
