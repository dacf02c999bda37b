// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editors/turn/documentfields.h"

#include "ui/editors/turn/citationschoice.h"
#include "ui/editors/turn/fieldgrid.h"
#include "ui/widgets/card.h"
#include "ui/widgets/growingtextedit.h"
#include "ui/widgets/tokens.h"

#include <QVBoxLayout>

namespace outcrop::ui::editors
{

using namespace Qt::StringLiterals;
using namespace widgets;
using json::Json;

namespace
{

constexpr int mostLines = 6;

} // namespace

DocumentFields::DocumentFields(QWidget *parent)
    : QWidget(parent), m_context(new GrowingTextEdit(1, mostLines)), m_citations(new CitationsChoice)
{
    auto *card = new Card;
    auto *inside = new QVBoxLayout(card);
    inside->setContentsMargins(metrics::space, metrics::gap + 1, metrics::gap, metrics::gap + 1);
    inside->addWidget(m_context);
    auto *grid = new FieldGrid;
    grid->setContentsMargins(metrics::margin, metrics::gap, 0, 0);
    grid->addField(u"context"_s, u"document.context"_s, card);
    grid->addField(u"citations"_s, u"document.citations.enabled"_s, m_citations);
    setLayout(grid);
    m_context->leaveUndoToWindow();
    m_context->setPlaceholderText(tr("not sent"));
    connect(m_context, &GrowingTextEdit::edited, this, &DocumentFields::takeContext);
    connect(m_citations, &QComboBox::activated, this, [this] {
        m_document = m_citations->chosen(m_document);
        Q_EMIT edited(m_document, false);
    });
}

void DocumentFields::takeContext()
{
    if (m_context->text().isEmpty())
        m_document.remove("context"_L1);
    else
        m_document.set("context"_L1, Json(m_context->text()));
    Q_EMIT edited(m_document, true);
}

void DocumentFields::setDocument(const Json &document)
{
    m_document = document;
    m_context->setText(document.value("context"_L1).toString());
    m_citations->setSource(document);
}

void DocumentFields::setPlace(const QString &place)
{
    m_context->setAccessibleName(tr("Context of %1").arg(place));
    m_citations->setAccessibleName(tr("Citations of %1").arg(place));
}

QList<QWidget *> DocumentFields::stops() const
{
    return {m_context, m_citations};
}

} // namespace outcrop::ui::editors
