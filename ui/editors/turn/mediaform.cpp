// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editors/turn/mediaform.h"

#include "ui/widgets/attachmentcard.h"

#include <QVBoxLayout>

namespace outcrop::ui::editors
{

using widgets::AttachmentCard;

MediaForm::MediaForm(QWidget *parent)
    : BlockForm(parent), m_card(new AttachmentCard(AttachmentCard::RowCommands::No))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_card);
    connect(m_card, &AttachmentCard::edited, this,
            [this](const json::Json &block) { Q_EMIT edited(block, false); });
}

void MediaForm::showBlock(const json::Json &block)
{
    if (block != m_card->block())
        m_card->setBlock(block, m_fileName);
}

QList<QWidget *> MediaForm::stops() const
{
    return m_card->tabStops();
}

QString MediaForm::about() const
{
    return m_card->block().keyAt(0);
}

} // namespace outcrop::ui::editors
