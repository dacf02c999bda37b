// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editors/turn/toolresultform.h"

#include "ui/editors/turn/contentitems.h"
#include "ui/editors/turn/fieldgrid.h"
#include "ui/editors/turn/newblocks.h"
#include "ui/models/turnblocksmodel.h"
#include "ui/widgets/attachbutton.h"
#include "ui/widgets/attaching.h"
#include "ui/widgets/droptarget.h"
#include "ui/widgets/fonts.h"
#include "ui/widgets/strip.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/tokens.h"

#include <QComboBox>
#include <QMenu>
#include <QVBoxLayout>

#include <algorithm>

namespace outcrop::ui::editors
{

using namespace Qt::StringLiterals;
using namespace widgets;
using json::Json;

ToolResultForm::ToolResultForm(models::TurnBlocksModel *model, QWidget *parent)
    : BlockForm(parent)
    , m_model(model)
    , m_call(new QComboBox)
    , m_callName(new TextLabel({}, TextRole::Muted))
    , m_status(new QComboBox)
    , m_content(new ContentItems(model->variablesFrom(), WordsField::LongTexts::Offer))
    , m_attaching(new Attaching(this))
    , m_drops(new DropTarget(this, m_attaching, DropTarget::JsonFiles::Attach))
    , m_strip(new Strip)
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(metrics::space);
    buildFields(layout);
    buildContent(layout);
}

void ToolResultForm::buildFields(QVBoxLayout *layout)
{
    m_call->setEditable(true); // before it has a place: its field stays beside it in the order of Tab
    auto *grid = new FieldGrid;
    grid->addField(u"toolUseId"_s, u"toolResult.toolUseId"_s, m_call);
    grid->addBelow(m_callName);
    grid->addField(u"status"_s, u"toolResult.status"_s, m_status);
    layout->addLayout(grid);
    m_call->setInsertPolicy(QComboBox::NoInsert);
    for (const models::TurnBlocksModel::Call &call : m_model->calls())
        m_call->addItem(call.id, call.name);
    useMonospace(m_call);
    useSmall(m_callName);
    m_status->addItems({tr("not sent"), u"success"_s, u"error"_s});
    connect(m_call, &QComboBox::currentTextChanged, this,
            [this](const QString &id) { setMember("toolUseId"_L1, Json(id), true); });
    connect(m_status, &QComboBox::activated, this, [this](int choice) {
        setMember("status"_L1, choice == 0 ? std::nullopt : std::optional(Json(m_status->itemText(choice))),
                  false);
    });
}

void ToolResultForm::buildContent(QVBoxLayout *layout)
{
    layout->addWidget(m_content);
    connect(m_content, &ContentItems::edited, this,
            [this](const Json &items, bool typing) { setMember("content"_L1, items, typing); });
    connect(m_content, &ContentItems::stopsChanged, this, &ToolResultForm::watchDrops);
    connect(m_content, &ContentItems::stopsChanged, this, &ToolResultForm::stopsChanged);
    connect(m_attaching, &Attaching::attached, this, [this](const attachments::AttachedFile &file) {
        // A file takes a while to be read: the keyboard stays where one works meanwhile.
        m_content->append(file.block, window()->focusWidget() == m_add);
    });
    m_strip->follow(m_attaching);
    m_add = new MenuButton;
    m_add->setText(tr("+ Content ▾"));
    m_add->setToolTip(tr("toolResult.content"));
    auto *menu = new QMenu(m_add);
    menu->addAction(tr("&Text"), this, [this] { m_content->append(newblocks::text()); });
    menu->addAction(tr("&JSON value"), this, [this] {
        m_content->append(Json::object({{"json"_L1, Json::object()}}));
    });
    menu->addAction(tr("S&earch result"), this, [this] { m_content->append(newblocks::searchResult()); });
    menu->addSeparator();
    addAttachActions(menu, m_attaching);
    m_add->setMenu(menu);
    layout->addWidget(m_add, 0, Qt::AlignLeft);
    layout->addWidget(m_strip);
    watchDrops();
}

void ToolResultForm::setMember(QLatin1StringView member, const std::optional<Json> &value, bool typing)
{
    Json result = m_block.value("toolResult"_L1);
    if (result.find(member) == value)
        return;
    if (value)
        result.set(member, *value);
    else
        result.remove(member);
    m_block.set("toolResult"_L1, result);
    showCall();
    Q_EMIT edited(m_block, typing);
}

void ToolResultForm::showBlock(const Json &block)
{
    m_block = block;
    const Json result = block.value("toolResult"_L1);
    if (const QString id = result.value("toolUseId"_L1).toString(); m_call->currentText() != id)
        m_call->setCurrentText(id);
    const QString status = result.value("status"_L1).toString();
    if (!status.isEmpty() && m_status->findText(status) < 0)
        m_status->addItem(status);
    m_status->setCurrentIndex(status.isEmpty() ? 0 : m_status->findText(status));
    m_content->setContent(result.value("content"_L1));
    showCall();
}

void ToolResultForm::watchDrops()
{
    for (QWidget *stop : stops())
        m_drops->watch(stop);
}

void ToolResultForm::showCall()
{
    const QString id = m_call->currentText();
    const auto calls = m_model->calls();
    const auto found = std::ranges::find(calls, id, &models::TurnBlocksModel::Call::id);
    m_callName->setText(found != calls.end() ? tr("answers the call of %1").arg(found->name)
                                             : tr("no call before this message has this id"));
    m_callName->setRole(found != calls.end() ? TextRole::Muted : TextRole::Amber);
}

void ToolResultForm::setPlace(const QString &place)
{
    m_call->setAccessibleName(tr("Call that %1 answers").arg(place));
    m_status->setAccessibleName(tr("Status of %1").arg(place));
    m_add->setAccessibleName(tr("Add content to %1").arg(place));
    m_content->setPlace(place);
}

QList<QWidget *> ToolResultForm::stops() const
{
    return QList<QWidget *>{m_call, m_status} + m_content->stops() + QList<QWidget *>{m_add} +
           m_strip->tabStops();
}

QString ToolResultForm::problem() const
{
    return m_call->currentText().isEmpty() ? tr("A result needs the id of the call it answers.") : QString();
}

} // namespace outcrop::ui::editors
