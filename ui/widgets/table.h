// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTableView>

namespace outcrop::ui::widgets
{

/// A table of whole rows without a grid: hairlines between rows, small monospace text, faint headings. Tab
/// leaves it, arrows move in it, Ctrl+C copies the selected rows as tab-separated text.
class Table : public QTableView
{
    Q_OBJECT

public:
    explicit Table(const QString &name, QWidget *parent = nullptr);

protected:
    void changeEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void applyColours();
    void copySelection() const;
};

} // namespace outcrop::ui::widgets
