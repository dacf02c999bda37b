// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/variableassist.h"

#include "core/conversation/conversationdocument.h"
#include "core/conversation/variables.h"
#include "ui/widgets/fonts.h"
#include "ui/widgets/growingtextedit.h"
#include "ui/widgets/popuprow.h"
#include "ui/widgets/variablehighlighter.h"

#include <QAccessible>
#include <QHelpEvent>
#include <QListWidget>
#include <QRegularExpression>
#include <QTextBlock>
#include <QToolTip>

#include <algorithm>

namespace outcrop::ui::widgets
{

using conversation::ConversationDocument;
using conversation::VariableEntry;
using conversation::VariableScope;

namespace
{

constexpr int mostShown = 8;

QString describe(const VariableEntry &entry)
{
    switch (entry.scope) {
    case VariableScope::Unset:
        return VariableAssist::tr("%1: not set, see Variables").arg(entry.name);
    case VariableScope::Library:
        return VariableAssist::tr("%1 = %2 (all conversations)").arg(entry.name, entry.value);
    case VariableScope::Conversation:
        break;
    }
    return VariableAssist::tr("%1 = %2").arg(entry.name, entry.value);
}

} // namespace

VariableAssist::VariableAssist(GrowingTextEdit *edit, ConversationDocument *document)
    : QObject(edit)
    , m_edit(edit)
    , m_document(document)
    , m_highlighter(new VariableHighlighter(edit->document(), edit, [document](const QString &name) {
        return conversation::variableEntry(document->conversation(), name).scope != VariableScope::Unset;
    }))
{
    edit->installEventFilter(this);
    edit->viewport()->installEventFilter(this);
    connect(document, &ConversationDocument::variableChanged, m_highlighter,
            &QSyntaxHighlighter::rehighlight);
    connect(edit, &GrowingTextEdit::edited, this, &VariableAssist::offer);
    connect(edit, &QPlainTextEdit::cursorPositionChanged, this, [this] {
        m_dismissed = m_dismissed && typedName();
        if (isOffering())
            offer();
    });
}

VariableAssist::~VariableAssist()
{
    delete m_list;
}

void VariableAssist::setActive(bool active)
{
    if (active == m_active)
        return;
    m_active = active;
    m_highlighter->setActive(active);
    offer();
}

bool VariableAssist::isOffering() const
{
    return m_list && m_list->isVisible();
}

std::optional<QString> VariableAssist::typedName() const
{
    const QTextCursor cursor = m_edit->textCursor();
    if (cursor.hasSelection())
        return std::nullopt;
    const QString before = cursor.block().text().left(cursor.positionInBlock());
    // An even number of braces before the name are escapes.
    static const QRegularExpression begun(QStringLiteral("(?<!\\{)\\{\\{ ?([\\p{L}_][\\p{L}\\p{N}_.-]*)?$"));
    const QRegularExpressionMatch match = begun.match(before);
    return match.hasMatch() ? std::optional(match.captured(1)) : std::nullopt;
}

void VariableAssist::offer()
{
    const std::optional<QString> typed = typedName();
    if (!m_active || !typed || m_dismissed || !m_edit->hasFocus() || m_edit->isComposing()) {
        if (m_list)
            m_list->hide();
        return;
    }
    if (!m_list) {
        m_list = new QListWidget(m_edit->window());
        m_list->setFocusPolicy(Qt::NoFocus);
        m_list->setAccessibleName(tr("Variables"));
        m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        m_list->setItemDelegate(new PopupRowDelegate(m_list));
        useMonospace(m_list);
        connect(m_list, &QListWidget::itemClicked, this, &VariableAssist::take);
    }
    m_list->clear();
    for (const VariableEntry &entry : conversation::variableEntries(m_document->conversation())) {
        if (!entry.name.startsWith(*typed, Qt::CaseInsensitive) || entry.name == *typed)
            continue;
        auto *item = new QListWidgetItem(entry.name, m_list);
        item->setToolTip(describe(entry).toHtmlEscaped());
    }
    m_list->setCurrentRow(0);
    m_list->setVisible(m_list->count() > 0);
    if (m_list->isVisible())
        placeList();
}

/// Below the caret, or above it where there is no room.
void VariableAssist::placeList()
{
    const int rows = std::min(m_list->count(), mostShown);
    const int height = rows * m_list->sizeHintForRow(0) + 2 * m_list->frameWidth() + 2;
    const int width = std::clamp(m_list->sizeHintForColumn(0) + 32, 140, 360);
    const QRect caret = m_edit->cursorRect();
    const QWidget *window = m_edit->window();
    QPoint at = m_edit->viewport()->mapTo(window, caret.bottomLeft() + QPoint(0, 4));
    if (at.y() + height > window->height())
        at.setY(m_edit->viewport()->mapTo(window, caret.topLeft()).y() - height - 4);
    at.setX(std::clamp(at.x(), 0, std::max(0, window->width() - width)));
    m_list->setGeometry(QRect(at, QSize(width, height)));
    m_list->raise();
}

void VariableAssist::take()
{
    const QListWidgetItem *item = m_list->currentItem();
    const std::optional<QString> typed = typedName();
    m_list->hide();
    if (!item || !typed)
        return;
    QTextCursor cursor = m_edit->textCursor();
    const QString after = cursor.block().text().mid(cursor.positionInBlock());
    cursor.movePosition(QTextCursor::Left, QTextCursor::KeepAnchor, int(typed->size()));
    cursor.insertText(item->text() + (after.startsWith(u"}}") ? QString() : QStringLiteral("}}")));
    if (after.startsWith(u"}}"))
        cursor.movePosition(QTextCursor::Right, QTextCursor::MoveAnchor, 2);
    m_edit->setTextCursor(cursor);
}

bool VariableAssist::takeKey(const QKeyEvent &event)
{
    if (event.modifiers() & ~Qt::KeypadModifier)
        return false;
    const int row = m_list->currentRow();
    switch (event.key()) {
    case Qt::Key_Up:
        m_list->setCurrentRow(std::max(0, row - 1));
        return true;
    case Qt::Key_Down:
        m_list->setCurrentRow(std::min(m_list->count() - 1, row + 1));
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Tab:
        take();
        return true;
    case Qt::Key_Escape:
        m_dismissed = true;
        m_list->hide();
        return true;
    default:
        return false;
    }
}

void VariableAssist::showValue(const QPoint &pos, const QPoint &globalPos)
{
    if (!m_active)
        return;
    const QTextCursor cursor = m_edit->cursorForPosition(pos);
    const int at = cursor.positionInBlock();
    for (const conversation::VariableUse &use : conversation::variableUses(cursor.block().text())) {
        if (at < use.start || at > use.start + use.length)
            continue;
        const VariableEntry entry = conversation::variableEntry(m_document->conversation(), use.name);
        QToolTip::showText(globalPos, describe(entry).toHtmlEscaped(), m_edit);
        return;
    }
    QToolTip::hideText();
}

bool VariableAssist::eventFilter(QObject *watched, QEvent *event)
{
    const bool isOpen = isOffering();
    switch (event->type()) {
    case QEvent::ToolTip:
        if (watched == m_edit->viewport()) {
            auto *help = static_cast<QHelpEvent *>(event);
            showValue(help->pos(), help->globalPos());
            return true;
        }
        break;
    case QEvent::ShortcutOverride:
        // Esc is for the list while there is one, not for what runs.
        if (isOpen && watched == m_edit && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Escape) {
            event->accept();
            return true;
        }
        break;
    case QEvent::KeyPress:
        if (isOpen && watched == m_edit && takeKey(*static_cast<QKeyEvent *>(event)))
            return true;
        break;
    case QEvent::FocusOut:
        if (isOpen && watched == m_edit)
            m_list->hide();
        break;
    default:
        break;
    }
    return QObject::eventFilter(watched, event);
}

} // namespace outcrop::ui::widgets
