// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/growingtextedit.h"

namespace outcrop::ui::widgets
{

/// A text of a message. What is pasted or dropped comes in as plain text; files and pictures are offered
/// to whoever listens, and so is a text that is long (features.md, C5). Ctrl+Shift+V pastes any text.
class MessageEdit : public GrowingTextEdit
{
    Q_OBJECT

public:
    using GrowingTextEdit::GrowingTextEdit;

    /// From this many UTF-16 units on a pasted text is offered as a document.
    static constexpr qsizetype longText = 8000;

    /// Files, pictures and long texts are not for this field: a text is inserted however long it is, and the
    /// rest is pasted as into any field.
    void takeWordsOnly() { m_wordsOnly = true; }
    /// Inserts a text at the caret, however long it is.
    void insertWords(const QString &text);
    /// Puts another text in the place of this one, as an edit of the user.
    void replaceAll(const QString &text);

Q_SIGNALS:
    /// Files or a picture came by paste or drop.
    void mediaInserted(const QMimeData &data);
    /// A long text was pasted and is not inserted.
    void longTextPasted(const QString &text);
    /// A text was inserted that has so many characters nobody sees (reliability.md, fault 72).
    void unseenInserted(int count);

protected:
    bool canInsertFromMimeData(const QMimeData *source) const override;
    void insertFromMimeData(const QMimeData *source) override;
    void keyPressEvent(QKeyEvent *event) override;
    bool event(QEvent *event) override;

private:
    bool m_wordsOnly = false;
};

/// How many characters of a text nobody sees and that change what is around them: zero-width ones and those
/// that turn the direction of writing.
int countUnseen(QStringView text);
/// The text without them.
QString withoutUnseen(const QString &text);

} // namespace outcrop::ui::widgets
