// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/foundplace.h"

#include <QObject>
#include <QString>

namespace outcrop::ui::models
{

/// What the window may ask to be done with conversations as a whole. The composition root implements it.
class LibraryControl : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    virtual void newConversation() = 0;
    /// Shows the conversation of this file; one that is open already is not opened twice.
    virtual void openFile(const QString &path) = 0;
    /// openFile(), and goes to where something was found in it.
    virtual void openFound(const QString &path, const FoundPlace &place) = 0;
    /// Ends the conversation that is shown, which is saved; another one is shown instead.
    virtual void closeCurrent() = 0;
    /// Shows the open conversation so many places further, around the end.
    virtual void step(int places) = 0;
    /// Moves a file to the trash (empty: that of the conversation that is shown); undone by
    /// restoreDeleted().
    virtual void deleteFile(const QString &path) = 0;
    virtual void restoreDeleted() = 0;
    /// The request body of the branch that is shown, indented, into a file.
    virtual void exportRequest(const QString &path) = 0;
    /// The keyboard goes to the search over all conversations.
    virtual void search() = 0;
    /// Shows the list of conversations, or hides it.
    virtual void toggleList() = 0;
    /// Goes back to what the file has now; what was not saved is lost.
    virtual void reloadCurrent() = 0;

Q_SIGNALS:
    /// A conversation of this title was deleted and can be restored; empty: no longer.
    void deleted(const QString &title);
};

} // namespace outcrop::ui::models
