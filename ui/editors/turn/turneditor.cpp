// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editors/turn/turneditor.h"

#include "core/conversation/conversationdocument.h"
#include "core/conversation/variables.h"
#include "ui/editors/blockcolumn.h"
#include "ui/editors/cachepointrow.h"
#include "ui/editors/turn/endbar.h"
#include "ui/editors/turn/newblocks.h"
#include "ui/editors/turn/turnblockrow.h"
#include "ui/models/turnblocksmodel.h"
#include "ui/widgets/attaching.h"
#include "ui/widgets/droptarget.h"
#include "ui/widgets/fonts.h"
#include "ui/widgets/strip.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/tokens.h"
#include "ui/widgets/variableassist.h"

#include <QComboBox>
#include <QKeyEvent>
#include <QUndoStack>
#include <QVBoxLayout>

namespace outcrop::ui::editors
{

using namespace widgets;
using conversation::CacheTtl;
using conversation::ConversationDocument;
using models::BlockKind;
using models::TurnBlocksModel;

TurnEditor::TurnEditor(TurnBlocksModel *model, QWidget *parent)
    : QWidget(parent)
    , m_model(model)
    , m_role(new QComboBox)
    , m_attaching(new Attaching(this))
    , m_guarding(new Attaching(this))
    , m_drops(new DropTarget(this, m_attaching, DropTarget::JsonFiles::Attach))
    , m_strip(new Strip)
    , m_outcome(new TextLabel({}, TextRole::Muted))
    , m_problem(new TextLabel({}, TextRole::Error))
    , m_end(new EndBar(this))
{
    setFocusPolicy(Qt::ClickFocus);
    setAccessibleName(tr("Editor of the message"));
    m_rows =
        new BlockColumn(model, {[this](const QPersistentModelIndex &index) { return makeRow(index); },
                                [this](const BlockRow &row) { return fits(row); },
                                [this](int from, int to) { m_model->document()->moveBlock(idOf(from), to); },
                                [this](int row) { m_model->document()->removeBlock(idOf(row)); }});
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, metrics::gap, 0, metrics::space);
    layout->setSpacing(metrics::space);
    layout->addWidget(m_rows);
    auto *below = new QVBoxLayout;
    below->setContentsMargins(metrics::gutter + metrics::space, 0, 0, 0);
    below->setSpacing(metrics::space);
    below->addLayout(makeAddBar());
    below->addWidget(m_strip);
    below->addWidget(m_problem);
    below->addWidget(m_outcome);
    below->addWidget(makeEndBar());
    layout->addLayout(below);
    m_outcome->setWordWrap(true);
    useSmall(m_outcome);
    m_problem->setWordWrap(true);
    m_problem->hide();
    m_strip->follow(m_attaching);
    m_strip->follow(m_guarding);
    m_rows->setNeighbours(this, QList<QWidget *>{m_role} + m_addButtons + m_strip->tabStops() + m_endButtons);
    connect(m_attaching, &Attaching::attached, this, &TurnEditor::attach);
    connect(m_guarding, &Attaching::attached, this, &TurnEditor::attachGuarded);
    connect(m_strip, &Strip::ended, this,
            [this] { m_addButtons.constFirst()->setFocus(Qt::OtherFocusReason); });
    connect(m_rows, &BlockColumn::changed, this, &TurnEditor::watchKeys);
    connect(model, &TurnBlocksModel::roleChanged, this, &TurnEditor::showRole);
    showRole();
    watchKeys();
}

void TurnEditor::setOutcome(Outcome outcome)
{
    m_outcome->setText(outcome == Outcome::InPlace
                           ? tr("The message is changed where it stands.")
                           : tr("The changed message begins a branch of its own; the old one stays."));
}

void TurnEditor::setProblem(const QString &problem)
{
    m_problem->setText(problem);
    m_problem->setVisible(!problem.isEmpty());
}

QString TurnEditor::whyNotWhole() const
{
    for (const Attaching *one : findChildren<Attaching *>()) {
        if (const QString why = one->whyNotWhole(); !why.isEmpty())
            return why;
    }
    return {};
}

void TurnEditor::focusBlock(int row)
{
    if (m_rows->count() > 0)
        m_rows->focusRow(std::clamp(row, 0, m_rows->count() - 1));
    else
        m_addButtons.constFirst()->setFocus(Qt::OtherFocusReason);
}

QWidget *TurnEditor::endBar() const
{
    return m_end;
}

QString TurnEditor::idOf(int row) const
{
    return m_model->block(row).id;
}

bool TurnEditor::showsAsCachePoint(const QModelIndex &index) const
{
    return BlockKind(index.data(models::BlockKindRole).toInt()) == BlockKind::CachePoint &&
           !m_asJson.contains(idOf(index.row()));
}

bool TurnEditor::fits(const BlockRow &row) const
{
    return showsAsCachePoint(row.index()) == (qobject_cast<const CachePointRow *>(&row) != nullptr);
}

BlockRow *TurnEditor::makeRow(const QPersistentModelIndex &index)
{
    if (!showsAsCachePoint(index))
        return makeCardRow(index);
    auto *point = new CachePointRow(index);
    connect(point, &CachePointRow::ttlChosen, this, [this, index](CacheTtl ttl) {
        json::Json block = m_model->block(index.row()).value;
        json::Json cachePoint = block.value(u"cachePoint");
        const json::Json chosen = conversation::cachePointBlock(ttl).value.value(u"cachePoint");
        if (const auto member = chosen.find(u"ttl"))
            cachePoint.set(QLatin1StringView("ttl"), *member);
        else
            cachePoint.remove(QLatin1StringView("ttl"));
        block.set(QLatin1StringView("cachePoint"), cachePoint);
        change(index, block, false);
    });
    connect(point, &CachePointRow::jsonRequested, this, [this, index] { setAsJson(index, true); });
    connect(point, &CachePointRow::muteRequested, this,
            [this, index](bool muted) { m_model->document()->setBlockMuted(idOf(index.row()), muted); });
    return point;
}

BlockRow *TurnEditor::makeCardRow(const QPersistentModelIndex &index)
{
    auto *row = new TurnBlockRow(m_model, index, m_asJson.contains(idOf(index.row())));
    connect(row, &TurnBlockRow::edited, this,
            [this, index](const json::Json &block, bool typing) { change(index, block, typing); });
    connect(row, &TurnBlockRow::replaced, this,
            [this, index](const json::Json &block, const QString &name) { replace(index, block, name); });
    connect(row, &TurnBlockRow::attachedBefore, this, [this, index](const attachments::AttachedFile &file) {
        m_model->document()->insertBlock({m_model->turnId()}, index.row(), file.block, file.fileName);
    });
    connect(row, &TurnBlockRow::muteRequested, this,
            [this, index](bool muted) { m_model->document()->setBlockMuted(idOf(index.row()), muted); });
    connect(row, &TurnBlockRow::jsonRequested, this,
            [this, index](bool asJson) { setAsJson(index, asJson); });
    return row;
}

void TurnEditor::change(const QModelIndex &index, const json::Json &block, bool typing)
{
    using Typing = ConversationDocument::Typing;
    m_model->document()->changeBlock(idOf(index.row()), block, typing ? Typing::Yes : Typing::No);
}

/// A block of its own, as a block keeps what its file was called.
void TurnEditor::replace(const QModelIndex &index, const json::Json &block, const QString &fileName)
{
    ConversationDocument *document = m_model->document();
    const int row = index.row();
    const conversation::Block before = m_model->block(row);
    const bool hadFocus = m_rows->row(row)->isAncestorOf(window()->focusWidget());
    document->undoStack().beginMacro(tr("Replace attachment"));
    const QString id = document->insertBlock({m_model->turnId()}, row, block, fileName);
    if (before.muted)
        document->setBlockMuted(id, true);
    document->removeBlock(before.id);
    document->undoStack().endMacro();
    if (hadFocus)
        m_rows->focusRow(row);
}

void TurnEditor::setAsJson(const QModelIndex &index, bool asJson)
{
    const int row = index.row();
    if (asJson)
        m_asJson.insert(idOf(row));
    else
        m_asJson.remove(idOf(row));
    if (fits(*m_rows->row(row)))
        return;
    m_rows->refit(row);
    m_rows->focusRow(row);
}

void TurnEditor::append(const json::Json &block, bool asJson)
{
    const QString id = m_model->document()->insertBlock({m_model->turnId()}, m_model->rowCount(), block);
    if (id.isEmpty())
        return;
    const int row = m_model->rowCount() - 1;
    if (asJson) {
        m_asJson.insert(id);
        m_rows->remake(row);
    }
    m_rows->focusRow(row);
}

/// The block remembers what its file was called. A file takes a while to be read: the keyboard goes to it
/// only from the button that asked for it, and stays where one works meanwhile.
void TurnEditor::attach(const attachments::AttachedFile &file)
{
    QWidget *focus = window()->focusWidget();
    const bool isAwaited = !focus || focus == this || m_addButtons.contains(focus);
    m_model->document()->insertBlock({m_model->turnId()}, m_model->rowCount(), file.block, file.fileName);
    if (isAwaited && m_rows->count() > 0)
        m_rows->focusRow(m_rows->count() - 1);
}

void TurnEditor::attachGuarded(const attachments::AttachedFile &file)
{
    if (file.block.keyAt(0) != QLatin1StringView("image"))
        m_strip->say(tr("%1 is no image. A guarded image is a PNG or a JPEG.").arg(file.fileName), true);
    else
        attach({newblocks::guard(file.block), file.fileName, {}});
}

void TurnEditor::takeRole()
{
    const conversation::Turn *turn = m_model->document()->conversation().findTurn(m_model->turnId());
    if (!turn)
        return;
    conversation::Turn changed = *turn;
    changed.role = m_role->currentText();
    m_model->document()->replaceTurn(turn->id, changed);
}

void TurnEditor::showRole()
{
    const QString role = m_model->role();
    if (m_role->findText(role) < 0)
        m_role->addItem(role);
    m_role->setCurrentText(role);
    followRole();
}

/// Fields keep some keys for themselves; those of the editor are taken from them before. A form that takes
/// files gets what comes into its own fields.
void TurnEditor::watchKeys()
{
    QList<QWidget *> stops = QList<QWidget *>{m_role} + m_addButtons + m_endButtons;
    for (int row = 0; row < m_rows->count(); ++row) {
        const auto *card = qobject_cast<TurnBlockRow *>(m_rows->row(row));
        if (!card || !card->takesFiles()) {
            stops += m_rows->row(row)->tabStops();
            continue;
        }
        for (QWidget *stop : card->tabStops())
            stop->installEventFilter(this);
    }
    for (QWidget *stop : stops) {
        m_drops->watch(stop);
        stop->installEventFilter(this);
    }
    followRole();
}

/// What the assistant says is the model's.
void TurnEditor::followRole()
{
    for (VariableAssist *assist : findChildren<VariableAssist *>())
        assist->setActive(conversation::takesVariables(m_model->role()));
}

/// Esc ends what was begun in the field before it closes the editor.
bool TurnEditor::hasOwnEscape(const QObject *watched)
{
    const auto *assist = watched->findChild<VariableAssist *>(QString(), Qt::FindDirectChildrenOnly);
    return (assist && assist->isOffering()) || qobject_cast<const Strip *>(watched->parent());
}

bool TurnEditor::takeKey(const QKeyEvent &event, bool ownUndo)
{
    QUndoStack &undo = m_model->document()->undoStack();
    const bool again = event.matches(QKeySequence::Redo) ||
                       (event.modifiers() == Qt::ControlModifier && event.key() == Qt::Key_Y);
    if (event.key() == Qt::Key_Escape && !event.modifiers())
        Q_EMIT closeRequested();
    else if (event.matches(QKeySequence::Undo) && !ownUndo)
        undo.undo();
    else if (again && !ownUndo)
        undo.redo();
    else
        return false;
    return true;
}

bool TurnEditor::eventFilter(QObject *watched, QEvent *event)
{
    // The field of JSON has a history of its own, letter by letter.
    const bool ownUndo = watched->inherits("QsciScintillaBase");
    if (event->type() == QEvent::KeyPress) {
        const auto &key = *static_cast<QKeyEvent *>(event);
        return !(key.key() == Qt::Key_Escape && hasOwnEscape(watched)) && takeKey(key, ownUndo);
    }
    if (event->type() == QEvent::ShortcutOverride) {
        const auto &key = *static_cast<QKeyEvent *>(event);
        const bool undoes = key.matches(QKeySequence::Undo) || key.matches(QKeySequence::Redo) ||
                            (key.modifiers() == Qt::ControlModifier && key.key() == Qt::Key_Y);
        if (undoes) {
            event->accept();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

/// Nothing goes on to the transcript, whose keys act on messages.
void TurnEditor::keyPressEvent(QKeyEvent *event)
{
    if (takeKey(*event, false))
        return;
    QWidget::keyPressEvent(event);
}

void TurnEditor::mousePressEvent(QMouseEvent *event)
{
    event->accept();
}

/// Only now it has its place among the other widgets of the window.
void TurnEditor::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_rows->orderTabs();
}

} // namespace outcrop::ui::editors
