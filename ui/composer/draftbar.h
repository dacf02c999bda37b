// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

QT_BEGIN_NAMESPACE
class QActionGroup;
class QPushButton;
QT_END_NAMESPACE

namespace outcrop::conversation
{
class ConversationDocument;
}

namespace outcrop::ui::widgets
{
class AttachButton;
class Attaching;
class MenuButton;
} // namespace outcrop::ui::widgets

namespace outcrop::ui::composer
{

/// What a message is made of besides its text: its role, attachments, cache points.
class DraftBar : public QWidget
{
    Q_OBJECT

public:
    /// Both must live longer.
    DraftBar(conversation::ConversationDocument *document, widgets::Attaching *attaching,
             QWidget *parent = nullptr);

    QList<QWidget *> tabStops() const;
    void addCachePoint();
    /// Follows the role, and whether another one can be chosen.
    void showRole();

private:
    void buildRoles();

    conversation::ConversationDocument *m_document;
    widgets::MenuButton *m_role;
    QActionGroup *m_roles;
    widgets::AttachButton *m_attach;
    QPushButton *m_cachePoint;
};

} // namespace outcrop::ui::composer
