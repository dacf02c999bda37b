// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractListModel>

#include <vector>

namespace outcrop::ui::models
{

/// A place to send to, as the picker shows it.
struct ConnectionRow {
    enum class State {
        Ready,
        Doubtful,    ///< can be used; the last check warned of something: stateText says what
        Failing,     ///< may be tried; the last check failed: stateText says at what
        Unavailable, ///< cannot be used: stateText says why
        Starting,
    };

    QString name;   ///< unique; what the document keeps
    QString detail; ///< region or address: "us-east-1", "127.0.0.1:40123"
    State state = State::Ready;
    QString stateText;  ///< for the status bar: "Simulator on 127.0.0.1:40123", "no credentials in the
                        ///< environment"
    QStringList models; ///< ids offered in the model picker; any other may be typed

    friend bool operator==(const ConnectionRow &, const ConnectionRow &) = default;
};

/// The connections that can be chosen. Filled and kept up to date by the composition root.
///
/// Roles: Qt::DisplayRole name; DetailRole QString; StateRole int (ConnectionRow::State); StateTextRole
/// QString; ModelsRole QStringList. Qt::ToolTipRole, Qt::AccessibleDescriptionRole: state text.
class ConnectionsModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role { DetailRole = Qt::UserRole + 1, StateRole, StateTextRole, ModelsRole };

    using QAbstractListModel::QAbstractListModel;

    /// Appends, or replaces the row of the same name.
    void put(const ConnectionRow &row);
    void remove(const QString &name);

    const std::vector<ConnectionRow> &rows() const { return m_rows; }
    /// -1 when there is none of that name.
    int rowOf(const QString &name) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

private:
    std::vector<ConnectionRow> m_rows;
};

} // namespace outcrop::ui::models
