// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editors/toolrow.h"

#include "ui/editors/toolform.h"
#include "ui/models/toolschema.h"
#include "ui/models/toolsmodel.h"
#include "ui/widgets/card.h"
#include "ui/widgets/fonts.h"
#include "ui/widgets/outcropstyle.h"
#include "ui/widgets/pill.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/tokens.h"

#include <QCheckBox>
#include <QLocale>
#include <QPushButton>
#include <QVBoxLayout>

namespace outcrop::ui::editors
{

using namespace widgets;
using models::ToolsModel;

namespace
{

ToolsModel::Kind kindOf(const QModelIndex &index)
{
    return ToolsModel::Kind(index.data(ToolsModel::KindRole).toInt());
}

/// "sign: string · required, decade: integer".
QString summaryOf(const json::Json &schema)
{
    QStringList parts;
    for (const models::SchemaProperty &property : models::propertiesOf(schema)) {
        QString part = property.name;
        if (!property.type.isEmpty())
            part += QStringLiteral(": ") + property.type;
        if (property.required)
            part += QStringLiteral(" · ") + ToolRow::tr("required");
        parts << part;
    }
    return parts.join(QStringLiteral(", "));
}

} // namespace

ToolRow::ToolRow(ToolsModel *model, const QPersistentModelIndex &index, QWidget *parent)
    : BlockRow(index, parent)
    , m_model(model)
    , m_card(new Card)
    , m_inside(new QVBoxLayout(m_card))
    , m_on(new QCheckBox)
    , m_name(new ElidedLabel)
    , m_kind(new Pill)
    , m_open(new QPushButton)
    , m_about(new ElidedLabel({}, TextRole::Muted))
    , m_properties(new ElidedLabel({}, TextRole::Faint))
    , m_mark(new MarkLabel)
    , m_kept(new KeptLabel)
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(metrics::gutter + metrics::space, 0, 0, 0);
    row->addWidget(m_card);
    m_inside->setContentsMargins(metrics::margin, metrics::gap + 1, metrics::gap + 2, metrics::gap);
    m_inside->setSpacing(metrics::gap);
    auto *head = new QHBoxLayout;
    head->setSpacing(metrics::space);
    head->addWidget(m_on);
    head->addWidget(m_name, 1);
    head->addWidget(m_kind);
    head->addWidget(m_open);
    m_inside->addLayout(head);
    m_inside->addWidget(m_properties);
    m_inside->addWidget(m_kept);
    m_inside->addWidget(m_mark);
    auto *foot = new QHBoxLayout;
    foot->addWidget(m_about, 1);
    foot->addWidget(tools());
    foot->addStrut(tools()->sizeHint().height());
    QSizePolicy policy = tools()->sizePolicy();
    policy.setRetainSizeWhenHidden(false);
    tools()->setSizePolicy(policy);
    m_inside->addLayout(foot);
    useSmall(m_about);
    m_properties->setFont(smallMonospaceFont(m_properties->font()));
    m_open->setCheckable(true);
    m_open->setAutoDefault(false);
    setButtonKind(m_open, ButtonKind::Flat);
    takeRowKeys(m_on);
    takeRowKeys(m_open);
    connect(m_on, &QCheckBox::clicked, this, [this](bool on) { m_model->setOn(this->index().row(), on); });
    connect(m_open, &QPushButton::toggled, this, &ToolRow::setOpen);
    refresh();
}

QWidget *ToolRow::editor() const
{
    return m_open;
}

void ToolRow::setMark(const RowMark &mark)
{
    m_mark->setMark(mark);
    m_card->setInvalid(mark.certain);
}

bool ToolRow::isOpen() const
{
    return m_form && !m_form->isHidden();
}

void ToolRow::setOpen(bool open)
{
    m_open->setChecked(open);
    if (open && !m_form) {
        m_form = new ToolForm(m_model, index());
        m_inside->insertWidget(m_inside->count() - 1, m_form);
        connect(m_form, &ToolForm::stopsChanged, this, &ToolRow::tabStopsChanged);
        Q_EMIT tabStopsChanged();
    }
    if (m_form)
        m_form->setVisible(open);
    refresh();
    if (open)
        m_form->focusName();
}

QList<QWidget *> ToolRow::ownStops() const
{
    QList<QWidget *> stops{m_on, m_open};
    return m_form ? stops + m_form->stops() : stops;
}

void ToolRow::refresh()
{
    const bool on = index().data(ToolsModel::OnRole).toBool();
    const bool isKnown = kindOf(index()) != ToolsModel::Kind::Other;
    const bool isSpec = kindOf(index()) == ToolsModel::Kind::Spec;
    const QString name = index().data().toString();
    QFont font = monospaceFont(this->font());
    font.setBold(true);
    font.setStrikeOut(!on);
    m_name->setFont(font);
    m_name->setText(name);
    m_name->setRole(on ? TextRole::Text : TextRole::Muted);
    m_kind->setText(isSpec ? QString() : isKnown ? tr("system tool") : tr("kept as it is"));
    m_kind->setVisible(!isSpec);
    m_on->setChecked(on);
    m_on->setAccessibleName(tr("Send %1").arg(name));
    m_on->setToolTip(on ? tr("Sent. Switch it off to keep it here without sending it.")
                        : tr("Not sent. Switch it on to send it."));
    m_open->setVisible(isKnown);
    m_open->setText(isOpen() ? tr("Close") : tr("Edit"));
    m_open->setAccessibleName(isOpen() ? tr("Close %1").arg(name) : tr("Edit %1").arg(name));
    setBlockName(name);
    const QString summary = summaryOf(m_model->spec(index().row()).value(u"inputSchema").value(u"json"));
    m_properties->setText(summary);
    m_properties->setVisible(!summary.isEmpty() && !isOpen());
    const QString tokens =
        tr("≈ %1 tokens").arg(QLocale().toString(index().data(ToolsModel::TokensRole).toLongLong()));
    QStringList about{on ? tokens : tr("not sent")};
    const QString description = index().data(ToolsModel::DescriptionRole).toString().simplified();
    if (!description.isEmpty() && !isOpen())
        about << description;
    m_about->setText(about.join(QStringLiteral(" · ")));
    m_kept->show(index());
    if (m_form)
        m_form->refresh();
    update();
}

void ToolRow::paintEvent(QPaintEvent *)
{
    paintStrata(models::Strata(index().data(ToolsModel::StrataRole).toInt()));
}

} // namespace outcrop::ui::editors
