// SPDX-License-Identifier: GPL-3.0-or-later

// What can be done to a message, in its context menu.

#include "ui/models/transcriptmodel.h"
#include "ui/transcript/transcriptview.h"

#include <QMenu>

#include <algorithm>

namespace outcrop::ui::transcript
{

using Kind = models::TranscriptBlock::Kind;
using models::TurnCommand;

namespace
{

/// The block of the next message that answers this call; -1 for none.
int resultOf(const models::TranscriptTurn &next, const models::TranscriptBlock &call)
{
    const auto found = std::ranges::find_if(next.blocks, [&](const models::TranscriptBlock &block) {
        return block.kind == Kind::ToolResult && block.id == call.id;
    });
    return found == next.blocks.end() ? -1 : int(found - next.blocks.begin());
}

} // namespace

int TranscriptView::blockAt(int row, QPointF local)
{
    const TurnLayout &layout = m_rows.laidOut(row);
    for (int i = 0; i < layout.itemCount(); ++i) {
        const qreal top = layout.itemOrigin(i).y();
        if (local.y() >= top && local.y() < top + layout.item(i).height())
            return layout.blockOfItem(i);
    }
    return -1;
}

void TranscriptView::addTurnActions(QMenu *menu, int row, int block)
{
    const models::TranscriptTurn &turn = m_model->turn(row);
    const auto add = [&](const QString &text, TurnCommand command, const QKeySequence &keys = {}) {
        const QString id = turn.id;
        QAction *action = menu->addAction(
            text, this, [this, command, id, block] { Q_EMIT turnCommand(command, id, block); });
        action->setShortcut(keys);
        return action;
    };
    const auto onWhole = [&](const QString &text, TurnCommand command, const QKeySequence &keys = {}) {
        const QString id = turn.id;
        menu->addAction(text, this, [this, command, id] { Q_EMIT turnCommand(command, id, -1); })
            ->setShortcut(keys);
    };
    const bool isAnswer = turn.role == u"assistant";
    const bool growing = isGrowing(turn.state);
    const bool hasBlock = block >= 0 && size_t(block) < turn.blocks.size();

    if (hasBlock && turn.blocks[size_t(block)].kind == Kind::ToolUse && row + 1 < m_model->rowCount()) {
        const models::TranscriptTurn &next = m_model->turn(row + 1);
        if (const int result = resultOf(next, turn.blocks[size_t(block)]); result >= 0) {
            const QString id = next.id;
            menu->addAction(tr("Chan&ge the result…"), this,
                            [this, id, result] { Q_EMIT turnCommand(TurnCommand::Edit, id, result); });
        }
    }
    if (growing)
        return;
    onWhole(tr("&Edit"), TurnCommand::Edit, QKeySequence(Qt::Key_F2));
    if (isAnswer)
        onWhole(tr("&Run again as a new branch"), TurnCommand::Rerun);
    if (turn.siblings > 1) {
        add(tr("&Previous branch"), TurnCommand::PreviousSibling, QKeySequence(int(Qt::ALT) | Qt::Key_Left))
            ->setEnabled(turn.sibling > 0);
        add(tr("&Next branch"), TurnCommand::NextSibling, QKeySequence(int(Qt::ALT) | Qt::Key_Right))
            ->setEnabled(turn.sibling + 1 < turn.siblings);
    }
    menu->addSeparator();
    const bool muted =
        hasBlock ? turn.blocks[size_t(block)].muted
                 : !turn.blocks.empty() && std::ranges::all_of(turn.blocks, &models::TranscriptBlock::muted);
    const TurnCommand mute = muted ? TurnCommand::Unmute : TurnCommand::Mute;
    if (hasBlock && turn.blocks.size() > 1)
        add(muted ? tr("Un&mute this block") : tr("&Mute this block"), mute);
    else
        onWhole(muted ? tr("Un&mute") : tr("&Mute"), mute, QKeySequence(Qt::Key_M));
    addInsertActions(menu->addMenu(tr("&Insert")), turn.id);
    onWhole(turn.note.isEmpty() ? tr("Add a no&te…") : tr("Change the no&te…"), TurnCommand::Remark);
    onWhole(tr("Pin thi&s branch as the main line"), TurnCommand::PinMainLine);
    onWhole(tr("S&how the main line"), TurnCommand::ShowMainLine);
    menu->addSeparator();
    onWhole(tr("De&lete this message"), TurnCommand::Delete, QKeySequence(Qt::Key_Delete));
    onWhole(tr("Delete it and all that &follows"), TurnCommand::DeleteBranch,
            QKeySequence(int(Qt::SHIFT) | Qt::Key_Delete));
    menu->addSeparator();
}

void TranscriptView::addInsertActions(QMenu *menu, const QString &turnId)
{
    const std::pair<QString, TurnCommand> choices[] = {
        {tr("A message &before it"), TurnCommand::InsertMessageBefore},
        {tr("A &message after it"), TurnCommand::InsertMessageAfter},
        {tr("An &answer after it"), TurnCommand::InsertAnswerAfter},
        {tr("A &system message after it"), TurnCommand::InsertSystemAfter}};
    for (const auto &[text, command] : choices)
        menu->addAction(text, this,
                        [this, turnId, command = command] { Q_EMIT turnCommand(command, turnId, -1); });
}

/// What is offered in the header of a message; false for other places.
bool TranscriptView::messageAction(int row, const HotSpot &action)
{
    const models::TranscriptTurn &turn = m_model->turn(row);
    if (isGrowing(turn.state) || row == editorRow())
        return false;
    switch (action.kind) {
    case HotSpot::Kind::Edit:
        Q_EMIT turnCommand(TurnCommand::Edit, turn.id, -1);
        return true;
    case HotSpot::Kind::Rerun:
        Q_EMIT turnCommand(TurnCommand::Rerun, turn.id, -1);
        return true;
    case HotSpot::Kind::Insert: {
        auto *menu = new QMenu(this);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        addInsertActions(menu, turn.id);
        menu->popup(viewport()->mapToGlobal(action.rect.bottomLeft().toPoint() + QPoint(0, rowTop(row))));
        return true;
    }
    case HotSpot::Kind::Copy:
        copyMessage(row);
        return true;
    case HotSpot::Kind::Delete:
        Q_EMIT turnCommand(TurnCommand::Delete, turn.id, -1);
        return true;
    default:
        return false;
    }
}

bool TranscriptView::turnKey(int key, Qt::KeyboardModifiers modifiers)
{
    if (m_current < 0 || m_current >= m_model->rowCount() || isGrowing(m_model->turn(m_current).state))
        return false;
    const models::TranscriptTurn &turn = m_model->turn(m_current);
    const auto send = [&](TurnCommand command) {
        Q_EMIT turnCommand(command, turn.id, -1);
        return true;
    };
    if (key == Qt::Key_Delete && modifiers == Qt::ShiftModifier)
        return send(TurnCommand::DeleteBranch);
    if (modifiers != Qt::NoModifier)
        return false;
    switch (key) {
    case Qt::Key_Delete:
        return send(TurnCommand::Delete);
    case Qt::Key_F2:
        return send(TurnCommand::Edit);
    case Qt::Key_M:
        return send(std::ranges::all_of(turn.blocks, &models::TranscriptBlock::muted) ? TurnCommand::Unmute
                                                                                      : TurnCommand::Mute);
    default:
        return false;
    }
}

} // namespace outcrop::ui::transcript
