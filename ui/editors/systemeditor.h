// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/systemblocksmodel.h"

#include "ui/editors/rowmark.h"

#include <QHash>
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

class BlockColumn;
class BlockRow;
class TextBlockRow;

/// The blocks of the system prompt, each to be edited in its place, and the buttons that add one.
class SystemEditor : public QWidget
{
    Q_OBJECT

public:
    /// @p model must live longer.
    explicit SystemEditor(models::SystemBlocksModel *model, QWidget *parent = nullptr);

    void addText();
    void addCachePoint();
    void addGuard();
    /// Gives the keyboard to the first block, or to the button that makes one.
    void focusFirst();
    /// The keyboard to one block; to the first for a row that is not there.
    void focusBlock(int row);
    /// What the lint says, by row; -1: about all of it.
    void setMarks(const QHash<int, RowMark> &marks);

Q_SIGNALS:
    void libraryRequested();

private:
    BlockRow *makeRow(const QPersistentModelIndex &index);
    void updateHeading();
    void append(const json::Json &block);
    TextBlockRow *makeTextRow(const QPersistentModelIndex &index);
    QString idOf(int row) const;

    models::SystemBlocksModel *m_model;
    widgets::SectionHeader *m_heading;
    MarkLabel *m_mark;
    widgets::TextLabel *m_empty;
    BlockColumn *m_rows;
    QWidget *m_addText = nullptr;
};

} // namespace outcrop::ui::editors
