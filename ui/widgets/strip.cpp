// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/strip.h"

#include "ui/widgets/attaching.h"
#include "ui/widgets/fonts.h"
#include "ui/widgets/icon.h"
#include "ui/widgets/outcropstyle.h"
#include "ui/widgets/taborder.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/tokens.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPushButton>

namespace outcrop::ui::widgets
{

using namespace Qt::StringLiterals;

namespace
{

/// In less the words stand above the buttons.
constexpr int roomBeside = 360;

} // namespace

Strip::Strip(QWidget *parent)
    : QWidget(parent)
    , m_layout(new QBoxLayout(QBoxLayout::LeftToRight, this))
    , m_text(new TextLabel)
    , m_first(new QPushButton)
    , m_second(new QPushButton)
    , m_close(new QPushButton)
{
    m_layout->setContentsMargins(metrics::margin, 0, metrics::space, 0);
    m_layout->setSpacing(metrics::space);
    useSmall(m_text);
    m_text->setWordWrap(true);
    m_layout->addWidget(m_text, 1);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(metrics::space);
    for (QPushButton *button : {m_first, m_second, m_close}) {
        button->setAutoDefault(false);
        buttons->addWidget(button);
    }
    buttons->addStretch();
    m_layout->addLayout(buttons);
    m_close->setIcon(icon(u"close"_s));
    m_close->setAccessibleName(tr("Dismiss"));
    m_close->setToolTip(tr("Dismiss (Esc)"));
    m_close->setFixedWidth(metrics::controlHeight);
    setButtonKind(m_close, ButtonKind::Flat);
    connect(m_close, &QPushButton::clicked, this, &Strip::end);
    connect(m_first, &QPushButton::clicked, this, &Strip::firstChosen);
    connect(m_second, &QPushButton::clicked, this, &Strip::secondChosen);
    hide();
}

void Strip::say(const QString &text, bool isError, const QString &first, const QString &second)
{
    m_text->setText(text);
    m_text->setRole(isError ? TextRole::Error : TextRole::Muted);
    m_first->setText(first);
    m_first->setVisible(!first.isEmpty());
    m_second->setText(second);
    m_second->setVisible(!second.isEmpty());
    setAccessibleName(text);
    show();
    QAccessibleEvent alert(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

void Strip::offer(const QString &text, const QString &first, const QString &second)
{
    say(text, false, first, second);
    focusVisibly(m_first);
}

void Strip::end()
{
    if (isHidden())
        return;
    hide();
    Q_EMIT ended();
}

void Strip::follow(const Attaching *attaching)
{
    connect(attaching, &Attaching::remarked, this, [this](const QString &text) { say(text, false); });
    connect(attaching, &Attaching::failed, this, [this](const base::Error &error) {
        say(QStringList{error.message, error.advice}.join(u' ').trimmed(), true);
    });
}

QList<QWidget *> Strip::tabStops() const
{
    return {m_first, m_second, m_close};
}

void Strip::resizeEvent(QResizeEvent *event)
{
    m_layout->setDirection(width() < roomBeside ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    QWidget::resizeEvent(event);
}

void Strip::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        end();
    else
        QWidget::keyPressEvent(event);
}

} // namespace outcrop::ui::widgets
