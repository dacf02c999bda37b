// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/findbar.h"

#include "ui/widgets/fonts.h"
#include "ui/widgets/icon.h"
#include "ui/widgets/outcropstyle.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/tokens.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPainter>
#include <QToolButton>

namespace outcrop::ui::widgets
{

namespace
{

QToolButton *iconButton(const QString &name, const QString &label)
{
    auto *button = new QToolButton;
    button->setIcon(icon(name));
    button->setAutoRaise(true);
    button->setToolTip(label);
    button->setAccessibleName(label);
    setButtonKind(button, ButtonKind::Flat);
    return button;
}

} // namespace

FindBar::FindBar(QWidget *parent)
    : QWidget(parent), m_edit(new QLineEdit), m_case(new QToolButton), m_hits(new TextLabel)
{
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(metrics::gap, metrics::gap, metrics::gap, metrics::gap);
    layout->setSpacing(metrics::gap);
    auto *previous = iconButton(QStringLiteral("up"), tr("Previous match"));
    auto *next = iconButton(QStringLiteral("down"), tr("Next match"));
    auto *closer = iconButton(QStringLiteral("close"), tr("Close search"));
    m_edit->setPlaceholderText(tr("Find"));
    m_edit->setAccessibleName(tr("Find"));
    m_case->setText(tr("Aa"));
    m_case->setCheckable(true);
    m_case->setAutoRaise(true);
    m_case->setToolTip(tr("Capitals count"));
    m_case->setAccessibleName(tr("Capitals count"));
    setButtonKind(m_case, ButtonKind::Flat);
    m_case->hide();
    connect(m_case, &QToolButton::toggled, this, [this] { Q_EMIT needleChanged(needle()); });
    m_hits->setRole(TextRole::Muted);
    useSmall(m_hits);
    layout->addWidget(m_edit, 1);
    layout->addWidget(m_case);
    layout->addWidget(m_hits);
    for (QToolButton *button : {previous, next, closer})
        layout->addWidget(button);
    connect(m_edit, &QLineEdit::textChanged, this, &FindBar::needleChanged);
    connect(previous, &QToolButton::clicked, this, &FindBar::previousRequested);
    connect(next, &QToolButton::clicked, this, &FindBar::nextRequested);
    connect(closer, &QToolButton::clicked, this, &FindBar::close);
    m_edit->installEventFilter(this);
    hide();
}

QString FindBar::needle() const
{
    return m_edit->text();
}

void FindBar::setNeedle(const QString &needle)
{
    m_edit->setText(needle);
}

void FindBar::setScope(const QString &name)
{
    m_edit->setPlaceholderText(name);
    m_edit->setAccessibleName(name);
}

void FindBar::offerCase()
{
    m_case->show();
}

bool FindBar::isCaseSensitive() const
{
    return m_case->isChecked();
}

void FindBar::open(const QString &needle)
{
    show();
    if (!needle.isEmpty())
        m_edit->setText(needle);
    m_edit->selectAll();
    m_edit->setFocus(Qt::ShortcutFocusReason);
    Q_EMIT needleChanged(m_edit->text());
}

void FindBar::setHits(int current, int count, bool more)
{
    if (m_edit->text().isEmpty())
        m_hits->clear();
    else if (count == 0)
        m_hits->setText(more ? tr("searching…") : tr("no match"));
    else
        m_hits->setText((more ? tr("%1 of %2…") : tr("%1 of %2")).arg(current).arg(count));
    setInvalid(m_edit, !m_edit->text().isEmpty() && count == 0 && !more);
}

/// Esc closes the bar and does nothing else, whatever the window uses it for; Ctrl+F stays here.
bool FindBar::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (key->key() == Qt::Key_Escape || key->matches(QKeySequence::Find)) {
            event->accept();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void FindBar::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Find)) {
        m_edit->selectAll();
        return;
    }
    switch (event->key()) {
    case Qt::Key_Escape:
        close();
        return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (event->modifiers() & Qt::ControlModifier)
            break;
        if (event->modifiers() & Qt::ShiftModifier)
            Q_EMIT previousRequested();
        else
            Q_EMIT nextRequested();
        return;
    default:
        break;
    }
    QWidget::keyPressEvent(event);
}

void FindBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(0, height() - 1, width(), 1, tokensOf(this).line);
}

void FindBar::close()
{
    hide();
    Q_EMIT closed();
}

} // namespace outcrop::ui::widgets
