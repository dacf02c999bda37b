// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/variablesmodel.h"

#include "core/conversation/conversationdocument.h"
#include "core/conversation/variablestore.h"

#include <algorithm>

namespace outcrop::ui::models
{

using conversation::ConversationDocument;
using conversation::VariableEntry;
using conversation::VariableScope;
using conversation::VariableStore;

namespace
{

using namespace std::chrono_literals;

/// Looking through all texts costs milliseconds, so it waits for a pause.
constexpr auto pause = 200ms;

} // namespace

VariablesModel::VariablesModel(ConversationDocument *document, VariableStore *shared, QObject *parent)
    : QAbstractListModel(parent)
    , m_document(document)
    , m_shared(shared)
    , m_entries(conversation::variableEntries(document->conversation()))
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(pause);
    connect(&m_soon, &QTimer::timeout, this, &VariablesModel::follow);
    connect(document, &ConversationDocument::changed, &m_soon, qOverload<>(&QTimer::start));
    connect(document, &ConversationDocument::draftChanged, &m_soon, qOverload<>(&QTimer::start));
    connect(document, &ConversationDocument::variableChanged, this, &VariablesModel::follow);
}

void VariablesModel::catchUp()
{
    if (m_soon.isActive()) {
        m_soon.stop();
        follow();
    }
}

// Row by row, by their names.
void VariablesModel::follow()
{
    const std::vector<VariableEntry> entries = conversation::variableEntries(m_document->conversation());
    for (size_t row = 0; row < entries.size(); ++row) {
        const int at = static_cast<int>(row);
        const auto begin = m_entries.begin() + static_cast<std::ptrdiff_t>(row);
        const auto known = std::find_if(
            begin, m_entries.end(), [&](const VariableEntry &one) { return one.name == entries[row].name; });
        if (known == m_entries.end()) {
            beginInsertRows({}, at, at);
            m_entries.insert(begin, entries[row]);
            endInsertRows();
            continue;
        }
        if (const int from = at + static_cast<int>(known - begin); from != at) {
            beginMoveRows({}, from, from, {}, at);
            std::rotate(begin, known, known + 1);
            endMoveRows();
        }
        if (m_entries[row] != entries[row]) {
            m_entries[row] = entries[row];
            Q_EMIT dataChanged(index(at), index(at));
        }
    }
    if (m_entries.size() > entries.size()) {
        beginRemoveRows({}, static_cast<int>(entries.size()), rowCount() - 1);
        m_entries.resize(entries.size());
        endRemoveRows();
    }
}

int VariablesModel::countUnset() const
{
    return static_cast<int>(std::ranges::count(m_entries, VariableScope::Unset, &VariableEntry::scope));
}

int VariablesModel::rowOf(const QString &name) const
{
    const auto found = std::ranges::find(m_entries, name, &VariableEntry::name);
    return found == m_entries.end() ? -1 : static_cast<int>(found - m_entries.begin());
}

void VariablesModel::setValue(const QString &name, const QString &value)
{
    if (m_shared &&
        conversation::variableEntry(m_document->conversation(), name).scope == VariableScope::Library)
        m_shared->set(name, value);
    else
        m_document->setVariable(name, value, ConversationDocument::Typing::Yes);
}

void VariablesModel::setScope(const QString &name, VariableScope scope)
{
    const VariableEntry entry = conversation::variableEntry(m_document->conversation(), name);
    if (entry.scope == scope || !m_shared)
        return;
    if (scope == VariableScope::Library) {
        m_shared->set(name, entry.value);
        m_document->setVariable(name, std::nullopt);
    } else if (scope == VariableScope::Conversation) {
        m_document->setVariable(name, entry.value);
    }
}

void VariablesModel::unset(const QString &name)
{
    const VariableEntry entry = conversation::variableEntry(m_document->conversation(), name);
    if (entry.scope == VariableScope::Library && m_shared)
        m_shared->set(name, std::nullopt);
    else
        m_document->setVariable(name, std::nullopt);
}

bool VariablesModel::add(const QString &name)
{
    const auto uses = conversation::variableUses(QStringLiteral("{{%1}}").arg(name));
    if (uses.size() != 1 || uses.front().name != name ||
        conversation::variableEntry(m_document->conversation(), name).scope != VariableScope::Unset)
        return false;
    m_document->setVariable(name, QString());
    return true;
}

int VariablesModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_entries.size());
}

QVariant VariablesModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const VariableEntry &entry = m_entries[size_t(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return entry.name;
    case ValueRole:
        return entry.value;
    case ScopeRole:
        return static_cast<int>(entry.scope);
    case UsesRole:
        return entry.uses;
    case HiddenRole:
        return entry.hidden;
    default:
        return {};
    }
}

} // namespace outcrop::ui::models
