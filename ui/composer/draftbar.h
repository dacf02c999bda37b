// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

QT_BEGIN_NAMESPACE
class QAction;
class QActionGroup;
class QMenu;
class QPushButton;
class QToolButton;
QT_END_NAMESPACE

namespace outcrop::conversation
{
class ConversationDocument;
}

namespace outcrop::ui::composer
{

class Attaching;

/// What a message is made of besides its text: its role, attachments, cache points.
class DraftBar : public QWidget
{
    Q_OBJECT

public:
    /// Both must live longer.
    DraftBar(conversation::ConversationDocument *document, Attaching *attaching, QWidget *parent = nullptr);

    QList<QWidget *> tabStops() const;
    void chooseFiles();
    void askForS3Object();
    void pasteClipboard();
    void addCachePoint();
    /// Follows the role, and whether another one can be chosen.
    void showRole();

private:
    void buildRoles();
    void buildAttach();
    void showPending();

    conversation::ConversationDocument *m_document;
    Attaching *m_attaching;
    QToolButton *m_role;
    QActionGroup *m_roles;
    QToolButton *m_attach;
    QAction *m_paste;
    QPushButton *m_cachePoint;
};

} // namespace outcrop::ui::composer
