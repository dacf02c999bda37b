// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connections/connectionspec.h"

#include <QWidget>

#include <map>

QT_BEGIN_NAMESPACE
class QGridLayout;
QT_END_NAMESPACE

namespace outcrop::ui::widgets
{
class TextLabel;
}

namespace outcrop::ui::connections
{

/// Rows of a form: a muted name on the left, a field on the right, and below it what is wrong with it.
class FormRows : public QWidget
{
    Q_OBJECT

public:
    explicit FormRows(QWidget *parent = nullptr);

    /// @p field takes the room there is; @p part is what its problems are about, if it can have any.
    void addRow(const QString &name, QWidget *field,
                std::optional<outcrop::connections::Field> part = std::nullopt);
    /// A row of @p fields side by side; the first takes the room there is unless @p fill is false.
    void addRow(const QString &name, const QList<QWidget *> &fields, bool fill,
                std::optional<outcrop::connections::Field> part = std::nullopt);
    /// Shows or hides the row of @p field, its name included.
    void setRowVisible(const QWidget *field, bool visible);

    /// Marks the fields that have problems, and says them; all others lose their mark.
    void showProblems(const std::vector<outcrop::connections::FieldProblem> &problems);

private:
    struct Row {
        QWidget *name;
        QWidget *field;
        QWidget *first;
        widgets::TextLabel *problem;
    };

    Row *rowOf(const QWidget *field);

    QGridLayout *m_grid;
    std::vector<Row> m_rows;
    std::map<outcrop::connections::Field, std::size_t> m_parts;
};

} // namespace outcrop::ui::connections
