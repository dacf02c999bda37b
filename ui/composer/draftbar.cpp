// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/composer/draftbar.h"

#include "core/conversation/conversationdocument.h"
#include "core/conversation/toolanswers.h"
#include "ui/widgets/attachbutton.h"
#include "ui/widgets/flowlayout.h"
#include "ui/widgets/menubutton.h"
#include "ui/widgets/tokens.h"

#include <QActionGroup>
#include <QMenu>
#include <QPushButton>

namespace outcrop::ui::composer
{

using namespace Qt::StringLiterals;
using namespace widgets;
using conversation::ConversationDocument;

DraftBar::DraftBar(ConversationDocument *document, Attaching *attaching, QWidget *parent)
    : QWidget(parent)
    , m_document(document)
    , m_role(new MenuButton)
    , m_roles(new QActionGroup(this))
    , m_attach(new AttachButton(attaching))
    , m_cachePoint(new QPushButton(tr("+ Cache point")))
{
    auto *layout = new FlowLayout(metrics::gap, this);
    for (QWidget *part : std::initializer_list<QWidget *>{m_role, m_attach, m_cachePoint})
        layout->addWidget(part);
    m_cachePoint->setAutoDefault(false);
    m_cachePoint->setAccessibleName(tr("Add a cache point"));
    m_cachePoint->setToolTip(tr("cachePoint: what stands above it is kept in the prompt cache"));
    buildRoles();
    connect(m_cachePoint, &QPushButton::clicked, this, &DraftBar::addCachePoint);
    connect(document, &ConversationDocument::draftRoleChanged, this, &DraftBar::showRole);
    showRole();
}

QList<QWidget *> DraftBar::tabStops() const
{
    return {m_role, m_attach, m_cachePoint};
}

void DraftBar::buildRoles()
{
    auto *menu = new QMenu(m_role);
    const std::pair<QString, QString> roles[] = {{u"user"_s, tr("User")},
                                                 {u"assistant"_s, tr("Assistant (prefill)")},
                                                 {u"system"_s, tr("System (newer models only)")}};
    for (const auto &[role, text] : roles) {
        QAction *action = menu->addAction(text);
        action->setCheckable(true);
        action->setData(role);
        m_roles->addAction(action);
        connect(action, &QAction::triggered, m_document,
                [document = m_document, role = role] { document->setDraftRole(role); });
    }
    m_role->setMenu(menu);
    m_role->setToolTip(
        tr("role: who says the message. An assistant's is the beginning of the answer, from where "
           "the model goes on."));
}

void DraftBar::showRole()
{
    const conversation::Conversation &conversation = m_document->conversation();
    const bool isResult = !conversation::pendingToolUses(conversation).empty();
    const QString role = conversation.draftFrame.role.isEmpty() ? u"user"_s : conversation.draftFrame.role;
    QString name = role.left(1).toUpper() + role.mid(1);
    for (QAction *action : m_roles->actions()) {
        action->setChecked(action->data() == role);
        if (action->isChecked())
            name = action->text().section(u" ("_s, 0, 0);
    }
    m_role->setEnabled(!isResult); // the role is that of what it answers
    if (isResult)
        name = tr("Tool result");
    m_role->setText(name + u" ▾"_s);
    m_role->setAccessibleName(tr("Role of the message: %1").arg(name));
}

void DraftBar::addCachePoint()
{
    const auto end = int(m_document->conversation().draftFrame.after.size());
    m_document->insertBlock(ConversationDocument::afterDraft(), end, conversation::cachePointBlock().value);
}

} // namespace outcrop::ui::composer
