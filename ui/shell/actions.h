// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

QT_BEGIN_NAMESPACE
class QAction;
class QMenu;
class QUndoStack;
class QWidget;
QT_END_NAMESPACE

namespace outcrop::ui::shell
{

/// Every command of the window with its text and keys. The window connects them; menus and the key sheet are
/// made from them.
class Actions : public QObject
{
    Q_OBJECT

public:
    /// All actions are added to @p window, so that their keys work without a menu bar.
    Actions(QUndoStack *undoStack, QWidget *window);

    QAction *run;
    QAction *stop;
    QAction *rerun;
    QAction *append;
    QAction *countTokens;
    QAction *editMessage;
    QAction *find; ///< in the conversation
    QAction *findNext;
    QAction *findPrevious;
    QAction *previousBranch;
    QAction *nextBranch;
    QAction *undo;
    QAction *redo;
    QAction *composer;
    QAction *inspector;
    QAction *requestJson;
    QAction *branches;
    QAction *model;
    QAction *system;
    QAction *tools;
    QAction *inference;
    QAction *advanced;
    QAction *variables;
    QAction *promptLibrary;
    QAction *toolLibrary;
    QAction *presetLibrary;
    QAction *leftDock;
    QAction *rightDock;
    QAction *resetLayout;
    QAction *themeSystem;
    QAction *themeLight;
    QAction *themeDark;
    QAction *newConversation;
    QAction *openConversation;
    QAction *closeConversation;
    QAction *nextConversation;
    QAction *previousConversation;
    QAction *deleteConversation;
    QAction *searchConversations;
    QAction *conversations; ///< the list, shown or not
    QAction *exportRequest;
    QAction *connections;
    QAction *saveAs;
    QAction *keySheet;
    QAction *palette;
    QAction *quit;

    /// In the order of the menu, null between groups.
    struct Group {
        QString title;
        QList<QAction *> actions;
    };
    QList<Group> groups() const;
    QMenu *makeMenu(QWidget *parent) const;

Q_SIGNALS:
    /// Something was undone or done again: for the status bar.
    void told(const QString &text);

private:
    QAction *make(QWidget *window, const QString &text, const QList<QKeySequence> &keys = {});
    void makeThemes(QWidget *window);
};

} // namespace outcrop::ui::shell
