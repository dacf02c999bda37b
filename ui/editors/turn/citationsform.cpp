// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editors/turn/citationsform.h"

#include "ui/editors/turn/contentitems.h"
#include "ui/editors/turn/newblocks.h"
#include "ui/editors/turn/readonlytext.h"
#include "ui/widgets/fonts.h"
#include "ui/widgets/growingtextedit.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/tokens.h"

#include <QLocale>
#include <QPushButton>
#include <QVBoxLayout>

namespace outcrop::ui::editors
{

using namespace Qt::StringLiterals;
using namespace widgets;
using json::Json;

namespace
{

constexpr int mostLines = 8;

/// The service counts from 0, people from 1; characters and pieces are places between, so they stay.
QString placeWords(const Json &location)
{
    const QString kind = location.isObject() && location.size() == 1 ? location.keyAt(0) : QString();
    const Json place = location.at(0);
    if (kind == "web"_L1)
        return place.value(place.contains("url"_L1) ? "url"_L1 : "domain"_L1).toString();
    const bool inResult = kind == "searchResultLocation"_L1;
    const auto index = place.value(inResult ? "searchResultIndex"_L1 : "documentIndex"_L1).toInt();
    if (!index)
        return location.isObject() ? QString::fromUtf8(json::write(location)) : QString();
    const QString which = inResult ? CitationsForm::tr("search result %1").arg(*index + 1)
                                   : CitationsForm::tr("document %1").arg(*index + 1);
    const auto start = place.value("start"_L1).toInt();
    if (!start)
        return which;
    const QString range = u"%1–%2"_s.arg(*start).arg(place.value("end"_L1).toInt().value_or(*start));
    const QString what = kind == "documentChar"_L1   ? CitationsForm::tr("characters %1").arg(range)
                         : kind == "documentPage"_L1 ? CitationsForm::tr("pages %1").arg(range)
                                                     : CitationsForm::tr("pieces %1").arg(range);
    return which + u", "_s + what;
}

} // namespace

QString citationWords(const Json &citation)
{
    QStringList parts{citation.value("title"_L1).toString(), citation.value("source"_L1).toString(),
                      placeWords(citation.value("location"_L1))};
    parts.removeAll(QString());
    QString words = parts.isEmpty() ? CitationsForm::tr("a source without a name") : parts.join(u" · "_s);
    const Json cited = citation.value("sourceContent"_L1);
    for (qsizetype i = 0; i < cited.size(); ++i)
        words += u"\n    “%1”"_s.arg(cited.at(i).value("text"_L1).toString().simplified());
    return words;
}

CitationsForm::CitationsForm(QWidget *parent)
    : BlockForm(parent)
    , m_content(new ContentItems(nullptr, WordsField::LongTexts::Insert)) // an answer's words: no variables
    , m_add(new QPushButton(tr("+ Text")))
    , m_count(new TextLabel({}, TextRole::Muted))
    , m_sources(readOnlyText(mostLines))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(metrics::space);
    layout->addWidget(m_content);
    layout->addWidget(m_add, 0, Qt::AlignLeft);
    layout->addWidget(m_count);
    layout->addWidget(m_sources);
    m_add->setAutoDefault(false);
    m_add->setToolTip(u"citationsContent.content"_s);
    m_count->setToolTip(u"citationsContent.citations"_s);
    m_count->setWordWrap(true);
    useSmall(m_count);
    connect(m_add, &QPushButton::clicked, this, [this] { m_content->append(newblocks::text()); });
    connect(m_content, &ContentItems::edited, this, &CitationsForm::takeContent);
    connect(m_content, &ContentItems::stopsChanged, this, &CitationsForm::stopsChanged);
}

void CitationsForm::takeContent(const Json &items, bool typing)
{
    Json value = m_block.value("citationsContent"_L1);
    value.set("content"_L1, items);
    m_block.set("citationsContent"_L1, value);
    Q_EMIT edited(m_block, typing);
}

void CitationsForm::showBlock(const Json &block)
{
    m_block = block;
    const Json value = block.value("citationsContent"_L1);
    m_content->setContent(value.value("content"_L1));
    const Json citations = value.value("citations"_L1);
    QStringList lines;
    for (qsizetype i = 0; i < citations.size(); ++i)
        lines << u"%1. %2"_s.arg(i + 1).arg(citationWords(citations.at(i)));
    m_sources->setText(lines.join(u'\n'));
    m_sources->setVisible(!lines.isEmpty());
    m_count->setText(
        lines.isEmpty()
            ? tr("No sources. They are written as JSON.")
            : tr("Sources (%1). They are changed as JSON.").arg(QLocale().toString(lines.size())));
}

void CitationsForm::setPlace(const QString &place)
{
    m_content->setPlace(place);
    m_add->setAccessibleName(tr("Add text to %1").arg(place));
    m_sources->setAccessibleName(tr("Sources of %1, read only").arg(place));
}

QList<QWidget *> CitationsForm::stops() const
{
    return m_content->stops() + QList<QWidget *>{m_add, m_sources};
}

} // namespace outcrop::ui::editors
