// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/editors/rowmark.h"

#include <QHash>
#include <QPersistentModelIndex>
#include <QWidget>

QT_BEGIN_NAMESPACE
class QComboBox;
QT_END_NAMESPACE

namespace outcrop::ui::models
{
class ToolsModel;
}

namespace outcrop::ui::widgets
{
class SectionHeader;
class TextLabel;
} // namespace outcrop::ui::widgets

namespace outcrop::ui::editors
{

class BlockColumn;
class BlockRow;

/// The tools of the request, each to be edited in its place, switched off, moved and deleted; who decides
/// about calls; and the buttons that add one.
class ToolsEditor : public QWidget
{
    Q_OBJECT

public:
    /// @p model must live longer.
    explicit ToolsEditor(models::ToolsModel *model, QWidget *parent = nullptr);

    void addTool();
    /// Gives the keyboard to the first tool, or to the button that makes one.
    void focusFirst();
    /// Opens a tool and gives it the keyboard; the first, or the choice for -1, where it is not there.
    void focusTool(int row);
    void focusChoice();
    /// What the lint says, by row; -1: about all of them.
    void setMarks(const QHash<int, RowMark> &marks);

Q_SIGNALS:
    void libraryRequested();

private:
    BlockRow *makeRow(const QPersistentModelIndex &index);
    QWidget *buildChoice();
    QWidget *buildButtons();
    void openLast();
    void refresh();
    void refreshChoice();
    void choose(int item);

    models::ToolsModel *m_model;
    widgets::SectionHeader *m_heading;
    MarkLabel *m_mark;
    widgets::TextLabel *m_empty;
    QComboBox *m_choice;
    QWidget *m_choiceRow;
    BlockColumn *m_rows;
    widgets::TextLabel *m_hint;
    QWidget *m_add = nullptr;
    QList<QWidget *> m_buttons;
};

} // namespace outcrop::ui::editors
