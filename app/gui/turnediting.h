// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/conversation/conversationdocument.h"

#include <QPointer>

#include <optional>

namespace outcrop::ui::editors
{
class TurnEditor;
}

namespace outcrop::ui::transcript
{
class TranscriptView;
}

namespace outcrop::app
{

/// One message at a time is edited where it stands in the transcript, on a copy of it. The copy is kept in
/// the document from the first letter on, so that it survives closing the editor, another branch and the end
/// of the program, until it is applied or discarded.
class TurnEditing : public QObject
{
    Q_OBJECT

public:
    /// Both must live longer; @p view may go earlier.
    TurnEditing(conversation::ConversationDocument &document, ui::transcript::TranscriptView *view,
                QObject *parent = nullptr);

    /// Opens the editor on a message of the branch, with the keyboard in @p block (-1: the first). What was
    /// kept of an earlier edit is there again.
    bool open(const QString &turnId, int block = -1);
    /// Puts a new message before the row of the branch and opens the editor on it.
    void insert(int row, const QString &role);
    bool isOpen() const;
    /// The keyboard is in the editor.
    bool hasFocus() const;

    /// Applies what was changed and closes the editor. The id of the message that has it now; nothing while
    /// it cannot be applied, which the editor says.
    std::optional<QString> apply();
    /// Closes the editor; what was changed waits. A new message in which nothing was written goes.
    void close();
    void discard();

Q_SIGNALS:
    /// isOpen() is different.
    void changed();
    void runRequested();

private:
    void makeEditor(const conversation::Turn &copy);
    /// Says in the editor what would be lost with it, if something would.
    bool isUnfinished();
    void keep();
    void showOutcome();
    void forget();
    void removeIfEmpty(const QString &turnId);
    void giveBack(QWidget *from);

    conversation::ConversationDocument &m_document;
    QPointer<ui::transcript::TranscriptView> m_view;
    QString m_turnId;
    conversation::ConversationDocument *m_copy = nullptr; ///< goes with the editor
    QPointer<ui::editors::TurnEditor> m_editor;           ///< goes with the view
    QPointer<QWidget> m_openedFrom;                       ///< what had the keyboard
    std::optional<int> m_insertedAt; ///< the place on the undo stack behind the insertion
};

} // namespace outcrop::app
