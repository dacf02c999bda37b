// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/turnediting.h"

#include "core/conversation/turnedits.h"
#include "ui/editors/turn/newblocks.h"
#include "ui/editors/turn/turneditor.h"
#include "ui/models/transcriptmodel.h"
#include "ui/models/turnblocksmodel.h"
#include "ui/transcript/transcriptview.h"
#include "ui/widgets/taborder.h"

#include <QApplication>

namespace outcrop::app
{

using conversation::ConversationDocument;
using conversation::Turn;
using conversation::TurnEdit;
using ui::editors::TurnEditor;
using ui::transcript::TranscriptView;

TurnEditing::TurnEditing(ConversationDocument &document, TranscriptView *view, QObject *parent)
    : QObject(parent), m_document(document), m_view(view)
{
    connect(view, &TranscriptView::rowEditorLost, this, &TurnEditing::forget);
    connect(&document, &ConversationDocument::changed, this, &TurnEditing::showOutcome);
}

bool TurnEditing::isOpen() const
{
    return m_editor;
}

bool TurnEditing::hasFocus() const
{
    const QWidget *focus = QApplication::focusWidget();
    return m_editor && focus && (focus == m_editor || m_editor->isAncestorOf(focus));
}

bool TurnEditing::open(const QString &turnId, int block)
{
    if (m_editor && turnId == m_turnId) {
        m_editor->focusBlock(block);
        return true;
    }
    if (isUnfinished())
        return false;
    close();
    const Turn *turn = m_document.conversation().findTurn(turnId);
    const int row = m_view ? m_view->model()->rowOf(turnId) : -1;
    if (!turn || row < 0 || m_document.isReadOnly())
        return false;
    Turn copy = *turn;
    if (const TurnEdit *kept = conversation::findTurnEdit(m_document.conversation(), turnId)) {
        copy.role = kept->role;
        copy.content = kept->content;
    }
    m_turnId = turnId;
    m_openedFrom = QApplication::focusWidget();
    makeEditor(copy);
    m_view->setCurrentRow(row);
    m_view->setRowEditor(row, m_editor, m_editor->endBar());
    m_editor->focusBlock(block);
    Q_EMIT changed();
    return true;
}

/// The copy has the turns before it too, whose calls a result may answer, and the tools.
void TurnEditing::makeEditor(const Turn &copy)
{
    const conversation::Conversation &whole = m_document.conversation();
    conversation::Conversation part = conversation::newConversation();
    part.toolConfig = whole.toolConfig;
    part.turns = whole.pathTo(m_turnId);
    part.turns.back() = copy;
    m_copy = new ConversationDocument(part);
    auto *model = new ui::models::TurnBlocksModel(m_copy, m_turnId, m_copy);
    model->setVariablesFrom(&m_document);
    m_editor = new TurnEditor(model);
    m_copy->setParent(m_editor);
    connect(m_copy, &ConversationDocument::changed, this, &TurnEditing::keep);
    connect(m_editor, &TurnEditor::applyRequested, this, &TurnEditing::apply);
    connect(m_editor, &TurnEditor::runRequested, this, &TurnEditing::runRequested);
    connect(m_editor, &TurnEditor::closeRequested, this, [this] {
        const QPointer<QWidget> from = m_openedFrom;
        if (isUnfinished())
            return;
        close();
        giveBack(from);
    });
    connect(m_editor, &TurnEditor::discardRequested, this, &TurnEditing::discard);
    showOutcome();
}

bool TurnEditing::isUnfinished()
{
    const QString why = m_editor ? m_editor->whyNotWhole() : QString();
    if (why.isEmpty())
        return false;
    m_editor->setProblem(tr("%1 Or discard the changes.").arg(why));
    return true;
}

void TurnEditing::keep()
{
    const Turn &turn = m_copy->conversation().turns.back();
    m_editor->setProblem({});
    conversation::keepTurnEdit(m_document, TurnEdit{m_turnId, turn.role, turn.content});
}

void TurnEditing::showOutcome()
{
    if (m_editor)
        m_editor->setOutcome(conversation::isCorrectedInPlace(m_document.conversation(), m_turnId)
                                 ? TurnEditor::Outcome::InPlace
                                 : TurnEditor::Outcome::Branch);
}

void TurnEditing::insert(int row, const QString &role)
{
    if (isUnfinished())
        return;
    close();
    const QString id = m_document.insertTurn(row, conversation::makeTurn(role, {}));
    if (id.isEmpty())
        return;
    const int insertedAt = m_document.undoStack().index();
    if (!open(id))
        return;
    m_insertedAt = insertedAt;
    m_copy->insertBlock({id}, 0, ui::editors::newblocks::text());
    m_copy->undoStack().clear();
    conversation::forgetTurnEdit(m_document, id); // nothing was written yet
    m_editor->focusBlock(0);
}

std::optional<QString> TurnEditing::apply()
{
    if (!m_editor || isUnfinished())
        return std::nullopt;
    const QString turnId = m_turnId;
    const auto applied = conversation::applyTurnEdit(m_document, turnId);
    if (!applied) {
        m_editor->setProblem(QStringLiteral("%1. %2").arg(applied.error().message, applied.error().advice));
        return std::nullopt;
    }
    close();
    if (const int row = m_view ? m_view->model()->rowOf(*applied) : -1; row >= 0) {
        m_view->setFocus(Qt::OtherFocusReason);
        m_view->setCurrentRow(row);
        m_view->scrollToRow(row);
    }
    return *applied;
}

void TurnEditing::close()
{
    if (!m_editor)
        return;
    const QString turnId = m_turnId;
    if (m_view)
        m_view->closeRowEditor();
    removeIfEmpty(turnId);
    forget();
}

/// The message has the keyboard by now, if the editor had it; whoever wrote elsewhere before goes on there.
void TurnEditing::giveBack(QWidget *from)
{
    if (from && m_view && m_view->hasFocus() && from->isVisible() && from->window() == m_view->window())
        ui::widgets::focusVisibly(from);
}

void TurnEditing::discard()
{
    if (!m_editor)
        return;
    conversation::forgetTurnEdit(m_document, m_turnId);
    const QPointer<QWidget> from = m_openedFrom;
    close();
    giveBack(from);
}

/// As if it had never been put in, where nothing else happened since.
void TurnEditing::removeIfEmpty(const QString &turnId)
{
    const Turn *turn = m_document.conversation().findTurn(turnId);
    if (!m_insertedAt || !turn || !turn->content.empty() ||
        conversation::findTurnEdit(m_document.conversation(), turnId))
        return;
    if (m_document.undoStack().index() == *m_insertedAt)
        m_document.undoStack().undo();
    else
        m_document.removeTurn(turnId);
}

void TurnEditing::forget()
{
    if (m_copy)
        m_copy->disconnect(this);
    m_copy = nullptr;
    m_editor = nullptr;
    m_turnId.clear();
    m_insertedAt.reset();
    Q_EMIT changed();
}

} // namespace outcrop::app
