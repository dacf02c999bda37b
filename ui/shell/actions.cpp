// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/actions.h"

#include <QAction>
#include <QActionGroup>
#include <QMenu>
#include <QUndoStack>
#include <QWidget>

namespace outcrop::ui::shell
{

namespace
{

QKeySequence keys(int combination)
{
    return QKeySequence(combination);
}

} // namespace

Actions::Actions(QUndoStack *undoStack, QWidget *window) : QObject(window)
{
    using namespace Qt;
    run = make(window, tr("Run"), {keys(int(CTRL) | Key_Return), keys(int(CTRL) | Key_Enter)});
    stop = make(window, tr("Stop"), {keys(Key_Escape)});
    rerun = make(window, tr("Rerun"), {keys(int(CTRL) | Key_R)});
    append = make(window, tr("Append without running"),
                  {keys(int(CTRL) | int(SHIFT) | Key_Return), keys(int(CTRL) | int(SHIFT) | Key_Enter)});
    editMessage = make(window, tr("Edit a message"), {keys(int(CTRL) | Key_Up)});
    previousBranch = make(window, tr("Previous branch"), {keys(int(ALT) | Key_Left)});
    nextBranch = make(window, tr("Next branch"), {keys(int(ALT) | Key_Right)});
    undo = undoStack->createUndoAction(this, tr("Undo"));
    redo = undoStack->createRedoAction(this, tr("Redo"));
    undo->setShortcut(QKeySequence::Undo);
    redo->setShortcuts({keys(int(CTRL) | int(SHIFT) | Key_Z), keys(int(CTRL) | Key_Y)});
    window->addActions({undo, redo});
    // After the stack has done it, so what was undone is what can be done again. It may be out of view.
    connect(undo, &QAction::triggered, this,
            [this, undoStack] { Q_EMIT told(tr("Undone: %1").arg(undoStack->redoText())); });
    connect(redo, &QAction::triggered, this,
            [this, undoStack] { Q_EMIT told(tr("Done again: %1").arg(undoStack->undoText())); });
    find = make(window, tr("Find in the conversation"), {keys(int(CTRL) | Key_F)});
    findNext = make(window, tr("Next match"), {keys(Key_F3)});
    findPrevious = make(window, tr("Previous match"), {keys(int(SHIFT) | Key_F3)});
    composer = make(window, tr("Write a message"), {keys(int(CTRL) | Key_L)});
    inspector = make(window, tr("Inspector"), {keys(int(CTRL) | Key_J)});
    requestJson = make(window, tr("Request JSON"), {keys(int(CTRL) | int(SHIFT) | Key_J)});
    branches = make(window, tr("Tree of branches"));
    model = make(window, tr("Model"), {keys(int(CTRL) | int(SHIFT) | Key_M)});
    system = make(window, tr("System prompt"));
    tools = make(window, tr("Tools"));
    inference = make(window, tr("Inference settings"));
    advanced = make(window, tr("Advanced members"));
    countTokens = make(window, tr("Count tokens"));
    variables = make(window, tr("Variables"), {keys(int(CTRL) | Key_E)});
    promptLibrary = make(window, tr("Library of prompts…"));
    toolLibrary = make(window, tr("Library of tools…"));
    presetLibrary = make(window, tr("Library of presets…"));
    leftDock = make(window, tr("Request pane"), {keys(int(CTRL) | Key_B)});
    rightDock = make(window, tr("Inspector pane"), {keys(int(CTRL) | int(SHIFT) | Key_B)});
    for (QAction *dock : {leftDock, rightDock})
        dock->setCheckable(true);
    resetLayout = make(window, tr("Restore the layout"));
    makeThemes(window);
    newConversation = make(window, tr("New conversation"), {keys(int(CTRL) | Key_N)});
    openConversation = make(window, tr("Open…"), {keys(int(CTRL) | Key_O)});
    closeConversation = make(window, tr("Close the conversation"), {keys(int(CTRL) | Key_W)});
    nextConversation = make(window, tr("Next open conversation"), {keys(int(CTRL) | Key_Tab)});
    previousConversation = make(window, tr("Previous open conversation"),
                                {keys(int(CTRL) | int(SHIFT) | Key_Tab), keys(int(CTRL) | Key_Backtab),
                                 keys(int(CTRL) | int(SHIFT) | Key_Backtab)});
    deleteConversation = make(window, tr("Delete the conversation"));
    searchConversations = make(window, tr("Find everywhere"), {keys(int(CTRL) | int(SHIFT) | Key_F)});
    conversations = make(window, tr("List of conversations"), {keys(int(CTRL) | int(ALT) | Key_B)});
    exportRequest = make(window, tr("Export the branch as a request body…"));
    saveAs = make(window, tr("Save as…"), {keys(int(CTRL) | int(SHIFT) | Key_S)});
    connections = make(window, tr("Connections…"), {keys(int(CTRL) | int(ALT) | Key_C)});
    keySheet = make(window, tr("Keys"), {keys(int(CTRL) | Key_Slash)});
    palette = make(window, tr("Commands…"), {keys(int(CTRL) | Key_K)});
    quit = make(window, tr("Quit"), {keys(int(CTRL) | Key_Q)});
}

QAction *Actions::make(QWidget *window, const QString &text, const QList<QKeySequence> &keySequences)
{
    auto *action = new QAction(text, this);
    action->setShortcuts(keySequences);
    window->addAction(action);
    return action;
}

void Actions::makeThemes(QWidget *window)
{
    themeSystem = make(window, tr("Theme of the desktop"));
    themeLight = make(window, tr("Light theme"));
    themeDark = make(window, tr("Dark theme"));
    auto *themes = new QActionGroup(this);
    for (QAction *theme : {themeSystem, themeLight, themeDark}) {
        theme->setCheckable(true);
        themes->addAction(theme);
    }
}

QList<Actions::Group> Actions::groups() const
{
    return {
        {tr("Run"), {run, append, stop, rerun, countTokens}},
        {tr("Edit"), {undo, redo, editMessage, find, findNext, findPrevious}},
        {tr("Branches"), {previousBranch, nextBranch, branches}},
        {tr("Go to"),
         {composer, system, tools, inference, advanced, variables, model, inspector, requestJson}},
        {tr("View"), {conversations, leftDock, rightDock, resetLayout, themeSystem, themeLight, themeDark}},
        {tr("Conversations"),
         {newConversation, openConversation, closeConversation, nextConversation, previousConversation,
          searchConversations, deleteConversation}},
        {tr("Library"), {promptLibrary, toolLibrary, presetLibrary}},
        {tr("File"), {connections, saveAs, exportRequest, quit}},
        {tr("Help"), {palette, keySheet}}};
}

QMenu *Actions::makeMenu(QWidget *parent) const
{
    auto *menu = new QMenu(parent);
    for (const Group &group : groups())
        menu->addMenu(group.title)->addActions(group.actions);
    return menu;
}

} // namespace outcrop::ui::shell
