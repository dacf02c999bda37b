// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/modelsource.h"

#include <QAbstractListModel>

namespace outcrop::ui::models
{

/// The ids to pick from that contain every word typed, in any order and case. When what was typed is no id of
/// the list it is offered itself, as the last row: any id may be called.
///
/// Roles: Qt::DisplayRole the id; NameRole, ScopeRole, FactsRole, HintRole QString as of ModelRow;
/// FavouriteRole, RecentRole bool; Qt::ToolTipRole evidence; TypedRole bool: what was typed.
/// Qt::AccessibleTextRole all of it in one line.
class ModelsModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role {
        NameRole = Qt::UserRole + 1,
        ScopeRole,
        FactsRole,
        HintRole,
        FavouriteRole,
        RecentRole,
        TypedRole
    };

    using QAbstractListModel::QAbstractListModel;

    /// Rows that stay keep their indexes valid.
    void setRows(const std::vector<ModelRow> &rows);
    void setFilter(const QString &text);

    /// -1 when it is not shown.
    int rowOf(const QString &id) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

private:
    struct Shown {
        ModelRow row;
        bool isTyped = false;

        friend bool operator==(const Shown &, const Shown &) = default;
    };

    std::vector<Shown> wanted() const;
    void show(const std::vector<Shown> &wanted);

    std::vector<ModelRow> m_all;
    QString m_filter;
    std::vector<Shown> m_shown;
};

} // namespace outcrop::ui::models
