// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace outcrop::ui::models
{

/// What can be done to a message where it stands.
enum class TurnCommand {
    Edit,                ///< where it stands (with a block: beginning there)
    Rerun,               ///< another answer, beside this one or the one that follows
    PreviousSibling,     ///< of the same fork
    NextSibling,         ///< likewise
    Mute,                ///< leave a block (or every block) out of requests
    Unmute,              ///< take it in again
    InsertMessageBefore, ///< a user's message between this one and the one before
    InsertMessageAfter,  ///< likewise behind it
    InsertAnswerAfter,   ///< likewise an assistant's; behind the last message: the beginning of an answer
    InsertSystemAfter,   ///< likewise a system message
    Remark,              ///< a note that is never sent
    PinMainLine,         ///< remember the branch that is shown
    ShowMainLine,        ///< go back to the one that was remembered
    Delete,              ///< this message; what follows it stays
    DeleteBranch,        ///< this message and everything after it
    ShowRefusedPlace,    ///< what in the request the error of this answer is about
};

/// What the window may ask to be done to the messages of its conversation. The composition root implements
/// it over the document.
class TurnControl : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /// @p block -1: the message as a whole.
    virtual void apply(TurnCommand command, const QString &turnId, int block) = 0;

    // On the message the keyboard is at in the transcript, or else the last one there is.
    /// Of the nearest fork there or above: the sibling so many places further.
    virtual void stepBranch(int step) = 0;
    virtual void edit() = 0;

    /// Finding in the conversation begins.
    virtual void find() = 0;
    /// Goes to the next match (1) or the one before (-1).
    virtual void findStep(int direction) = 0;
    /// Brings the keyboard to a message, and to one of its blocks (-1: the message as a whole).
    virtual void goTo(const QString &turnId, int block) = 0;
    /// The same, and what is in view stays there.
    virtual void mark(const QString &turnId, int block) = 0;

    /// Shows a message of the branch as the one that is worked on, without taking the keyboard.
    virtual void point(const QString &turnId) = 0;

    // What is being edited where it stands.
    virtual bool isEditing() const { return false; }
    /// Makes it part of the conversation; false when nothing is edited or it cannot be applied yet.
    virtual bool applyEdit() { return false; }
    /// Applies it and sends the branch, when something is edited and the keyboard there (or nothing written
    /// in the composer) says that this is meant; false: run as usual.
    virtual bool runEdit() { return false; }

Q_SIGNALS:
    /// The message that is current in the transcript.
    void currentTurnChanged(const QString &turnId);
    /// isEditing() is different.
    void editingChanged();
    /// The place in the request that the error of an answer is about is to be shown. @p asked: by a person;
    /// else because the answer just came.
    void refusedPlaceWanted(const QString &turnId, bool asked);
};

} // namespace outcrop::ui::models
