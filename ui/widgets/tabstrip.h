// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTabBar>

namespace outcrop::ui::widgets
{

/// A row of plain words with a line under the current one; a tab may carry a count in a pill.
class TabStrip : public QTabBar
{
    Q_OBJECT

public:
    explicit TabStrip(QWidget *parent = nullptr);

    /// Shown in a pill after the tab's text; empty for none.
    void setBadge(int index, const QString &badge);
    QString badge(int index) const;

protected:
    QSize tabSizeHint(int index) const override;
    QSize minimumTabSizeHint(int index) const override;
    void paintEvent(QPaintEvent *event) override;

private:
    void paintTab(QPainter *painter, int index) const;
};

} // namespace outcrop::ui::widgets
