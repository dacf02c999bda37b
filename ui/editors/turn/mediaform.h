// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/editors/turn/blockform.h"

namespace outcrop::attachments
{
struct AttachedFile;
}

namespace outcrop::ui::widgets
{
class AttachmentCard;
class Attaching;
class Strip;
} // namespace outcrop::ui::widgets

class QAction;

namespace outcrop::ui::editors
{

class DocumentFields;

/// An image, document, video or audio block, or the image of a guardContent: the card of an attachment. Its
/// menu puts another file in the place of this one, whose name, format and bytes are taken; what else the
/// block holds stays. Of a document it shows the further members.
class MediaForm : public BlockForm
{
    Q_OBJECT

public:
    enum class Kind { Plain, Guarded };

    explicit MediaForm(Kind kind, QWidget *parent = nullptr);

    void setFileName(const QString &name) override { m_fileName = name; }
    void showBlock(const json::Json &block) override;
    void setPlace(const QString &place) override;
    QList<QWidget *> stops() const override;
    QString about() const override;
    bool hasOwnCard() const override { return true; }

private:
    json::Json shown() const;
    json::Json whole(const json::Json &medium) const;
    void showFields(bool shown);
    void replace(const attachments::AttachedFile &file);

    Kind m_kind;
    widgets::AttachmentCard *m_card;
    QAction *m_fieldsShown; ///< for documents
    DocumentFields *m_fields;
    widgets::Attaching *m_attaching;
    widgets::Strip *m_strip; ///< why another file was not taken
    QString m_fileName;
    json::Json m_block;
};

} // namespace outcrop::ui::editors
