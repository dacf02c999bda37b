// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editors/turn/contentitems.h"

#include "core/attachments/attachedfile.h"
#include "ui/editors/turn/blockform.h"
#include "ui/editors/turn/contentitem.h"
#include "ui/widgets/tokens.h"

#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace outcrop::ui::editors
{

using json::Json;

ContentItems::ContentItems(conversation::ConversationDocument *variables, WordsField::LongTexts longTexts,
                           QWidget *parent)
    : QWidget(parent), m_variables(variables), m_longTexts(longTexts), m_layout(new QVBoxLayout(this))
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(widgets::metrics::space);
}

void ContentItems::setContent(const Json &items)
{
    const std::vector<ContentItem *> before = m_rows;
    m_items = items;
    std::vector<ContentItem *> left = before;
    m_rows = rowsThatStay(left);
    for (size_t i = 0; i < m_rows.size(); ++i) {
        const Json item = items.at(qsizetype(i));
        if (!m_rows[i] && i < left.size() && left[i] && left[i]->fits(item))
            m_rows[i] = std::exchange(left[i], nullptr);
        if (m_rows[i])
            m_rows[i]->showItem(item);
        else
            m_rows[i] = makeRow(item);
    }
    for (ContentItem *row : left) {
        if (row) {
            row->hide();
            row->deleteLater(); // it may be the sender
        }
    }
    for (size_t i = 0; m_rows != before && i < m_rows.size(); ++i)
        m_layout->insertWidget(int(i), m_rows[i]);
    setPlace(m_of);
    if (m_rows != before)
        Q_EMIT stopsChanged();
}

/// For each item the row that shows it already, wherever that stood; of equal ones that in its place. They
/// are taken from @p rows.
std::vector<ContentItem *> ContentItems::rowsThatStay(std::vector<ContentItem *> &rows) const
{
    std::vector<ContentItem *> found(size_t(m_items.size()));
    for (size_t i = 0; i < std::min(found.size(), rows.size()); ++i) {
        if (rows[i]->item() == m_items.at(qsizetype(i)))
            found[i] = std::exchange(rows[i], nullptr);
    }
    for (size_t i = 0; i < found.size(); ++i) {
        const auto same = std::ranges::find_if(rows, [&](const ContentItem *row) {
            return !found[i] && row && row->item() == m_items.at(qsizetype(i));
        });
        if (same != rows.end())
            found[i] = std::exchange(*same, nullptr);
    }
    return found;
}

ContentItem *ContentItems::makeRow(const Json &item)
{
    auto *row = new ContentItem(item, m_variables, m_longTexts, this);
    row->show();
    connect(row, &ContentItem::edited, this, [this, row](const Json &now, bool typing) {
        Json items = m_items;
        items.setAt(indexOf(row), now);
        change(items, typing);
    });
    connect(row, &ContentItem::stopsChanged, this, &ContentItems::stopsChanged);
    connect(row, &ContentItem::moveRequested, this, [this, row](int by) { move(row, by); });
    connect(row, &ContentItem::removeRequested, this, [this, row] { remove(row); });
    connect(row, &ContentItem::attachedBefore, this,
            [this, row](const attachments::AttachedFile &file) { insertBefore(row, file.block); });
    return row;
}

void ContentItems::insertBefore(const ContentItem *row, const Json &item)
{
    Json items = m_items;
    items.insert(indexOf(row), item);
    change(items, false);
}

void ContentItems::change(const Json &items, bool typing)
{
    setContent(items);
    Q_EMIT edited(items, typing);
}

void ContentItems::append(const Json &item, bool focus)
{
    Json items = m_items;
    items.append(item);
    change(items, false);
    if (focus)
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
