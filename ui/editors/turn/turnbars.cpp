// SPDX-License-Identifier: GPL-3.0-or-later

// What can be added to a message, and what becomes of the changes: the rows of buttons below its blocks.

#include "core/conversation/block.h"
#include "ui/editors/turn/endbar.h"
#include "ui/editors/turn/newblocks.h"
#include "ui/editors/turn/turneditor.h"
#include "ui/models/turnblocksmodel.h"
#include "ui/widgets/attachbutton.h"
#include "ui/widgets/flowlayout.h"
#include "ui/widgets/outcropstyle.h"
#include "ui/widgets/shortcutbutton.h"
#include "ui/widgets/tokens.h"

#include <QComboBox>
#include <QMenu>

namespace outcrop::ui::editors
{

using namespace widgets;

QLayout *TurnEditor::makeAddBar()
{
    auto *bar = new FlowLayout(metrics::space);
    m_role->addItems({QStringLiteral("user"), QStringLiteral("assistant"), QStringLiteral("system")});
    m_role->setAccessibleName(tr("Role of the message"));
    m_role->setToolTip(tr("messages[].role"));
    connect(m_role, &QComboBox::activated, this, &TurnEditor::takeRole);
    bar->addWidget(m_role);
    const auto add = [&](const QString &text, const QString &name, const QString &tip) {
        auto *button = new QPushButton(text);
        button->setAccessibleName(name);
        button->setToolTip(tip);
        button->setAutoDefault(false);
        bar->addWidget(button);
        m_addButtons << button;
        return button;
    };
    connect(add(tr("+ Text"), tr("Add text"), tr("Adds a text block")), &QPushButton::clicked, this,
            [this] { append(newblocks::text()); });
    auto *attach = new AttachButton(m_attaching);
    bar->addWidget(attach);
    m_addButtons << attach;
    connect(add(tr("+ Cache point"), tr("Add cache point"),
                tr("Adds a cachePoint: what stands above it is kept in the prompt cache")),
            &QPushButton::clicked, this, [this] { append(conversation::cachePointBlock().value); });
    auto *more = new MenuButton;
    more->setText(tr("+ Block ▾"));
    more->setAccessibleName(tr("Add block"));
    more->setToolTip(tr("Adds a block of another kind"));
    auto *menu = new QMenu(more);
    fillMore(menu);
    more->setMenu(menu);
    bar->addWidget(more);
    m_addButtons << more;
    return bar;
}

void TurnEditor::fillMore(QMenu *menu)
{
    const auto add = [&](const QString &text, const QString &member, auto make) {
        QAction *action = menu->addAction(text, this, [this, make] { append(make()); });
        action->setToolTip(member);
    };
    menu->setToolTipsVisible(true);
    add(tr("Tool &use"), QStringLiteral("toolUse"), [this] { return newblocks::toolUse(*m_model); });
    add(tr("Tool &result"), QStringLiteral("toolResult"), [this] { return newblocks::toolResult(*m_model); });
    add(tr("&Guarded text"), QStringLiteral("guardContent"), [] { return newblocks::guard(); });
    menu->addAction(tr("Guarded &image…"), this,
                    [this] { chooseFilesToAttach(this, m_guarding, FileCount::One); })
        ->setToolTip(QStringLiteral("guardContent"));
    add(tr("&Search result"), QStringLiteral("searchResult"), [] { return newblocks::searchResult(); });
    add(tr("&Citations"), QStringLiteral("citationsContent"), [] { return newblocks::citations(); });
    menu->addSeparator();
    menu->addAction(tr("Any block as &JSON"), this, [this] { append(newblocks::text(), true); });
}

QWidget *TurnEditor::makeEndBar()
{
    auto *discard = m_end->addButton(tr("Discard"), {}, tr("Forget the changes"));
    auto *close =
        m_end->addButton(tr("Close"), tr("Esc"), tr("Close the editor and keep the changes for later"));
    auto *apply =
        m_end->addButton(tr("Apply"), {}, tr("Make the changes part of the conversation (Ctrl+Shift+Enter)"));
    auto *run = m_end->addButton(tr("Apply and run"), tr("Ctrl ↵"),
                                 tr("Apply the changes and send the conversation"));
    m_endButtons = {discard, close, apply, run};
    setButtonKind(run, ButtonKind::Primary);
    setButtonKind(discard, ButtonKind::Flat);
    connect(discard, &QPushButton::clicked, this, &TurnEditor::discardRequested);
    connect(close, &QPushButton::clicked, this, &TurnEditor::closeRequested);
    connect(apply, &QPushButton::clicked, this, &TurnEditor::applyRequested);
    connect(run, &QPushButton::clicked, this, &TurnEditor::runRequested);
    return m_end->takePlace();
}

} // namespace outcrop::ui::editors
