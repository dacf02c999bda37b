// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTabBar>

namespace outcrop::ui::widgets
{

/// A row of plain words with a line under the current one; a tab may carry a count in a pill. Where there is
/// too little room the words stand closer, then those that have a shorter form are shown by it, the last ones
/// first.
class TabStrip : public QTabBar
{
    Q_OBJECT

public:
    explicit TabStrip(QWidget *parent = nullptr);

    /// Shown in a pill after the tab's text; empty for none.
    void setBadge(int index, const QString &badge);
    QString badge(int index) const;
    /// Instead of the tab's text where there is too little room; the text is then the tooltip.
    void setShortText(int index, const QString &text);
    /// What the tab shows of its text now.
    QString shownText(int index) const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    QSize tabSizeHint(int index) const override;
    QSize minimumTabSizeHint(int index) const override;
    bool event(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    /// How the tabs are made to fit.
    struct Fit {
        int padding;       ///< on either side of a text
        int shortened = 0; ///< tabs from the end that are shown by their short text
    };
    static Fit roomy();
    Fit tight() const;

    QString textAt(int index, const Fit &fit) const;
    int tabWidth(int index, const Fit &fit) const;
    int widthNeeded(const Fit &fit) const;
    void chooseFit();
    void layOutAgain();
    void paintTab(QPainter *painter, int index) const;

    QStringList m_shortTexts;
    Fit m_fit = roomy();
};

} // namespace outcrop::ui::widgets
