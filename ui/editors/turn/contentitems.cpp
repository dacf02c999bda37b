// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editors/turn/contentitems.h"

#include "ui/editors/turn/blockform.h"
#include "ui/editors/turn/contentitem.h"
#include "ui/widgets/tokens.h"

#include <QVBoxLayout>

#include <algorithm>

namespace outcrop::ui::editors
{

using json::Json;

ContentItems::ContentItems(conversation::ConversationDocument *variables, QWidget *parent)
    : QWidget(parent), m_variables(variables), m_layout(new QVBoxLayout(this))
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(widgets::metrics::space);
}

void ContentItems::setContent(const Json &items)
{
    m_items = items;
    const int count = int(items.size());
    bool changed = false;
    for (; int(m_rows.size()) > count; changed = true)
        dropRow(int(m_rows.size()) - 1);
    for (int i = 0; i < count; ++i) {
        if (i < int(m_rows.size()) && m_rows[size_t(i)]->fits(items.at(i))) {
            m_rows[size_t(i)]->showItem(items.at(i));
            continue;
        }
        if (i < int(m_rows.size()))
            dropRow(i);
        addRow(i, items.at(i));
        changed = true;
    }
    setPlace(m_of);
    if (changed)
        Q_EMIT stopsChanged();
}

void ContentItems::addRow(int index, const Json &item)
{
    auto *row = new ContentItem(item, m_variables);
    m_rows.insert(m_rows.begin() + index, row);
    m_layout->insertWidget(index, row);
    row->show();
    connect(row, &ContentItem::edited, this, [this, row](const Json &now, bool typing) {
        Json items = m_items;
        items.setAt(indexOf(row), now);
        change(items, typing);
    });
    connect(row, &ContentItem::stopsChanged, this, &ContentItems::stopsChanged);
    connect(row, &ContentItem::moveRequested, this, [this, row](int by) { move(row, by); });
    connect(row, &ContentItem::removeRequested, this, [this, row] { remove(row); });
}

void ContentItems::dropRow(int index)
{
    ContentItem *row = m_rows[size_t(index)];
    m_rows.erase(m_rows.begin() + index);
    row->hide();
    row->deleteLater(); // it may be the sender
}

void ContentItems::change(const Json &items, bool typing)
{
    setContent(items);
    Q_EMIT edited(items, typing);
}

void ContentItems::append(const Json &item)
{
    Json items = m_items;
    items.append(item);
    change(items, false);
    firstShown(m_rows.back()->stops())->setFocus(Qt::OtherFocusReason);
}

void ContentItems::move(const ContentItem *row, int by)
{
    const int from = indexOf(row);
    const int to = from + by;
    if (to < 0 || to >= int(m_rows.size()))
        return;
    Json items = m_items;
    items.move(from, to);
    change(items, false);
    firstShown(m_rows[size_t(to)]->stops())->setFocus(Qt::OtherFocusReason);
}

void ContentItems::remove(const ContentItem *row)
{
    const int index = indexOf(row);
    Json items = m_items;
    items.removeAt(index);
    focusNextChild();
    change(items, false);
    if (!m_rows.empty())
        firstShown(m_rows[size_t(std::min(index, int(m_rows.size()) - 1))]->stops())
            ->setFocus(Qt::OtherFocusReason);
}

int ContentItems::indexOf(const ContentItem *row) const
{
    return int(std::ranges::find(m_rows, row) - m_rows.begin());
}

void ContentItems::setPlace(const QString &of)
{
    m_of = of;
    for (int i = 0; i < int(m_rows.size()); ++i)
        m_rows[size_t(i)]->setPlace(tr("%1 of %2").arg(i + 1).arg(of));
}

QList<QWidget *> ContentItems::stops() const
{
    QList<QWidget *> stops;
    for (const ContentItem *row : m_rows)
        stops += row->stops();
    return stops;
}

} // namespace outcrop::ui::editors
