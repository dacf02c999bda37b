// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/paneheader.h"

#include "ui/widgets/tabstrip.h"
#include "ui/widgets/tokens.h"

#include <QHBoxLayout>
#include <QPainter>

namespace outcrop::ui::widgets
{

PaneHeader::PaneHeader(QWidget *parent) : QWidget(parent), m_tabs(new TabStrip)
{
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(metrics::gap, 0, metrics::gap, 0);
    layout->addWidget(m_tabs);
    layout->addStretch();
}

void PaneHeader::paintEvent(QPaintEvent *)
{
    const Tokens &t = tokensOf(this);
    QPainter painter(this);
    painter.fillRect(rect(), t.surface);
    painter.fillRect(0, height() - 1, width(), 1, t.line);
}

} // namespace outcrop::ui::widgets
