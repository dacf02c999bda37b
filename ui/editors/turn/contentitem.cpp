// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editors/turn/contentitem.h"

#include "core/conversation/block.h"
#include "ui/editors/turn/jsonfield.h"
#include "ui/editors/turn/mediaform.h"
#include "ui/editors/turn/searchresultform.h"
#include "ui/models/blockroles.h"
#include "ui/widgets/card.h"
#include "ui/widgets/fonts.h"
#include "ui/widgets/icon.h"
#include "ui/widgets/messageedit.h"
#include "ui/widgets/outcropstyle.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/tokens.h"
#include "ui/widgets/variableassist.h"

#include <QToolButton>
#include <QVBoxLayout>

namespace outcrop::ui::editors
{

using namespace Qt::StringLiterals;
using namespace widgets;

namespace
{

constexpr int mostLines = 16;

} // namespace

ContentItem::Kind ContentItem::kindOf(const json::Json &item)
{
    if (item.size() != 1 || conversation::unfinishedText(item))
        return Kind::Other;
    if (item.value("text"_L1).isString())
        return Kind::Text;
    if (item.contains("json"_L1))
        return Kind::Json;
    switch (models::kindOfBlock(item)) {
    case models::BlockKind::Media:
        return Kind::Attachment;
    case models::BlockKind::SearchResult:
        return Kind::SearchResult;
    default:
        return Kind::Other;
    }
}

ContentItem::ContentItem(const json::Json &item, conversation::ConversationDocument *variables,
                         WordsField::LongTexts longTexts, QWidget *parent)
    : QWidget(parent), m_kind(kindOf(item)), m_label(new TextLabel({}, TextRole::Muted))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    switch (m_kind) {
    case Kind::Text:
        makeText(variables, longTexts);
        break;
    case Kind::Attachment:
    case Kind::SearchResult:
        makeForm(variables);
        break;
    case Kind::Json:
    case Kind::Other:
        makeJson();
        break;
    }
    auto *foot = new QHBoxLayout;
    foot->setSpacing(0);
    foot->addWidget(m_label, 1);
    useSmall(m_label);
    m_up = addTool(u"up"_s, foot);
    m_down = addTool(u"down"_s, foot);
    m_delete = addTool(u"delete"_s, foot);
    layout->addLayout(foot);
    connect(m_up, &QToolButton::clicked, this, [this] { Q_EMIT moveRequested(-1); });
    connect(m_down, &QToolButton::clicked, this, [this] { Q_EMIT moveRequested(1); });
    connect(m_delete, &QToolButton::clicked, this, &ContentItem::removeRequested);
    showItem(item);
}

QToolButton *ContentItem::addTool(const QString &iconName, QLayout *layout)
{
    auto *button = new QToolButton;
    button->setIcon(icon(iconName));
    button->setAutoRaise(true);
    button->setFixedSize(22, 22);
    button->setIconSize({14, 14});
    button->setFocusPolicy(Qt::StrongFocus);
    setButtonKind(button, ButtonKind::Flat);
    layout->addWidget(button);
    return button;
}

void ContentItem::makeText(conversation::ConversationDocument *variables, WordsField::LongTexts longTexts)
{
    auto *card = new Card;
    auto *inside = new QVBoxLayout(card);
    inside->setContentsMargins(metrics::space, metrics::gap + 1, metrics::gap, metrics::gap + 1);
    m_words = new WordsField(mostLines, longTexts);
    m_text = m_words->edit();
    if (variables)
        new VariableAssist(m_text, variables);
    inside->addWidget(m_words);
    connect(m_words, &WordsField::attached, this, &ContentItem::attachedBefore);
    layout()->addWidget(card);
    connect(m_text, &GrowingTextEdit::edited, this, [this] {
        m_item.set("text"_L1, json::Json(m_text->text()));
        Q_EMIT edited(m_item, true);
    });
}

void ContentItem::makeJson()
{
    m_json = new JsonField;
    if (m_kind == Kind::Other)
        m_json->setIsBlock();
    layout()->addWidget(m_json);
    connect(m_json, &JsonField::edited, this, [this](const json::Json &value) {
        if (m_kind == Kind::Json)
            m_item.set("json"_L1, value);
        else
            m_item = value;
        Q_EMIT edited(m_item, true);
    });
}

void ContentItem::makeForm(conversation::ConversationDocument *variables)
{
    if (m_kind == Kind::Attachment) {
        m_form = new MediaForm(MediaForm::Kind::Plain);
        layout()->addWidget(m_form);
    } else {
        auto *card = new Card;
        auto *inside = new QVBoxLayout(card);
        inside->setContentsMargins(metrics::space, metrics::space, metrics::space, metrics::space);
        m_form = new SearchResultForm(variables);
        inside->addWidget(m_form);
        layout()->addWidget(card);
    }
    connect(m_form, &BlockForm::edited, this, &ContentItem::takeItem);
    connect(m_form, &BlockForm::replaced, this, [this](const json::Json &block) { takeItem(block, false); });
    connect(m_form, &BlockForm::stopsChanged, this, &ContentItem::stopsChanged);
}

void ContentItem::takeItem(const json::Json &item, bool typing)
{
    m_item = item;
    Q_EMIT edited(m_item, typing);
}

/// What is typed as JSON stays JSON while it is typed, whatever it says meanwhile.
bool ContentItem::fits(const json::Json &item) const
{
    return kindOf(item) == m_kind || (m_kind == Kind::Other && item == m_item);
}

void ContentItem::showItem(const json::Json &item)
{
    m_item = item;
    if (m_text)
        m_text->setText(item.value("text"_L1).toString());
    else if (m_json)
        m_json->setValue(m_kind == Kind::Json ? item.value("json"_L1) : item);
    else
        m_form->showBlock(item);
    const bool unfinished = m_json && m_json->isUnfinished();
    m_label->setText(unfinished && m_kind == Kind::Other ? tr("unfinished JSON") : item.keyAt(0));
}

void ContentItem::setPlace(const QString &place)
{
    if (m_text)
        m_text->setAccessibleName(tr("Text %1").arg(place));
    if (m_json)
        m_json->setName(tr("JSON %1").arg(place));
    if (m_form)
        m_form->setPlace(tr("content %1").arg(place));
    const std::pair<QToolButton *, QString> names[] = {{m_up, tr("Move content %1 up").arg(place)},
                                                       {m_down, tr("Move content %1 down").arg(place)},
                                                       {m_delete, tr("Delete content %1").arg(place)}};
    for (const auto &[button, name] : names) {
        button->setAccessibleName(name);
        button->setToolTip(name);
    }
}

QList<QWidget *> ContentItem::stops() const
{
    QList<QWidget *> stops;
    if (m_text)
        stops << m_words->stops();
    else if (m_json)
        stops << m_json->stop();
    else
        stops = m_form->stops();
    return stops + QList<QWidget *>{m_up, m_down, m_delete};
}

} // namespace outcrop::ui::editors
