// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

QT_BEGIN_NAMESPACE
class QPushButton;
class QScrollArea;
class QVBoxLayout;
QT_END_NAMESPACE

namespace outcrop::conversation
{
struct RequestPlace;
}

namespace outcrop::ui::models
{
class LintModel;
}

namespace outcrop::ui::composer
{

class LintStrip;

/// What is wrong with the next request, a strip each, above the composer. More than three fold.
class LintStrips : public QWidget
{
    Q_OBJECT

public:
    /// @p model must live longer.
    explicit LintStrips(models::LintModel *model, QWidget *parent = nullptr);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    /// Somebody wants to see the place of a finding.
    void placeRequested(const outcrop::conversation::RequestPlace &place);
    /// The keyboard was on the last finding, which is no more.
    void keyboardLeft();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void follow();
    void orderTabs();
    int columnHeight() const;
    void fit();
    LintStrip *makeStrip(int row);
    void fix(const LintStrip *strip);

    models::LintModel *m_model;
    QScrollArea *m_scroll;
    QVBoxLayout *m_layout;
    QPushButton *m_more;
    QList<LintStrip *> m_strips;
    bool m_unfolded = false;
};

} // namespace outcrop::ui::composer
