// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/transcript/messageaccessible.h"

#include "ui/models/transcriptmodel.h"
#include "ui/transcript/selectiontext.h"
#include "ui/transcript/transcriptview.h"
#include "ui/transcript/turnwords.h"
#include "ui/widgets/warmth.h"

#include <QCoreApplication>
#include <QWidget>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace outcrop::ui::transcript
{

namespace
{

/// A link, a fold or a button inside a message.
class SpotAccessible : public QAccessibleInterface, public QAccessibleActionInterface
{
public:
    SpotAccessible(TranscriptView *view, const MessageAccessible *message, int index)
        : m_view(view), m_message(message), m_index(index)
    {
    }

    int index() const { return m_index; }
    bool isValid() const override { return m_view && spot().has_value(); }
    QObject *object() const override { return nullptr; }
    QWindow *window() const override { return m_message->window(); }
    QAccessibleInterface *parent() const override { return const_cast<MessageAccessible *>(m_message); }
    QAccessibleInterface *child(int) const override { return nullptr; }
    QAccessibleInterface *childAt(int, int) const override { return nullptr; }
    int childCount() const override { return 0; }
    int indexOfChild(const QAccessibleInterface *) const override { return -1; }
    QString text(QAccessible::Text kind) const override
    {
        const auto mine = spot();
        return mine && kind == QAccessible::Name ? mine->name : QString();
    }
    void setText(QAccessible::Text, const QString &) override {}
    QRect rect() const override
    {
        const auto mine = spot();
        if (!mine)
            return {};
        const QRect local = mine->rect.toRect().translated(0, m_view->rowRect(m_message->row()).top());
        return {m_view->viewport()->mapToGlobal(local.topLeft()), local.size()};
    }
    QAccessible::Role role() const override
    {
        const auto mine = spot();
        return mine && mine->kind == HotSpot::Kind::Link ? QAccessible::Link : QAccessible::Button;
    }
    QAccessible::State state() const override
    {
        QAccessible::State state;
        state.focusable = true;
        state.focused = isValid() && m_view->hasFocus() && m_view->currentRow() == m_message->row() &&
                        m_view->focusedSpot() == m_index;
        return state;
    }
    void *interface_cast(QAccessible::InterfaceType type) override
    {
        return type == QAccessible::ActionInterface ? static_cast<QAccessibleActionInterface *>(this)
                                                    : nullptr;
    }

    QStringList actionNames() const override { return {pressAction()}; }
    void doAction(const QString &action) override
    {
        if (const auto mine = spot(); mine && action == pressAction())
            m_view->activate(m_message->row(), *mine);
    }
    QStringList keyBindingsForAction(const QString &) const override { return {}; }

private:
    std::optional<HotSpot> spot() const
    {
        if (!m_view || !m_message->isValid())
            return std::nullopt;
        const std::vector<HotSpot> spots = m_view->hotSpots(m_message->row());
        return size_t(m_index) < spots.size() ? std::optional(spots[size_t(m_index)]) : std::nullopt;
    }

    QPointer<TranscriptView> m_view;
    const MessageAccessible *m_message;
    int m_index;
};

} // namespace

MessageAccessible::MessageAccessible(TranscriptView *view, int row) : m_view(view), m_row(row) {}

MessageAccessible::~MessageAccessible()
{
    forgetChildren();
}

void MessageAccessible::forgetChildren() const
{
    for (const QAccessible::Id id : std::exchange(m_children, {})) {
        if (id != 0)
            QAccessible::deleteAccessibleInterface(id);
    }
}

const models::TranscriptTurn *MessageAccessible::turn() const
{
    if (!m_view || !m_view->model() || m_row < 0 || m_row >= m_view->model()->rowCount())
        return nullptr;
    return &m_view->model()->turn(m_row);
}

bool MessageAccessible::isValid() const
{
    return turn() != nullptr;
}

QWindow *MessageAccessible::window() const
{
    return m_view ? m_view->window()->windowHandle() : nullptr;
}

QAccessibleInterface *MessageAccessible::parent() const
{
    return QAccessible::queryAccessibleInterface(m_view);
}

int MessageAccessible::childCount() const
{
    return isValid() ? int(m_view->hotSpots(m_row).size()) : 0;
}

QAccessibleInterface *MessageAccessible::child(int index) const
{
    if (index < 0 || index >= childCount())
        return nullptr;
    if (m_children.size() <= size_t(index))
        m_children.resize(size_t(index) + 1, 0);
    QAccessible::Id &id = m_children[size_t(index)];
    if (id == 0)
        id = QAccessible::registerAccessibleInterface(new SpotAccessible(m_view, this, index));
    return QAccessible::accessibleInterface(id);
}

QAccessibleInterface *MessageAccessible::childAt(int x, int y) const
{
    for (int i = 0; i < childCount(); ++i) {
        QAccessibleInterface *spot = child(i);
        if (spot->rect().contains(x, y))
            return spot;
    }
    return nullptr;
}

int MessageAccessible::indexOfChild(const QAccessibleInterface *child) const
{
    const auto *spot = dynamic_cast<const SpotAccessible *>(child);
    return spot && spot->parent() == this ? spot->index() : -1;
}

/// The words of the message as it reads, without Markdown's signs.
QString MessageAccessible::content() const
{
    const models::TranscriptTurn *mine = turn();
    return mine ? messageText(*mine).plain : QString();
}

QString MessageAccessible::text(QAccessible::Text kind) const
{
    const models::TranscriptTurn *mine = turn();
    if (!mine)
        return {};
    switch (kind) {
    case QAccessible::Name: {
        const QString state = stateWords(*mine).text;
        const QString role = spokenRole(mine->role);
        return state.isEmpty() ? role : role + u", "_s + state;
    }
    case QAccessible::Value:
        return content();
    case QAccessible::Description: {
        QStringList parts;
        for (const FooterPart &part : footerParts(*mine))
            parts << part.text;
        for (const models::TranscriptBlock &block : mine->blocks) {
            if (block.kind != models::TranscriptBlock::Kind::CachePoint)
                continue;
            const QString kept = widgets::warmUntilWords(block.warmUntil.value_or(QDateTime()));
            parts << (kept.isEmpty() ? cachePointWords(block) : cachePointWords(block) + u": "_s + kept);
        }
        return parts.join(u", ");
    }
    default:
        return {};
    }
}

QRect MessageAccessible::rect() const
{
    if (!isValid())
        return {};
    const QRect local = m_view->rowRect(m_row);
    return {m_view->viewport()->mapToGlobal(local.topLeft()), local.size()};
}

QAccessible::State MessageAccessible::state() const
{
    QAccessible::State state;
    const models::TranscriptTurn *mine = turn();
    if (!mine) {
        state.invalid = true;
        return state;
    }
    state.focusable = true;
    state.selectable = true;
    state.readOnly = true;
    state.multiLine = true;
    state.busy = isGrowing(mine->state);
    state.focused = m_view->hasFocus() && m_view->currentRow() == m_row && m_view->focusedSpot() < 0;
    const QRect local = m_view->rowRect(m_row);
    state.invisible = local.height() == 0;
    state.offscreen = !local.intersects(m_view->viewport()->rect());
    return state;
}

void *MessageAccessible::interface_cast(QAccessible::InterfaceType type)
{
    return type == QAccessible::TextInterface ? static_cast<QAccessibleTextInterface *>(this) : nullptr;
}

void MessageAccessible::selection(int, int *startOffset, int *endOffset) const
{
    *startOffset = *endOffset = 0;
}

QString MessageAccessible::text(int startOffset, int endOffset) const
{
    const QString all = content();
    const qsizetype from = std::clamp<qsizetype>(startOffset, 0, all.size());
    return all.sliced(from, std::clamp<qsizetype>(endOffset, from, all.size()) - from);
}

int MessageAccessible::characterCount() const
{
    return int(content().size());
}

QRect MessageAccessible::characterRect(int) const
{
    return rect();
}

int MessageAccessible::offsetAtPoint(const QPoint &) const
{
    return 0;
}

void MessageAccessible::scrollToSubstring(int, int)
{
    if (isValid())
        m_view->scrollToRow(m_row);
}

QString MessageAccessible::attributes(int, int *startOffset, int *endOffset) const
{
    *startOffset = 0;
    *endOffset = characterCount();
    return {};
}

} // namespace outcrop::ui::transcript
