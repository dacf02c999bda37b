// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/systemblocksmodel.h"

#include <QWidget>

QT_BEGIN_NAMESPACE
class QVBoxLayout;
QT_END_NAMESPACE

namespace outcrop::ui::widgets
{
class SectionHeader;
class TextLabel;
} // namespace outcrop::ui::widgets

namespace outcrop::ui::editors
{

class BlockRow;

/// The blocks of the system prompt, each to be edited in its place, and the buttons that add one.
class SystemEditor : public QWidget
{
    Q_OBJECT

public:
    /// @p model must live longer.
    explicit SystemEditor(models::SystemBlocksModel *model, QWidget *parent = nullptr);

    void addText();
    void addCachePoint();
    /// Gives the keyboard to the first block, or to the button that makes one.
    void focusFirst();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    BlockRow *makeRow(int row);
    void onInserted(int first, int last);
    void onRemoved(int first, int last);
    void onMoved(int from, int to);
    void onChanged(int first, int last);
    void orderTabs();
    void refreshAll();
    void updateHeading();
    void append(const json::Json &block);
    void move(const BlockRow *row, int by);
    void remove(const BlockRow *row);
    void drag(int y);
    void drop(const BlockRow *row, int y);
    /// Before which row a block dragged to @p y would stand; the row count for behind the last.
    int rowAt(int y) const;

    models::SystemBlocksModel *m_model;
    widgets::SectionHeader *m_heading;
    widgets::TextLabel *m_empty;
    QVBoxLayout *m_rowsLayout;
    std::vector<BlockRow *> m_rows;
    QWidget *m_addText = nullptr;
    QWidget *m_addPoint = nullptr;
    std::optional<int> m_dropBefore;
};

} // namespace outcrop::ui::editors
