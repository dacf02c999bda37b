// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/transcript/transcriptaccessible.h"

#include "ui/models/transcriptmodel.h"
#include "ui/transcript/messageaccessible.h"
#include "ui/transcript/transcriptview.h"

#include <QAccessibleWidget>
#include <QHash>

#include <vector>

namespace outcrop::ui::transcript
{

namespace
{

/// The list. Its children are the messages, then the widgets the view is made of (scroll bar, buttons).
class TranscriptAccessible : public QAccessibleWidget
{
public:
    explicit TranscriptAccessible(TranscriptView *view)
        : QAccessibleWidget(view, QAccessible::List), m_view(view), m_messages(size_t(rows()), 0)
    {
        s_interfaces.insert(view, this);
    }

    ~TranscriptAccessible() override
    {
        s_interfaces.remove(m_view);
        forget(0, int(m_messages.size()) - 1);
    }

    /// The interface of a view when somebody asked for it; it is never made only to be told something.
    static TranscriptAccessible *find(const TranscriptView *view) { return s_interfaces.value(view); }

    int childCount() const override { return rows() + QAccessibleWidget::childCount(); }

    QAccessibleInterface *child(int index) const override
    {
        if (index < 0)
            return nullptr;
        return index < rows() ? message(index) : QAccessibleWidget::child(index - rows());
    }

    int indexOfChild(const QAccessibleInterface *child) const override
    {
        if (const auto *message = dynamic_cast<const MessageAccessible *>(child))
            return message->row();
        const int index = QAccessibleWidget::indexOfChild(child);
        return index < 0 ? -1 : index + rows();
    }

    QAccessibleInterface *childAt(int x, int y) const override
    {
        const QPoint at = view()->viewport()->mapFromGlobal(QPoint(x, y));
        if (!view()->viewport()->rect().contains(at))
            return QAccessibleWidget::childAt(x, y);
        for (int row = 0; row < rows(); ++row) {
            if (view()->rowRect(row).contains(at))
                return message(row);
        }
        return nullptr;
    }

    QAccessibleInterface *focusChild() const override
    {
        const int row = view()->currentRow();
        if (!view()->hasFocus() || row < 0)
            return QAccessibleWidget::focusChild();
        QAccessibleInterface *spot = message(row)->child(view()->focusedSpot());
        return spot ? spot : message(row);
    }

    MessageAccessible *message(int row) const
    {
        m_messages.resize(size_t(rows()), 0);
        QAccessible::Id &id = m_messages[size_t(row)];
        if (id == 0)
            id = QAccessible::registerAccessibleInterface(new MessageAccessible(view(), row));
        return static_cast<MessageAccessible *>(QAccessible::accessibleInterface(id));
    }

    void rowsInserted(int first, int last)
    {
        if (size_t(first) > m_messages.size())
            return;
        m_messages.insert(m_messages.begin() + first, size_t(last - first + 1), 0);
        renumber(last + 1);
    }

    void rowsRemoved(int first, int last)
    {
        if (size_t(last) >= m_messages.size())
            return;
        forget(first, last);
        m_messages.erase(m_messages.begin() + first, m_messages.begin() + last + 1);
        renumber(first);
    }

    void reset()
    {
        forget(0, int(m_messages.size()) - 1);
        m_messages.assign(size_t(rows()), 0);
    }

private:
    TranscriptView *view() const { return static_cast<TranscriptView *>(widget()); }
    int rows() const
    {
        const TranscriptView *transcript = view();
        return transcript && transcript->model() ? transcript->model()->rowCount() : 0;
    }

    void forget(int first, int last)
    {
        for (int i = first; i <= last; ++i) {
            if (const QAccessible::Id id = std::exchange(m_messages[size_t(i)], 0); id != 0)
                QAccessible::deleteAccessibleInterface(id);
        }
    }

    void renumber(int from)
    {
        for (size_t i = size_t(from); i < m_messages.size(); ++i) {
            if (m_messages[i] != 0)
                static_cast<MessageAccessible *>(QAccessible::accessibleInterface(m_messages[i]))
                    ->setRow(int(i));
        }
    }

    inline static QHash<const TranscriptView *, TranscriptAccessible *> s_interfaces;

    const TranscriptView *m_view; ///< only to find this again
    mutable std::vector<QAccessible::Id> m_messages;
};

QAccessibleInterface *makeInterface(const QString &className, QObject *object)
{
    if (className == QLatin1StringView(TranscriptView::staticMetaObject.className()))
        return new TranscriptAccessible(static_cast<TranscriptView *>(object));
    return nullptr;
}

} // namespace

void installTranscriptAccessibility()
{
    static const bool installed = [] {
        QAccessible::installFactory(makeInterface);
        return true;
    }();
    Q_UNUSED(installed)
}

void notifyTranscriptReset(TranscriptView *view)
{
    if (TranscriptAccessible *list = TranscriptAccessible::find(view))
        list->reset();
}

void notifyTranscriptRows(TranscriptView *view, int first, int last, bool inserted)
{
    TranscriptAccessible *list = TranscriptAccessible::find(view);
    if (!list)
        return;
    if (inserted)
        list->rowsInserted(first, last);
    else
        list->rowsRemoved(first, last);
    QAccessibleEvent event(view, QAccessible::ObjectReorder);
    QAccessible::updateAccessibility(&event);
}

void notifyTranscriptFocus(TranscriptView *view, int row)
{
    TranscriptAccessible *list = TranscriptAccessible::find(view);
    if (!list)
        return;
    QAccessibleEvent event(list->message(row), QAccessible::Focus);
    QAccessible::updateAccessibility(&event);
}

void notifyTranscriptSpotFocus(TranscriptView *view, int row, int spot)
{
    TranscriptAccessible *list = TranscriptAccessible::find(view);
    if (!list)
        return;
    QAccessibleInterface *child = list->message(row)->child(spot);
    if (!child)
        return;
    QAccessibleEvent event(child, QAccessible::Focus);
    QAccessible::updateAccessibility(&event);
}

void notifyTranscriptFinished(TranscriptView *view, int row)
{
    TranscriptAccessible *list = TranscriptAccessible::find(view);
    if (!list)
        return;
    QAccessible::State busy;
    busy.busy = true;
    QAccessibleStateChangeEvent state(list->message(row), busy);
    QAccessible::updateAccessibility(&state);
    QAccessibleEvent name(list->message(row), QAccessible::NameChanged);
    QAccessible::updateAccessibility(&name);
    QAccessibleEvent alert(list->message(row), QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

} // namespace outcrop::ui::transcript
