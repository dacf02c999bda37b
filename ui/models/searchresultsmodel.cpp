// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/searchresultsmodel.h"

#include "core/search/terms.h"

#include <algorithm>

namespace outcrop::ui::models
{

using search::SearchHit;

SearchResultsModel::SearchResultsModel(search::SearchService *service, QObject *parent)
    : QAbstractListModel(parent)
{
    if (!service)
        return;
    m_search = std::make_unique<search::Search>(*service);
    connect(m_search.get(), &search::Search::found, this, &SearchResultsModel::onFound);
    connect(m_search.get(), &search::Search::finished, this, &SearchResultsModel::onFinished);
}

int SearchResultsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant SearchResultsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row &row = m_rows[static_cast<size_t>(index.row())];
    const bool place = row.kind == RowKind::Place;
    switch (role) {
    case Qt::DisplayRole:
        return place ? row.hit.snippet.text : row.hit.title;
    case PathRole:
        return row.hit.path;
    case RowKindRole:
        return QVariant::fromValue(row.kind);
    case MarksRole:
        return place ? QVariant::fromValue(row.hit.snippet.marked) : QVariant();
    case PlaceRole:
        return place ? QVariant::fromValue(FoundPlace{row.hit.kind, row.hit.turnId, row.hit.turn,
                                                      row.hit.exchangeId, m_terms, row.hit.snippet})
                     : QVariant();
    default:
        return {};
    }
}

void SearchResultsModel::setText(const QString &typed)
{
    const QStringList terms = search::termsOf(typed);
    if (!m_search || terms == m_terms)
        return;
    m_terms = terms;
    searchAgain();
}

void SearchResultsModel::searchAgain()
{
    if (!m_search)
        return;
    m_old = true;
    m_problem.reset();
    search::SearchQuery query;
    query.terms = m_terms;
    for (int kind = 0; kind <= static_cast<int>(search::PassageKind::Raw); ++kind)
        query.kinds.insert(static_cast<search::PassageKind>(kind));
    query.kinds.remove(search::PassageKind::Title); // searched beside this
    m_search->start(query);
    if (m_terms.isEmpty())
        forgetOld();
    Q_EMIT stateChanged();
}

void SearchResultsModel::forgetOld()
{
    if (!std::exchange(m_old, false) || m_rows.empty())
        return;
    beginRemoveRows({}, 0, rowCount() - 1);
    m_rows.clear();
    m_conversations = 0;
    endRemoveRows();
}

/// The row behind the last one of that conversation; -1 when it has none.
int SearchResultsModel::endOfConversation(const QString &path) const
{
    const auto last =
        std::find_if(m_rows.rbegin(), m_rows.rend(), [&](const Row &row) { return row.hit.path == path; });
    return last == m_rows.rend() ? -1 : static_cast<int>(m_rows.rend() - last);
}

void SearchResultsModel::insert(int row, const std::vector<Row> &rows)
{
    if (rows.empty())
        return;
    beginInsertRows({}, row, row + static_cast<int>(rows.size()) - 1);
    m_rows.insert(m_rows.begin() + row, rows.begin(), rows.end());
    m_conversations += static_cast<int>(std::ranges::count(rows, RowKind::Conversation, &Row::kind));
    endInsertRows();
}

// What is of conversations that are not listed yet is appended at once.
void SearchResultsModel::onFound(const std::vector<SearchHit> &hits)
{
    forgetOld();
    std::vector<Row> appended;
    const auto append = [&] {
        insert(rowCount(), appended);
        appended.clear();
    };
    for (const SearchHit &hit : hits) {
        if (!appended.empty() && appended.back().hit.path == hit.path) {
            appended.push_back({RowKind::Place, hit});
            continue;
        }
        append();
        const int end = endOfConversation(hit.path);
        if (end >= 0) {
            insert(end, {{RowKind::Place, hit}});
        } else {
            SearchHit conversation;
            conversation.path = hit.path;
            conversation.title = hit.title;
            appended = {{RowKind::Conversation, conversation}, {RowKind::Place, hit}};
        }
    }
    append();
    Q_EMIT stateChanged();
}

void SearchResultsModel::onFinished(const std::optional<base::Error> &problem)
{
    forgetOld();
    m_problem = problem;
    Q_EMIT stateChanged();
}

} // namespace outcrop::ui::models
