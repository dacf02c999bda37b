// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editors/turn/mediaform.h"

#include "core/attachments/attachedfile.h"
#include "ui/editors/turn/documentfields.h"
#include "ui/widgets/attachbutton.h"
#include "ui/widgets/attaching.h"
#include "ui/widgets/attachmentcard.h"
#include "ui/widgets/strip.h"

#include <QMenu>
#include <QVBoxLayout>

namespace outcrop::ui::editors
{

using namespace Qt::StringLiterals;
using namespace widgets;
using json::Json;

namespace
{

/// The image of a guardContent as an image block by itself.
Json imageOfGuard(const Json &block)
{
    return Json::object({{"image"_L1, block.value("guardContent"_L1).value("image"_L1)}});
}

/// What is no image block changes nothing.
Json guardWithImage(const Json &block, const Json &image)
{
    const auto value = image.find("image"_L1);
    if (!value)
        return block;
    Json guard = block.value("guardContent"_L1);
    guard.set("image"_L1, *value);
    Json result = block;
    result.set("guardContent"_L1, guard);
    return result;
}

} // namespace

MediaForm::MediaForm(Kind kind, QWidget *parent)
    : BlockForm(parent)
    , m_kind(kind)
    , m_card(new AttachmentCard(AttachmentCard::RowCommands::No))
    , m_fields(new DocumentFields)
    , m_attaching(new Attaching(this))
    , m_strip(new Strip)
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_card);
    layout->addWidget(m_fields);
    layout->addWidget(m_strip);
    m_fields->hide();
    if (kind == Kind::Guarded)
        m_card->setCheck(attachments::guardedProblemOf);
    m_card->menu()->addSeparator();
    m_fieldsShown = m_card->menu()->addAction(tr("Context and citations"), this, &MediaForm::showFields);
    m_fieldsShown->setCheckable(true);
    m_card->menu()->addAction(tr("Replace…"), this,
                              [this] { chooseFilesToAttach(this, m_attaching, FileCount::One); });
    m_strip->follow(m_attaching);
    connect(m_fields, &DocumentFields::edited, this, [this](const Json &document, bool typing) {
        m_block.setAt(0, document);
        Q_EMIT edited(m_block, typing);
    });
    connect(m_attaching, &Attaching::attached, this, &MediaForm::replace);
    connect(m_card, &AttachmentCard::edited, this,
            [this](const Json &medium) { Q_EMIT edited(whole(medium), false); });
}

Json MediaForm::shown() const
{
    return m_kind == Kind::Guarded ? imageOfGuard(m_block) : m_block;
}

void MediaForm::showBlock(const Json &block)
{
    m_block = block;
    m_card->setBlock(shown(), m_fileName);
    const bool isDocument = block.keyAt(0) == "document"_L1;
    const Json document = isDocument ? block.at(0) : Json();
    m_fieldsShown->setVisible(isDocument);
    m_fields->setDocument(document);
    showFields(isDocument && (m_fieldsShown->isChecked() || document.contains("context"_L1) ||
                              document.contains("citations"_L1)));
}

void MediaForm::showFields(bool shown)
{
    m_fieldsShown->setChecked(shown);
    m_fields->setVisible(shown);
}

Json MediaForm::whole(const Json &medium) const
{
    return m_kind == Kind::Guarded ? guardWithImage(m_block, medium) : medium;
}

void MediaForm::replace(const attachments::AttachedFile &file)
{
    const Json now = shown();
    if (file.block.keyAt(0) != now.keyAt(0)) {
        if (m_kind == Kind::Guarded)
            m_strip->say(tr("%1 is no image; a guarded image is a PNG or a JPEG.").arg(file.fileName), true);
        else
            Q_EMIT replaced(file.block, file.fileName);
        return;
    }
    Json value = now.at(0);
    for (const auto member : {"format"_L1, "name"_L1, "source"_L1}) {
        if (const auto given = file.block.at(0).find(member))
            value.set(member, *given);
    }
    Json medium = now;
    medium.setAt(0, value);
    Q_EMIT replaced(whole(medium), file.fileName);
}

void MediaForm::setPlace(const QString &place)
{
    m_fields->setPlace(place);
    setAccessibleName(tr("Attachment of %1").arg(place)); // the card is named after what is attached
}

QList<QWidget *> MediaForm::stops() const
{
    return m_card->tabStops() + m_fields->stops() + m_strip->tabStops();
}

QString MediaForm::about() const
{
    return m_block.keyAt(0);
}

} // namespace outcrop::ui::editors
