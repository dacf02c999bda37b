// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/banner.h"

#include "ui/widgets/fonts.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/tokens.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>

#include <utility>

namespace outcrop::ui::widgets
{

Banner::Banner(Severity severity, QWidget *parent)
    : QWidget(parent)
    , m_severity(severity)
    , m_title(new TextLabel)
    , m_text(new TextLabel)
    , m_action(new QPushButton)
    , m_other(new QPushButton)
{
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(metrics::margin + 3, metrics::space, metrics::margin, metrics::space);
    layout->setSpacing(metrics::margin);
    layout->addWidget(m_title, 0, Qt::AlignTop);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_other, 0, Qt::AlignVCenter);
    layout->addWidget(m_action, 0, Qt::AlignVCenter);
    m_title->setFont(boldFont(m_title->font()));
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    for (QPushButton *button : {m_action, m_other}) {
        button->setAutoDefault(true); // Enter presses it
        button->hide();
    }
    connect(m_other, &QPushButton::clicked, this, &Banner::otherActionTriggered);
    connect(m_action, &QPushButton::clicked, this, &Banner::actionTriggered);
}

void Banner::setSeverity(Severity severity)
{
    m_severity = severity;
    update();
}

void Banner::setMessage(const QString &title, const QString &text)
{
    m_title->setText(title);
    m_title->setVisible(!title.isEmpty());
    m_text->setText(text);
    setAccessibleName(title.isEmpty() ? text : QStringLiteral("%1: %2").arg(title, text));
    QAccessibleEvent alert(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

void Banner::setAction(const QString &label)
{
    m_action->setText(label);
    m_action->setVisible(!label.isEmpty());
}

void Banner::setOtherAction(const QString &label, const QString &name)
{
    m_other->setText(label);
    m_other->setAccessibleName(name);
    m_other->setVisible(!label.isEmpty());
}

void Banner::paintEvent(QPaintEvent *)
{
    const Tokens &t = tokensOf(this);
    const auto [ground, edge] = m_severity == Severity::Error     ? std::pair(t.errorSoft, t.error)
                                : m_severity == Severity::Warning ? std::pair(t.amberSoft, t.amber)
                                                                  : std::pair(t.sunken, t.grey);
    QPainter painter(this);
    painter.fillRect(rect(), ground);
    painter.fillRect(0, 0, 3, height(), edge);
}

} // namespace outcrop::ui::widgets
