// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/turnactions.h"

#include "app/gui/turnview.h"
#include "core/conversation/drafting.h"
#include "ui/models/transcriptmodel.h"
#include "ui/transcript/transcriptfind.h"
#include "ui/transcript/transcriptview.h"

#include <QInputDialog>

#include <algorithm>

namespace outcrop::app
{

TurnActions::TurnActions(conversation::ConversationDocument &document, RunBridge &run,
                         ui::transcript::TranscriptView *view, QObject *parent)
    : TurnControl(parent), m_document(document), m_run(run), m_view(view), m_editing(document, view)
{
    connect(&m_editing, &TurnEditing::changed, this, &TurnActions::editingChanged);
    connect(&m_editing, &TurnEditing::runRequested, this, &TurnActions::applyAndRun);
    connect(view, &ui::transcript::TranscriptView::turnCommand, this, &TurnActions::apply);
    connect(view, &ui::transcript::TranscriptView::currentRowChanged, this, [this](int row) {
        if (row >= 0)
            Q_EMIT currentTurnChanged(m_view->model()->turn(row).id);
    });
}

void TurnActions::apply(TurnCommand command, const QString &turnId, int block)
{
    switch (command) {
    case TurnCommand::Edit:
        m_editing.open(turnId, block);
        break;
    case TurnCommand::Rerun:
        rerun(turnId);
        break;
    case TurnCommand::PreviousSibling:
    case TurnCommand::NextSibling: {
        const std::optional<int> row = m_document.conversation().indexOfTurn(turnId);
        if (m_document.chooseSibling(turnId, command == TurnCommand::NextSibling ? 1 : -1) && row)
            point(m_document.conversation().turns.at(static_cast<size_t>(*row)).id);
        break;
    }
    case TurnCommand::Mute:
    case TurnCommand::Unmute:
        mute(turnId, block, command == TurnCommand::Mute);
        break;
    case TurnCommand::InsertMessageBefore:
    case TurnCommand::InsertMessageAfter:
    case TurnCommand::InsertAnswerAfter:
    case TurnCommand::InsertSystemAfter:
        insert(command, turnId);
        break;
    case TurnCommand::Remark:
        remark(turnId);
        break;
    case TurnCommand::PinMainLine:
        m_document.pinMainLine();
        break;
    case TurnCommand::ShowMainLine:
        m_document.showMainLine();
        break;
    case TurnCommand::Delete:
        m_document.removeTurn(turnId);
        break;
    case TurnCommand::DeleteBranch:
        m_document.removeBranch(turnId);
        break;
    case TurnCommand::ShowRefusedPlace:
        Q_EMIT refusedPlaceWanted(turnId, true);
        break;
    }
}

void TurnActions::insert(TurnCommand command, const QString &turnId)
{
    const std::optional<int> row = m_document.conversation().indexOfTurn(turnId);
    if (!row)
        return;
    const int at = command == TurnCommand::InsertMessageBefore ? *row : *row + 1;
    m_editing.insert(at, command == TurnCommand::InsertAnswerAfter   ? QStringLiteral("assistant")
                         : command == TurnCommand::InsertSystemAfter ? QStringLiteral("system")
                                                                     : QStringLiteral("user"));
}

/// A message is run again by having it answered again.
void TurnActions::rerun(const QString &turnId)
{
    const std::vector<conversation::Turn> &turns = m_document.conversation().turns;
    const std::optional<int> row = m_document.conversation().indexOfTurn(turnId);
    if (!row)
        return;
    const auto isAnswer = [&](int at) {
        return turns[static_cast<size_t>(at)].role == QLatin1StringView("assistant");
    };
    const bool last = *row + 1 == std::ssize(turns);
    if (last && !(isAnswer(*row) && wasRun(turns.back())))
        m_run.runBranch();
    else if (!isAnswer(*row) && isAnswer(*row + 1))
        m_run.retry(turns[static_cast<size_t>(*row) + 1].id);
    else
        m_run.retry(turnId);
}

/// Two things may wait to be sent; the keyboard says which.
bool TurnActions::isEditMeant() const
{
    return m_editing.isOpen() &&
           (m_editing.hasFocus() || conversation::isBlankDraft(m_document.conversation()));
}

bool TurnActions::applyEdit()
{
    if (!isEditMeant())
        return false;
    m_editing.apply();
    return true;
}

bool TurnActions::runEdit()
{
    if (!isEditMeant())
        return false;
    applyAndRun();
    return true;
}

void TurnActions::applyAndRun()
{
    if (const std::optional<QString> turnId = m_editing.apply())
        rerun(*turnId);
}

void TurnActions::point(const QString &turnId)
{
    const int row = m_view && m_view->model() ? m_view->model()->rowOf(turnId) : -1;
    if (row < 0)
        return;
    const bool isOther = m_view->currentRow() == row; // another message in the same place
    m_view->setCurrentRow(row);
    if (isOther)
        Q_EMIT currentTurnChanged(turnId);
    m_view->scrollToRow(row);
}

void TurnActions::goTo(const QString &turnId, int block)
{
    const int row = m_view && m_view->model() ? m_view->model()->rowOf(turnId) : -1;
    if (row < 0)
        return;
    m_view->setFocus(Qt::OtherFocusReason);
    m_view->showBlock(row, block);
}

void TurnActions::mark(const QString &turnId, int block)
{
    const int row = m_view && m_view->model() ? m_view->model()->rowOf(turnId) : -1;
    if (row < 0)
        return;
    m_view->setFocus(Qt::OtherFocusReason);
    m_view->markBlock(row, block);
}

void TurnActions::noteAnswer(const QString &turnId)
{
    const conversation::Turn *turn = m_document.conversation().findTurn(turnId);
    if (turn && namesPlace(*turn))
        Q_EMIT refusedPlaceWanted(turnId, false);
}

QString TurnActions::currentTurn() const
{
    const std::vector<conversation::Turn> &turns = m_document.conversation().turns;
    const int row = m_view ? m_view->currentRow() : -1;
    if (row >= 0 && m_view->hasFocus())
        return m_view->model()->turn(row).id;
    return turns.empty() ? QString() : turns.back().id;
}

void TurnActions::stepBranch(int step)
{
    const conversation::Conversation &conversation = m_document.conversation();
    const std::optional<int> current = conversation.indexOfTurn(currentTurn());
    for (int row = current.value_or(-1); row >= 0; --row) {
        const QString id = conversation.turns[static_cast<size_t>(row)].id;
        if (conversation.siblingsOf(id).size() < 2)
            continue;
        apply(step > 0 ? TurnCommand::NextSibling : TurnCommand::PreviousSibling, id, -1);
        return;
    }
}

void TurnActions::edit()
{
    if (m_editing.hasFocus())
        return;
    const std::vector<conversation::Turn> &turns = m_document.conversation().turns;
    if (m_view && m_view->hasFocus() && m_view->currentRow() >= 0) {
        apply(TurnCommand::Edit, currentTurn(), -1);
        return;
    }
    // From the composer: the last thing the user said.
    for (auto turn = turns.rbegin(); turn != turns.rend(); ++turn) {
        if (turn->role == QLatin1StringView("user")) {
            apply(TurnCommand::Edit, turn->id, -1);
            return;
        }
    }
}

void TurnActions::find()
{
    if (m_view)
        m_view->find().open();
}

void TurnActions::findStep(int direction)
{
    if (m_view)
        m_view->find().step(direction);
}

// A file that was written by hand names no ids: what was indexed is the same turn by its place.
void TurnActions::showFound(const ui::models::FoundPlace &place)
{
    const std::vector<QString> all = m_document.conversation().tree.subtree({});
    QString id = place.turnId;
    if (std::ranges::find(all, id) == all.end())
        id = place.turn >= 0 && place.turn < std::ssize(all) ? all[static_cast<size_t>(place.turn)]
                                                             : QString();
    if (id.isEmpty() || !m_view || !m_view->model())
        return;
    if (!m_document.conversation().indexOfTurn(id))
        m_document.chooseTurn(id);
    point(id);
    const int row = m_view->model()->rowOf(id);
    if (row < 0)
        return;
    m_view->setFocus(Qt::OtherFocusReason);
    if (!place.terms.isEmpty() && !place.exchangeId)
        m_view->find().showIn(row, place.terms.first());
}

void TurnActions::mute(const QString &turnId, int block, bool muted)
{
    const std::optional<int> row = m_document.conversation().indexOfTurn(turnId);
    if (!row)
        return;
    const std::vector<conversation::Block> blocks =
        m_document.conversation().turns[static_cast<size_t>(*row)].content;
    if (block >= 0 && block < std::ssize(blocks)) {
        m_document.setBlockMuted(blocks[static_cast<size_t>(block)].id, muted);
        return;
    }
    m_document.undoStack().beginMacro(muted ? tr("Mute message") : tr("Unmute message"));
    for (const conversation::Block &one : blocks)
        m_document.setBlockMuted(one.id, muted);
    m_document.undoStack().endMacro();
}

void TurnActions::remark(const QString &turnId)
{
    const conversation::Turn *turn = m_document.conversation().findTurn(turnId);
    if (!turn)
        return;
    auto *dialog = new QInputDialog(m_view ? m_view->window() : nullptr);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setOption(QInputDialog::UsePlainTextEditForTextInput);
    dialog->setWindowTitle(tr("Note"));
    dialog->setLabelText(tr("A note about this message. It is saved, and never sent."));
    dialog->setTextValue(turn->note);
    connect(dialog, &QInputDialog::textValueSelected, this,
            [this, turnId](const QString &note) { m_document.setNote(turnId, note); });
    dialog->open();
}

} // namespace outcrop::app
