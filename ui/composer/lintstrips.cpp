// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/composer/lintstrips.h"

#include "ui/composer/lintstrip.h"
#include "ui/models/lintmodel.h"
#include "ui/widgets/outcropstyle.h"
#include "ui/widgets/taborder.h"
#include "ui/widgets/tokens.h"

#include <QPushButton>
#include <QResizeEvent>
#include <QScrollArea>
#include <QVBoxLayout>

namespace outcrop::ui::composer
{

using namespace widgets;
using models::LintModel;

namespace
{

constexpr int mostFolded = 3;
/// Unfolded they scroll, or nothing would be left of the transcript.
constexpr int mostHeight = 260;

} // namespace

LintStrips::LintStrips(LintModel *model, QWidget *parent)
    : QWidget(parent), m_model(model), m_scroll(new QScrollArea), m_layout(nullptr), m_more(new QPushButton)
{
    auto *column = new QWidget;
    m_layout = new QVBoxLayout(column);
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(metrics::gap + 2);
    column->installEventFilter(this);
    m_scroll->setWidget(column);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->viewport()->setAutoFillBackground(false);
    column->setAutoFillBackground(false);
    setButtonKind(m_more, ButtonKind::Flat);
    m_more->setAutoDefault(true);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, metrics::space);
    layout->setSpacing(metrics::gap);
    layout->addWidget(m_scroll, 1);
    layout->addWidget(m_more, 0, Qt::AlignLeft);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    connect(m_more, &QPushButton::clicked, this, [this] {
        m_unfolded = !m_unfolded;
        follow();
    });
    connect(model, &LintModel::rowsInserted, this, &LintStrips::follow);
    connect(model, &LintModel::rowsRemoved, this, &LintStrips::follow);
    connect(model, &LintModel::dataChanged, this, &LintStrips::follow);
    follow();
}

/// The strips are as many as are shown, and show what the first rows are now.
void LintStrips::follow()
{
    const int count = m_model->rowCount();
    const int shown = m_unfolded ? count : std::min(count, mostFolded);
    const QWidget *focus = window()->focusWidget();
    bool lostFocus = false;
    while (m_strips.size() > shown) {
        LintStrip *last = m_strips.takeLast();
        lostFocus = lostFocus || last == focus || last->isAncestorOf(focus);
        last->hide();
        last->deleteLater(); // it may be the one that was pressed
    }
    for (int row = 0; row < shown; ++row) {
        if (row < m_strips.size())
            m_strips.at(row)->show(m_model->finding(row));
        else
            m_layout->addWidget(m_strips.emplace_back(makeStrip(row)));
    }
    m_more->setVisible(count > mostFolded);
    m_more->setText(m_unfolded ? tr("Show fewer") : tr("and %1 more").arg(count - mostFolded));
    m_more->setAccessibleName(m_more->text());
    m_unfolded = m_unfolded && count > mostFolded;
    if (lostFocus && !m_strips.isEmpty())
        m_strips.last()->setFocus(Qt::OtherFocusReason);
    else if (lostFocus)
        Q_EMIT keyboardLeft();
    setVisible(count > 0);
    orderTabs();
    fit();
}

/// From the transcript above to the composer below, whenever a strip was made.
void LintStrips::orderTabs()
{
    QList<QWidget *> stops{this};
    for (LintStrip *strip : m_strips) {
        stops << strip;
        for (QAbstractButton *button : strip->findChildren<QAbstractButton *>())
            stops << button;
    }
    chainTabs(stops << m_more);
}

/// Without a scroll bar where they fit: its width would make them higher, and so keep it.
void LintStrips::fit()
{
    m_scroll->setVerticalScrollBarPolicy(columnHeight() > mostHeight ? Qt::ScrollBarAsNeeded
                                                                     : Qt::ScrollBarAlwaysOff);
    updateGeometry();
}

LintStrip *LintStrips::makeStrip(int row)
{
    auto *strip = new LintStrip(m_model->finding(row));
    connect(strip, &LintStrip::otherActionTriggered, this, [this, strip] {
        const auto at = m_strips.indexOf(strip);
        if (at >= 0 && at < m_model->rowCount())
            Q_EMIT placeRequested(m_model->finding(int(at)).place);
    });
    connect(strip, &LintStrip::actionTriggered, this, [this, strip] { fix(strip); });
    return strip;
}

void LintStrips::fix(const LintStrip *strip)
{
    if (const auto row = m_strips.indexOf(strip); row >= 0)
        m_model->fix(int(row));
}

int LintStrips::columnHeight() const
{
    const int wide = width() > 0 ? width() : 400;
    return m_layout->hasHeightForWidth() ? m_layout->heightForWidth(wide)
                                         : m_scroll->widget()->sizeHint().height();
}

QSize LintStrips::sizeHint() const
{
    const int more = m_more->isHidden() ? 0 : m_more->sizeHint().height() + metrics::gap;
    return {width() > 0 ? width() : 400, std::min(columnHeight(), mostHeight) + more + metrics::space};
}

/// A strip that was put in counts once it is shown.
bool LintStrips::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::LayoutRequest)
        fit();
    return QWidget::eventFilter(watched, event);
}

/// Narrower, their words take more lines.
void LintStrips::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    if (event->size().width() != event->oldSize().width())
        fit();
}

QSize LintStrips::minimumSizeHint() const
{
    return {200, sizeHint().height()};
}

} // namespace outcrop::ui::composer
