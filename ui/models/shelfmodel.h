// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/conversation/shelf.h"

#include <QAbstractListModel>
#include <QFileSystemWatcher>
#include <QThreadPool>
#include <QTimer>

namespace outcrop::ui::models
{

/// What is in the library of one kind, by name; follows the folder. The disk is read on a thread of its own.
/// Items can be dragged out as their files. Meaning only.
class ShelfModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role {
        PathRole = Qt::UserRole + 1, ///< QString
        ProblemRole,                 ///< QString, why the file cannot be used; empty when it can
        SummaryRole,                 ///< QString, one line of what it is
    };

    ShelfModel(QString libraryFolder, conversation::ShelfKind kind, QObject *parent = nullptr);
    ~ShelfModel() override;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    QStringList mimeTypes() const override;
    QMimeData *mimeData(const QModelIndexList &indexes) const override;

    const conversation::ShelfItem &item(int row) const { return m_items[static_cast<size_t>(row)]; }
    conversation::ShelfKind kind() const { return m_kind; }
    QString folder() const;
    /// -1 when it is not there.
    int rowOf(const QString &path) const;
    /// Looks at the folder again; changes by others do this by themselves.
    void refresh();

Q_SIGNALS:
    /// The folder was looked at.
    void refreshed();

private:
    void setItems(const std::vector<conversation::ShelfItem> &items);

    const QString m_libraryFolder;
    const conversation::ShelfKind m_kind;
    std::vector<conversation::ShelfItem> m_items;
    QFileSystemWatcher m_watcher;
    QTimer m_soon;
    QThreadPool m_pool; ///< one thread
};

} // namespace outcrop::ui::models
