// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editors/turn/turnblockrow.h"

#include "core/conversation/block.h"
#include "ui/editors/turn/blockform.h"
#include "ui/models/transcriptturn.h"
#include "ui/models/turnblocksmodel.h"
#include "ui/widgets/card.h"
#include "ui/widgets/fonts.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/tokens.h"

#include <QLocale>
#include <QToolButton>
#include <QVBoxLayout>

namespace outcrop::ui::editors
{

using namespace widgets;
using namespace models;

namespace
{

/// Of what is only named here, such as an object in S3, nothing is known.
QString tokenWords(const QModelIndex &index)
{
    const qint64 tokens = index.data(BlockTokensRole).toLongLong();
    const auto kind = BlockKind(index.data(BlockKindRole).toInt());
    const bool unknown = tokens == 0 && (kind == BlockKind::Media || kind == BlockKind::Reasoning);
    return unknown ? TurnBlockRow::tr("tokens –")
                   : TurnBlockRow::tr("≈ %1 tokens").arg(QLocale().toString(tokens));
}

} // namespace

TurnBlockRow::TurnBlockRow(TurnBlocksModel *model, const QPersistentModelIndex &index, bool asJson,
                           QWidget *parent)
    : BlockRow(index, parent)
    , m_model(model)
    , m_asJson(asJson)
    , m_card(new Card)
    , m_inside(new QVBoxLayout(m_card))
    , m_foot(new QHBoxLayout)
    , m_about(new ElidedLabel({}, TextRole::Muted))
    , m_problem(new TextLabel({}, TextRole::Error))
    , m_mute(addTool(QStringLiteral("mute")))
    , m_json(addTool(QStringLiteral("braces")))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(metrics::gutter + metrics::space, 0, 0, 0);
    row->addWidget(m_card);
    m_inside->setSpacing(metrics::gap);
    m_foot->addWidget(m_about, 1);
    m_foot->addWidget(tools());
    // The words have the whole line until the buttons come, and the line is as high without them.
    m_foot->addStrut(tools()->sizeHint().height());
    QSizePolicy policy = tools()->sizePolicy();
    policy.setRetainSizeWhenHidden(false);
    tools()->setSizePolicy(policy);
    m_inside->addWidget(m_problem);
    m_inside->addLayout(m_foot);
    useSmall(m_about);
    useSmall(m_problem);
    m_problem->setWordWrap(true);
    for (QToolButton *button : {m_mute, m_json})
        button->setCheckable(true);
    m_json->setChecked(asJson);
    connect(m_mute, &QToolButton::clicked, this, &TurnBlockRow::muteRequested);
    connect(m_json, &QToolButton::clicked, this, [this](bool on) {
        m_asJson = on;
        Q_EMIT jsonRequested(on);
        refresh();
        editor()->setFocus(Qt::OtherFocusReason);
    });
    refresh();
}

BlockKind TurnBlockRow::wantedForm() const
{
    return m_asJson ? BlockKind::Other : BlockKind(index().data(BlockKindRole).toInt());
}

void TurnBlockRow::makeForm()
{
    if (m_form) {
        m_form->hide();
        m_form->deleteLater(); // it may be the sender
    }
    m_formKind = wantedForm();
    m_form = makeBlockForm(m_formKind, m_model);
    m_inside->insertWidget(0, m_form);
    m_form->show();
    const bool bare = m_form->hasOwnCard();
    m_card->setBare(bare);
    m_form->setContentsMargins(0, 0, bare ? 0 : metrics::space, 0);
    m_inside->setContentsMargins(bare ? 0 : metrics::margin, bare ? 0 : metrics::space + 2,
                                 bare ? 0 : metrics::gap, metrics::gap);
    m_foot->setContentsMargins(bare ? metrics::margin : 0, 0, bare ? metrics::gap : 0, 0);
    const auto watchKeys = [this] {
        for (QWidget *stop : m_form->stops())
            takeRowKeys(stop);
    };
    watchKeys();
    connect(m_form, &BlockForm::edited, this, &TurnBlockRow::take);
    connect(m_form, &BlockForm::replaced, this, &TurnBlockRow::replaced);
    connect(m_form, &BlockForm::attachedBefore, this, &TurnBlockRow::attachedBefore);
    connect(m_form, &BlockForm::stopsChanged, this, [this, watchKeys] {
        watchKeys();
        Q_EMIT tabStopsChanged();
    });
    Q_EMIT tabStopsChanged();
}

/// JSON that is typed may become any kind of block on its way, and stays JSON.
void TurnBlockRow::take(const json::Json &block, bool typing)
{
    if (m_formKind == BlockKind::Other && !m_asJson) {
        m_asJson = true;
        m_json->setChecked(true);
        Q_EMIT jsonRequested(true);
    }
    Q_EMIT edited(block, typing);
}

void TurnBlockRow::refresh()
{
    if (!m_form || wantedForm() != m_formKind)
        makeForm();
    const int row = index().row();
    m_form->setFileName(m_model->block(row).fileName);
    m_form->showBlock(m_model->block(row).value);
    m_form->setPlace(tr("block %1").arg(row + 1));
    m_form->setMuted(index().data(BlockMutedRole).toBool());
    nameTools();
    showAbout();
}

void TurnBlockRow::nameTools()
{
    const int number = index().row() + 1;
    const bool muted = index().data(BlockMutedRole).toBool();
    setBlockName(tr("block %1").arg(number));
    m_mute->setChecked(muted);
    m_mute->setAccessibleName((muted ? tr("Unmute block %1") : tr("Mute block %1")).arg(number));
    m_mute->setToolTip(muted ? tr("Send the block again")
                             : tr("Keep the block in the file and do not send it"));
    // A block of a kind without a form is JSON already.
    m_json->setEnabled(m_asJson || m_formKind != BlockKind::Other);
    m_json->setAccessibleName(tr("Show block %1 as JSON").arg(number));
    m_json->setToolTip(tr("Show and edit the block as JSON"));
}

void TurnBlockRow::showAbout()
{
    const bool muted = index().data(BlockMutedRole).toBool();
    QStringList about{m_form->about(), tokenWords(index())};
    if (muted)
        about.prepend(tr("muted, not sent"));
    m_about->setText(about.join(QStringLiteral(" · ")));
    QFont font = m_about->font();
    font.setStrikeOut(muted);
    m_about->setFont(font);
    const QString problem = muted ? QString() : m_form->problem();
    m_problem->setText(problem);
    m_problem->setVisible(!problem.isEmpty());
    m_card->setInvalid(!problem.isEmpty());
}

bool TurnBlockRow::takesFiles() const
{
    return m_form->takesFiles();
}

QWidget *TurnBlockRow::editor() const
{
    return firstShown(m_form->stops());
}

QList<QWidget *> TurnBlockRow::ownStops() const
{
    return m_form->stops();
}

void TurnBlockRow::paintEvent(QPaintEvent *)
{
    paintStrata(Strata(index().data(BlockStrataRole).toInt()));
}

} // namespace outcrop::ui::editors
