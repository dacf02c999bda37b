// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/editors/blockrow.h"

QT_BEGIN_NAMESPACE
class QCheckBox;
class QPushButton;
class QVBoxLayout;
QT_END_NAMESPACE

namespace outcrop::ui::models
{
class ToolsModel;
}

namespace outcrop::ui::widgets
{
class Card;
class ElidedLabel;
class Pill;
class TextLabel;
} // namespace outcrop::ui::widgets

namespace outcrop::ui::editors
{

class ToolForm;

/// One tool: whether it is sent, its name and what it is about; opened, everything that can be said of it.
class ToolRow : public BlockRow
{
    Q_OBJECT

public:
    ToolRow(models::ToolsModel *model, const QPersistentModelIndex &index, QWidget *parent = nullptr);

    void refresh() override;
    QWidget *editor() const override;
    void setMark(const RowMark &mark) override;
    bool isOpen() const;
    /// Opens or closes it; one that was opened so has the keyboard in its name.
    void setOpen(bool open);

protected:
    QList<QWidget *> ownStops() const override;
    void paintEvent(QPaintEvent *event) override;

private:
    models::ToolsModel *m_model;
    widgets::Card *m_card;
    QVBoxLayout *m_inside;
    QCheckBox *m_on;
    widgets::ElidedLabel *m_name;
    widgets::Pill *m_kind;
    QPushButton *m_open;
    widgets::ElidedLabel *m_about;
    widgets::ElidedLabel *m_properties;
    MarkLabel *m_mark;
    KeptLabel *m_kept;
    ToolForm *m_form = nullptr;
};

} // namespace outcrop::ui::editors
