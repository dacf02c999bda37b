// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace outcrop::ui::widgets
{

class TabStrip;

/// The head of a pane: its tabs, and room beside them by which a dock can be dragged.
class PaneHeader : public QWidget
{
    Q_OBJECT

public:
    explicit PaneHeader(QWidget *parent = nullptr);

    TabStrip *tabs() const { return m_tabs; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    TabStrip *m_tabs;
};

} // namespace outcrop::ui::widgets
