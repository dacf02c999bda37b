// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/modelsmodel.h"

#include <algorithm>

namespace outcrop::ui::models
{

namespace
{

using namespace Qt::StringLiterals;

bool matches(const ModelRow &row, const QStringList &words)
{
    return std::ranges::all_of(words, [&row](const QString &word) {
        return row.id.contains(word, Qt::CaseInsensitive) || row.name.contains(word, Qt::CaseInsensitive) ||
               row.provider.contains(word, Qt::CaseInsensitive) ||
               row.scope.contains(word, Qt::CaseInsensitive);
    });
}

QString inOneLine(const ModelRow &row)
{
    QStringList parts{row.name, row.id, row.scope, row.facts, row.hint};
    if (row.isFavourite)
        parts.append(ModelsModel::tr("favourite"));
    parts.removeAll(QString());
    return parts.join(u", "_s);
}

} // namespace

void ModelsModel::setRows(const std::vector<ModelRow> &rows)
{
    m_all = rows;
    show(wanted());
}

void ModelsModel::setFilter(const QString &text)
{
    m_filter = text.trimmed();
    show(wanted());
}

std::vector<ModelsModel::Shown> ModelsModel::wanted() const
{
    const QStringList words = m_filter.split(u' ', Qt::SkipEmptyParts);
    std::vector<Shown> wanted;
    for (const ModelRow &row : m_all) {
        if (matches(row, words))
            wanted.push_back({row, false});
    }
    const bool isKnown =
        std::ranges::any_of(m_all, [this](const ModelRow &row) { return row.id == m_filter; });
    if (!m_filter.isEmpty() && !isKnown && words.size() == 1) {
        Shown typed{{}, true};
        typed.row.id = m_filter;
        wanted.push_back(typed);
    }
    return wanted;
}

// The rows in common at the beginning and the end stay; what is between goes out and comes in.
void ModelsModel::show(const std::vector<Shown> &wanted)
{
    const auto [left, right] = std::ranges::mismatch(m_shown, wanted);
    const auto first = left - m_shown.begin();
    qsizetype same = 0;
    while (same < std::ssize(m_shown) - first && same < std::ssize(wanted) - first &&
           m_shown.rbegin()[same] == wanted.rbegin()[same])
        ++same;
    const auto end = std::ssize(m_shown) - same;
    if (end > first) {
        beginRemoveRows({}, int(first), int(end - 1));
        m_shown.erase(m_shown.begin() + first, m_shown.begin() + end);
        endRemoveRows();
    }
    const auto newEnd = std::ssize(wanted) - same;
    if (newEnd > first) {
        beginInsertRows({}, int(first), int(newEnd - 1));
        m_shown.insert(m_shown.begin() + first, wanted.begin() + first, wanted.begin() + newEnd);
        endInsertRows();
    }
}

int ModelsModel::rowOf(const QString &id) const
{
    const auto found =
        std::ranges::find_if(m_shown, [&id](const Shown &shown) { return shown.row.id == id; });
    return found == m_shown.end() ? -1 : int(found - m_shown.begin());
}

int ModelsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_shown.size());
}

QVariant ModelsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Shown &shown = m_shown[size_t(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return shown.row.id;
    case Qt::AccessibleTextRole:
        return inOneLine(shown.row);
    case Qt::ToolTipRole:
        return shown.row.evidence.toHtmlEscaped();
    case NameRole:
        return shown.row.name;
    case ScopeRole:
        return shown.row.scope;
    case FactsRole:
        return shown.row.facts;
    case HintRole:
        return shown.row.hint;
    case FavouriteRole:
        return shown.row.isFavourite;
    case RecentRole:
        return shown.row.isRecent;
    case TypedRole:
        return shown.isTyped;
    default:
        return {};
    }
}

} // namespace outcrop::ui::models
