// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/shelfmodel.h"

#include "core/json/json.h"

#include <QFileInfo>
#include <QMimeData>
#include <QUrl>

#include <algorithm>

namespace outcrop::ui::models
{

using namespace Qt::StringLiterals;
using conversation::ShelfItem;
using conversation::ShelfKind;

namespace
{

constexpr std::chrono::milliseconds pause{150};
constexpr qsizetype longestSummary = 200;

QString summaryOf(const ShelfItem &item)
{
    QString text;
    if (item.kind == ShelfKind::Tools) {
        text = item.content.value("toolSpec"_L1).value("description"_L1).toString();
    } else if (item.kind == ShelfKind::Prompts) {
        for (qsizetype i = 0; i < item.content.size() && text.isEmpty(); ++i)
            text = item.content.at(i).value("text"_L1).toString();
    } else {
        text = QString::fromUtf8(json::write(item.content, json::Layout::Compact));
    }
    return text.left(longestSummary).simplified();
}

} // namespace

ShelfModel::ShelfModel(QString libraryFolder, ShelfKind kind, QObject *parent)
    : QAbstractListModel(parent), m_libraryFolder(std::move(libraryFolder)), m_kind(kind)
{
    m_pool.setMaxThreadCount(1);
    m_soon.setSingleShot(true);
    m_soon.setInterval(pause);
    connect(&m_soon, &QTimer::timeout, this, &ShelfModel::refresh);
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, this, [this] { m_soon.start(); });
    refresh();
}

ShelfModel::~ShelfModel()
{
    m_pool.waitForDone();
}

QString ShelfModel::folder() const
{
    return m_libraryFolder + u'/' + conversation::shelfName(m_kind);
}

void ShelfModel::refresh()
{
    m_pool.start([this, folder = m_libraryFolder, kind = m_kind] {
        std::vector<ShelfItem> items = conversation::listShelf(folder, kind);
        QMetaObject::invokeMethod(this, [this, items = std::move(items)] {
            if (m_watcher.directories().isEmpty() && QFileInfo(this->folder()).isDir())
                m_watcher.addPath(this->folder());
            setItems(items);
            Q_EMIT refreshed();
        });
    });
}

int ShelfModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_items.size());
}

QVariant ShelfModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const ShelfItem &one = item(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return one.name;
    case PathRole:
        return one.path;
    case ProblemRole:
        return one.problem ? one.problem->message + u' ' + one.problem->detail : QString();
    case SummaryRole:
        return summaryOf(one);
    default:
        return {};
    }
}

Qt::ItemFlags ShelfModel::flags(const QModelIndex &index) const
{
    return QAbstractListModel::flags(index) | (index.isValid() ? Qt::ItemIsDragEnabled : Qt::NoItemFlags);
}

QStringList ShelfModel::mimeTypes() const
{
    return {u"text/uri-list"_s};
}

QMimeData *ShelfModel::mimeData(const QModelIndexList &indexes) const
{
    QList<QUrl> urls;
    for (const QModelIndex &index : indexes)
        urls << QUrl::fromLocalFile(index.data(PathRole).toString());
    auto *data = new QMimeData;
    data->setUrls(urls);
    return data;
}

int ShelfModel::rowOf(const QString &path) const
{
    const auto found = std::ranges::find(m_items, path, &ShelfItem::path);
    return found == m_items.end() ? -1 : static_cast<int>(found - m_items.begin());
}

// Both lists are in the order of the names, so that rows only come, go and change.
void ShelfModel::setItems(const std::vector<ShelfItem> &items)
{
    for (int row = rowCount() - 1; row >= 0; --row) {
        if (std::ranges::find(items, item(row).path, &ShelfItem::path) != items.end())
            continue;
        beginRemoveRows({}, row, row);
        m_items.erase(m_items.begin() + row);
        endRemoveRows();
    }
    for (int row = 0; row < static_cast<int>(items.size()); ++row) {
        const ShelfItem &wanted = items[static_cast<size_t>(row)];
        if (row >= rowCount() || item(row).path != wanted.path) {
            beginInsertRows({}, row, row);
            m_items.insert(m_items.begin() + row, wanted);
            endInsertRows();
        } else if (!(item(row) == wanted)) {
            m_items[static_cast<size_t>(row)] = wanted;
            Q_EMIT dataChanged(index(row), index(row));
        }
    }
}

} // namespace outcrop::ui::models
