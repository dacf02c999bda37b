// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/emptystate.h"

#include "ui/widgets/fonts.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/tokens.h"

#include <QVBoxLayout>

namespace outcrop::ui::widgets
{

EmptyState::EmptyState(const QString &title, const QString &hint, QWidget *parent)
    : QWidget(parent), m_title(new TextLabel), m_hint(new TextLabel({}, TextRole::Muted))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(2 * metrics::margin, metrics::margin, 2 * metrics::margin, metrics::margin);
    layout->setSpacing(metrics::gap);
    layout->addStretch(2);
    layout->addWidget(m_title);
    layout->addWidget(m_hint);
    layout->addStretch(3);
    m_title->setFont(boldFont(font()));
    for (TextLabel *label : {m_title, m_hint}) {
        label->setAlignment(Qt::AlignHCenter);
        label->setWordWrap(true);
    }
    setTexts(title, hint);
}

void EmptyState::setTexts(const QString &title, const QString &hint)
{
    m_title->setText(title);
    m_hint->setText(hint);
    m_hint->setVisible(!hint.isEmpty());
    setAccessibleName(QStringLiteral("%1. %2").arg(title, hint));
}

} // namespace outcrop::ui::widgets
