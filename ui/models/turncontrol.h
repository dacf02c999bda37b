// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace outcrop::ui::models
{

/// What can be done to a message where it stands.
enum class TurnCommand {
    Edit,              ///< reword it (with a block: only that, as the result of a tool call); makes a sibling
    Rerun,             ///< another answer, beside this one
    PreviousSibling,   ///< of the same fork
    NextSibling,       ///< likewise
    Mute,              ///< leave a block (or every block) out of requests
    Unmute,            ///< take it in again
    WriteMessageAfter, ///< a user's message between this one and the next
    WriteAnswerAfter,  ///< likewise an assistant's
    Remark,            ///< a note that is never sent
    PinMainLine,       ///< remember the branch that is shown
    ShowMainLine,      ///< go back to the one that was remembered
    Delete,            ///< this message; what follows it stays
    DeleteBranch,      ///< this message and everything after it
    ShowRefusedPlace,  ///< what in the request the error of this answer is about
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

Q_SIGNALS:
    /// Something is to be written.
    void composerWanted();
    /// The place in the request that the error of an answer is about is to be shown. @p asked: by a person;
    /// else because the answer just came.
    void refusedPlaceWanted(const QString &turnId, bool asked);
};

} // namespace outcrop::ui::models
