// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/toolsmodel.h"

#include "core/conversation/conversationdocument.h"
#include "core/converse/tokenestimate.h"

#include <algorithm>

namespace outcrop::ui::models
{

using namespace Qt::StringLiterals;
using conversation::CacheTtl;
using conversation::ConversationDocument;
using json::Json;

namespace
{

constexpr qsizetype longestName = 64; // protocol/shapes.md, ToolSpecification

Json unmuted(const Json &entry)
{
    return entry.find(conversation::mutedBlockMember).value_or(entry);
}

ToolsModel::Kind kindOf(const Json &entry)
{
    const Json tool = unmuted(entry);
    if (tool.value(u"toolSpec").isObject())
        return ToolsModel::Kind::Spec;
    if (tool.value(u"systemTool").isObject())
        return ToolsModel::Kind::SystemTool;
    return tool.value(u"cachePoint").isObject() ? ToolsModel::Kind::CachePoint : ToolsModel::Kind::Other;
}

/// The member that holds name and the rest.
QLatin1StringView bodyOf(ToolsModel::Kind kind)
{
    return kind == ToolsModel::Kind::SystemTool ? "systemTool"_L1 : "toolSpec"_L1;
}

std::vector<Json> itemsOf(const Json &array)
{
    std::vector<Json> items;
    items.reserve(size_t(array.size()));
    for (qsizetype i = 0; i < array.size(); ++i)
        items.push_back(array.at(i));
    return items;
}

ToolsModel::Choice choiceOf(const Json &toolConfig)
{
    const Json choice = toolConfig.value(u"toolChoice");
    using Kind = ToolsModel::Choice::Kind;
    if (choice.contains(u"auto"))
        return {Kind::Auto, {}};
    if (choice.contains(u"any"))
        return {Kind::Any, {}};
    if (choice.contains(u"tool"))
        return {Kind::Tool, choice.value(u"tool").value(u"name").toString()};
    return {};
}

CacheTtl ttlOf(const Json &tool)
{
    const QString ttl = tool.value(u"cachePoint").value(u"ttl").toString();
    if (ttl == u"1h")
        return CacheTtl::OneHour;
    return ttl == u"5m" ? CacheTtl::FiveMinutes : CacheTtl::Default;
}

} // namespace

ToolsModel::ToolsModel(ConversationDocument *document, QObject *parent)
    : QAbstractListModel(parent)
    , m_document(document)
    , m_entries(itemsOf(document->conversation().tools()))
    , m_choice(choiceOf(document->conversation().toolConfig))
{
    connect(document, &ConversationDocument::toolsChanged, this, &ToolsModel::follow);
}

Json ToolsModel::tool(int row) const
{
    return has(row) ? unmuted(m_entries[size_t(row)]) : Json();
}

bool ToolsModel::isOn(int row) const
{
    return has(row) && !m_entries[size_t(row)].contains(conversation::mutedBlockMember);
}

int ToolsModel::countSent() const
{
    int count = 0;
    for (int row = 0; row < rowCount(); ++row)
        count += isOn(row) && kindOf(m_entries[size_t(row)]) != Kind::CachePoint ? 1 : 0;
    return count;
}

qint64 ToolsModel::tokens() const
{
    qint64 sum = 0;
    for (int row = 0; row < rowCount(); ++row)
        sum += index(row).data(TokensRole).toLongLong();
    return sum;
}

ToolsModel::Choice ToolsModel::choice() const
{
    return m_choice;
}

QString ToolsModel::problemOfName(int row, const QString &name) const
{
    const auto allowed = [](QChar c) {
        return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9') ||
               c == u'_' || c == u'-';
    };
    if (name.isEmpty())
        return tr("A tool needs a name.");
    if (name.size() > longestName)
        return tr("At most 64 characters.");
    if (!std::ranges::all_of(name, allowed))
        return tr("Only letters, digits, _ and - of ASCII.");
    for (int other = 0; other < rowCount(); ++other) {
        if (other != row && isOn(other) && isOn(row) && index(other).data().toString() == name)
            return tr("Another tool has this name.");
    }
    return {};
}

void ToolsModel::setSent(std::vector<SentItem> items)
{
    m_sent = std::move(items);
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0), index(rowCount() - 1), {StrataRole, WarmUntilRole});
}

void ToolsModel::setKept(const std::optional<KeptPrefix> &kept)
{
    if (kept == m_kept)
        return;
    m_kept = kept;
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0), index(rowCount() - 1), {KeptRole, CachedRole});
}

/// The tool that differs; one that was switched off, where it stands; the one above a point that differs.
int ToolsModel::keptRow() const
{
    int sent = -1;
    int row = -1;
    for (int i = 0; i < rowCount() && sent < m_kept->item; ++i) {
        sent += isOn(i) ? 1 : 0;
        if (kindOf(m_entries[size_t(i)]) != Kind::CachePoint)
            row = i;
        if (!isOn(i) && sent + 1 == m_kept->item && size_t(m_kept->item) < m_sent.size() &&
            tool(i) == m_sent[size_t(m_kept->item)].value)
            break;
    }
    return row;
}

QVariant ToolsModel::keptAt(int row, qint64 KeptPrefix::*tokens) const
{
    return m_kept && keptRow() == row ? QVariant((*m_kept).*tokens) : QVariant();
}

/// The cache keeps a prefix of what is sent, so one different tool ends what is known.
const SentItem *ToolsModel::sentAt(int row) const
{
    size_t sent = 0;
    for (int i = 0; i <= row; ++i) {
        if (!isOn(i))
            continue;
        if (sent >= m_sent.size() || !(m_entries[size_t(i)] == m_sent[sent].value))
            return nullptr;
        ++sent;
    }
    return isOn(row) ? &m_sent[sent - 1] : nullptr;
}

void ToolsModel::put(const std::vector<Json> &entries, bool typing)
{
    Json tools = Json::array();
    for (const Json &entry : entries)
        tools.append(entry);
    m_document->setTools(tools,
                         typing ? ConversationDocument::Typing::Yes : ConversationDocument::Typing::No);
}

void ToolsModel::setOn(int row, bool on)
{
    if (!has(row) || isOn(row) == on)
        return;
    std::vector<Json> entries = m_entries;
    entries[size_t(row)] = on ? tool(row) : Json::object({{conversation::mutedBlockMember, tool(row)}});
    put(entries);
}

void ToolsModel::setTool(int row, const Json &tool)
{
    if (!has(row))
        return;
    std::vector<Json> entries = m_entries;
    entries[size_t(row)] = isOn(row) ? tool : Json::object({{conversation::mutedBlockMember, tool}});
    put(entries, true);
}

void ToolsModel::setMember(int row, const QString &member, const std::optional<Json> &value)
{
    if (!has(row))
        return;
    Json changed = tool(row);
    const QLatin1StringView body = bodyOf(kindOf(changed));
    Json spec = changed.value(body);
    // A tool that has to be called is called by its name.
    const Choice before = m_choice;
    const bool isChosen = member == u"name" && before.kind == Choice::Kind::Tool && isOn(row) &&
                          before.tool == spec.value(u"name").toString();
    if (value)
        spec.set(member, *value);
    else
        spec.remove(member);
    changed.set(body, spec);
    if (isChosen)
        m_document->undoStack().beginMacro(tr("Rename tool"));
    setTool(row, changed);
    if (isChosen) {
        setChoice({Choice::Kind::Tool, value ? value->toString() : QString()});
        m_document->undoStack().endMacro();
    }
}

void ToolsModel::setSchema(int row, const Json &schema)
{
    if (!has(row))
        return;
    Json input = spec(row).value(u"inputSchema");
    input.set(u"json"_s, schema);
    setMember(row, u"inputSchema"_s, input);
}

void ToolsModel::setTtl(int row, CacheTtl ttl)
{
    if (has(row))
        setTool(row, conversation::cachePointBlock(ttl).value);
}

void ToolsModel::setChoice(const Choice &choice)
{
    switch (choice.kind) {
    case Choice::Kind::NotSent:
        return m_document->setToolChoice(std::nullopt);
    case Choice::Kind::Auto:
        return m_document->setToolChoice(Json::object({{"auto"_L1, Json::object()}}));
    case Choice::Kind::Any:
        return m_document->setToolChoice(Json::object({{"any"_L1, Json::object()}}));
    case Choice::Kind::Tool:
        return m_document->setToolChoice(
            Json::object({{"tool"_L1, Json::object({{"name"_L1, Json(choice.tool)}})}}));
    }
}

int ToolsModel::add(const Json &tool)
{
    std::vector<Json> entries = m_entries;
    entries.push_back(tool);
    put(entries);
    return rowCount() - 1;
}

QString ToolsModel::unusedName(const QString &stem) const
{
    const auto isUsed = [this](const QString &name) {
        for (int row = 0; row < rowCount(); ++row) {
            if (index(row).data().toString() == name)
                return true;
        }
        return false;
    };
    QString name = stem;
    for (int number = 2; isUsed(name); ++number)
        name = stem + u'_' + QString::number(number);
    return name;
}

int ToolsModel::addSpec()
{
    const Json schema = Json::object({{"type"_L1, Json(u"object"_s)}, {"properties"_L1, Json::object()}});
    return add(Json::object(
        {{"toolSpec"_L1, Json::object({{"name"_L1, Json(unusedName(u"new_tool"_s))},
                                       {"inputSchema"_L1, Json::object({{"json"_L1, schema}})}})}}));
}

int ToolsModel::addSystemTool()
{
    return add(Json::object(
        {{"systemTool"_L1, Json::object({{"name"_L1, Json(unusedName(u"nova_grounding"_s))}})}}));
}

int ToolsModel::addCachePoint()
{
    return add(conversation::cachePointBlock().value);
}

void ToolsModel::remove(int row)
{
    if (!has(row))
        return;
    std::vector<Json> entries = m_entries;
    entries.erase(entries.begin() + row);
    put(entries);
}

void ToolsModel::move(int from, int to)
{
    if (!has(from) || !has(to) || from == to)
        return;
    std::vector<Json> entries = m_entries;
    const Json moved = entries[size_t(from)];
    entries.erase(entries.begin() + from);
    entries.insert(entries.begin() + to, moved);
    put(entries);
}

int ToolsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_entries.size());
}

QVariant ToolsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Json entry = tool(index.row());
    const Kind kind = kindOf(entry);
    switch (role) {
    case Qt::DisplayRole:
        if (kind == Kind::CachePoint)
            return QString();
        return kind == Kind::Other ? QString::fromUtf8(json::write(entry))
                                   : entry.value(bodyOf(kind)).value(u"name").toString();
    case KindRole:
        return int(kind);
    case OnRole:
        return isOn(index.row());
    case DescriptionRole:
        return spec(index.row()).value(u"description").toString();
    case TokensRole:
        return isOn(index.row()) && kind != Kind::CachePoint ? converse::estimateToolTokens(entry) : 0;
    case TtlRole:
        return int(ttlOf(entry));
    case StrataRole: {
        const SentItem *sent = sentAt(index.row());
        return int(sent ? sent->strata : Strata::None);
    }
    case WarmUntilRole: {
        const SentItem *sent = sentAt(index.row());
        return sent && sent->warmUntil ? QVariant(*sent->warmUntil) : QVariant();
    }
    case KeptRole:
        return keptAt(index.row(), &KeptPrefix::kept);
    case CachedRole:
        return keptAt(index.row(), &KeptPrefix::cached);
    default:
        return {};
    }
}

/// The document says only that the tools are others; what that means row by row is seen here.
void ToolsModel::follow()
{
    const std::vector<Json> now = itemsOf(m_document->conversation().tools());
    const auto count = [](const std::vector<Json> &list) { return std::ssize(list); };
    std::ptrdiff_t head = 0;
    const std::ptrdiff_t shorter = std::min(count(now), count(m_entries));
    while (head < shorter && now[size_t(head)] == m_entries[size_t(head)])
        ++head;
    std::ptrdiff_t tail = 0;
    while (tail < shorter - head &&
           now[now.size() - 1 - size_t(tail)] == m_entries[m_entries.size() - 1 - size_t(tail)])
        ++tail;
    const std::ptrdiff_t before = count(m_entries) - head - tail;
    const std::ptrdiff_t after = count(now) - head - tail;
    const auto first = now.begin() + head;
    const auto mine = m_entries.begin() + head;
    const bool down = before == after && before > 1 && std::equal(mine + 1, mine + before, first) &&
                      *mine == *(first + after - 1);
    const bool up = before == after && before > 1 && std::equal(mine, mine + before - 1, first + 1) &&
                    *(mine + before - 1) == *first;
    const int top = int(head);
    const int bottom = int(head + before - 1);
    if (down || up) {
        beginMoveRows({}, down ? top : bottom, down ? top : bottom, {}, down ? bottom + 1 : top);
        m_entries = now;
        endMoveRows();
    } else if (before == after) {
        m_entries = now;
        if (before > 0)
            Q_EMIT dataChanged(index(top), index(bottom));
    } else {
        if (before > 0) {
            beginRemoveRows({}, top, bottom);
            m_entries.erase(mine, mine + before);
            endRemoveRows();
        }
        if (after > 0) {
            beginInsertRows({}, top, int(head + after - 1));
            m_entries = now;
            endInsertRows();
        }
    }
    if (top < rowCount())
        Q_EMIT dataChanged(index(top), index(rowCount() - 1), {StrataRole, WarmUntilRole});
    const Choice choice = choiceOf(m_document->conversation().toolConfig);
    if (choice != m_choice) {
        m_choice = choice;
        Q_EMIT choiceChanged();
    }
}

} // namespace outcrop::ui::models
