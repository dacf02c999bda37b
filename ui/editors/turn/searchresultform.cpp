// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editors/turn/searchresultform.h"

#include "ui/editors/turn/citationschoice.h"
#include "ui/editors/turn/contentitems.h"
#include "ui/editors/turn/fieldgrid.h"
#include "ui/editors/turn/newblocks.h"
#include "ui/widgets/tokens.h"

#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace outcrop::ui::editors
{

using namespace Qt::StringLiterals;
using namespace widgets;

SearchResultForm::SearchResultForm(conversation::ConversationDocument *variables, QWidget *parent)
    : BlockForm(parent)
    , m_source(new QLineEdit)
    , m_title(new QLineEdit)
    , m_citations(new CitationsChoice)
    , m_content(new ContentItems(variables, WordsField::LongTexts::Insert))
    , m_add(new QPushButton(tr("+ Text")))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(metrics::space);
    auto *grid = new FieldGrid;
    grid->addField(u"source"_s, u"searchResult.source"_s, m_source);
    grid->addField(u"title"_s, u"searchResult.title"_s, m_title);
    grid->addField(u"citations"_s, u"searchResult.citations.enabled"_s, m_citations);
    layout->addLayout(grid);
    layout->addWidget(m_content);
    layout->addWidget(m_add, 0, Qt::AlignLeft);
    m_add->setAutoDefault(false);
    m_add->setToolTip(u"searchResult.content"_s);
    connect(m_source, &QLineEdit::textEdited, this,
            [this](const QString &text) { set("source"_L1, json::Json(text), true); });
    connect(m_title, &QLineEdit::textEdited, this,
            [this](const QString &text) { set("title"_L1, json::Json(text), true); });
    connect(m_citations, &QComboBox::activated, this,
            [this] { takeResult(m_citations->chosen(m_block.value("searchResult"_L1)), false); });
    connect(m_add, &QPushButton::clicked, this, [this] { m_content->append(newblocks::text()); });
    connect(m_content, &ContentItems::edited, this,
            [this](const json::Json &items, bool typing) { set("content"_L1, items, typing); });
    connect(m_content, &ContentItems::stopsChanged, this, &SearchResultForm::stopsChanged);
}

void SearchResultForm::set(QLatin1StringView member, const json::Json &value, bool typing)
{
    json::Json result = m_block.value("searchResult"_L1);
    result.set(member, value);
    takeResult(result, typing);
}

void SearchResultForm::takeResult(const json::Json &result, bool typing)
{
    m_block.set("searchResult"_L1, result);
    Q_EMIT edited(m_block, typing);
}

void SearchResultForm::showBlock(const json::Json &block)
{
    m_block = block;
    const json::Json result = block.value("searchResult"_L1);
    for (const auto &[field, member] : {std::pair(m_source, "source"_L1), std::pair(m_title, "title"_L1)}) {
        if (const QString text = result.value(member).toString(); field->text() != text)
            field->setText(text);
    }
    m_citations->setSource(result);
    m_content->setContent(result.value("content"_L1));
}

void SearchResultForm::setPlace(const QString &place)
{
    m_source->setAccessibleName(tr("Source of %1").arg(place));
    m_title->setAccessibleName(tr("Title of %1").arg(place));
    m_citations->setAccessibleName(tr("Citations of %1").arg(place));
    m_add->setAccessibleName(tr("Add text to %1").arg(place));
    m_content->setPlace(place);
}

QList<QWidget *> SearchResultForm::stops() const
{
    return QList<QWidget *>{m_source, m_title, m_citations} + m_content->stops() + QList<QWidget *>{m_add};
}

QString SearchResultForm::problem() const
{
    return m_source->text().isEmpty() || m_title->text().isEmpty()
               ? tr("A search result needs a source and a title.")
               : QString();
}

} // namespace outcrop::ui::editors
