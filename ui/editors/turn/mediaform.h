// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/editors/turn/blockform.h"

namespace outcrop::ui::widgets
{
class AttachmentCard;
}

namespace outcrop::ui::editors
{

/// An image, document, video or audio block: the card of an attachment.
class MediaForm : public BlockForm
{
    Q_OBJECT

public:
    explicit MediaForm(QWidget *parent = nullptr);

    void setFileName(const QString &name) override { m_fileName = name; }
    void showBlock(const json::Json &block) override;
    void setNumber(int) override {} // the card is named after what is attached
    QList<QWidget *> stops() const override;
    QString about() const override;
    bool hasOwnCard() const override { return true; }

private:
    widgets::AttachmentCard *m_card;
    QString m_fileName;
};

} // namespace outcrop::ui::editors
