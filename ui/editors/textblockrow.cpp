// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editors/textblockrow.h"

#include "ui/editors/qualifierboxes.h"
#include "ui/editors/wordsfield.h"
#include "ui/widgets/card.h"
#include "ui/widgets/fonts.h"
#include "ui/widgets/messageedit.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/tokens.h"
#include "ui/widgets/variableassist.h"

#include <QHBoxLayout>
#include <QLocale>

namespace outcrop::ui::editors
{

using namespace widgets;
using namespace models;

namespace
{

constexpr int mostLines = 16;

BlockKind kindOf(const QModelIndex &index)
{
    return BlockKind(index.data(BlockKindRole).toInt());
}

QString strataText(models::Strata strata)
{
    switch (strata) {
    case models::Strata::Read:
        return TextBlockRow::tr("read from cache");
    case models::Strata::Write:
        return TextBlockRow::tr("written to cache");
    default:
        return {};
    }
}

} // namespace

TextBlockRow::TextBlockRow(const QPersistentModelIndex &index, QWidget *parent)
    : BlockRow(index, parent)
    , m_card(new Card)
    , m_field(new WordsField(mostLines, WordsField::LongTexts::Insert))
    , m_edit(m_field->edit())
    , m_about(new ElidedLabel({}, TextRole::Muted))
    , m_problem(new TextLabel(tr("Empty: the service refuses a blank block. Write something, or delete it."),
                              TextRole::Error))
    , m_mark(new MarkLabel)
    , m_kept(new KeptLabel)
    , m_kind(kindOf(index))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(metrics::gutter + metrics::space, 0, 0, 0);
    row->addWidget(m_card);
    auto *inside = new QVBoxLayout(m_card);
    inside->setContentsMargins(metrics::margin, metrics::space + 2, metrics::gap, metrics::gap);
    inside->setSpacing(metrics::gap);
    inside->addWidget(m_field);
    if (m_kind == BlockKind::Guard) {
        m_qualifiers = new QualifierBoxes;
        inside->addWidget(m_qualifiers);
        for (QWidget *box : m_qualifiers->stops())
            takeRowKeys(box);
        connect(m_qualifiers, &QualifierBoxes::chosen, this, &TextBlockRow::qualifiersChosen);
    }
    auto *foot = new QHBoxLayout;
    foot->addWidget(m_about, 1);
    foot->addWidget(tools());
    // The words have the whole line until the buttons come, and the line is as high without them.
    foot->addStrut(tools()->sizeHint().height());
    QSizePolicy policy = tools()->sizePolicy();
    policy.setRetainSizeWhenHidden(false);
    tools()->setSizePolicy(policy);
    inside->addLayout(foot);
    inside->addWidget(m_problem);
    inside->addWidget(m_kept);
    inside->addWidget(m_mark);
    useSmall(m_about);
    useSmall(m_problem);
    m_problem->setWordWrap(true);
    m_edit->setReadOnly(m_kind == BlockKind::Other);
    if (m_kind == BlockKind::Other)
        useMonospace(m_edit);
    m_edit->setPlaceholderText(tr("Instructions for the model"));
    for (QWidget *stop : m_field->stops())
        takeRowKeys(stop);
    connect(m_edit, &GrowingTextEdit::edited, this, [this] { Q_EMIT textEdited(m_edit->text()); });
    refresh();
}

QList<QWidget *> TextBlockRow::ownStops() const
{
    return m_qualifiers ? m_field->stops() + m_qualifiers->stops() : m_field->stops();
}

QWidget *TextBlockRow::editor() const
{
    return m_edit;
}

void TextBlockRow::assist(conversation::ConversationDocument *document)
{
    new VariableAssist(m_edit, document);
}

void TextBlockRow::setMark(const RowMark &mark)
{
    // That it is blank is said at once, without waiting for the lint.
    m_mark->setMark(mark.rule == u"system-empty" ? RowMark() : mark);
}

void TextBlockRow::refresh()
{
    const QString text = index().data().toString();
    const qint64 tokens = index().data(BlockTokensRole).toLongLong();
    const auto strata = models::Strata(index().data(BlockStrataRole).toInt());
    const bool blank = m_kind == BlockKind::Text && text.trimmed().isEmpty();
    m_edit->setText(text);
    const bool guarded = m_kind == BlockKind::Guard;
    const QString name = (guarded ? tr("guarded block %1") : tr("text block %1")).arg(index().row() + 1);
    m_edit->setAccessibleName(tr("System %1").arg(name));
    setBlockName(name);
    m_card->setInvalid(blank);
    m_problem->setVisible(blank);
    if (m_qualifiers)
        m_qualifiers->choose(index().data(BlockQualifiersRole).toStringList());
    QStringList about{guarded                     ? tr("guardContent")
                      : m_kind == BlockKind::Text ? tr("text")
                                                  : tr("kept as it is"),
                      tr("≈ %1 tokens").arg(QLocale().toString(tokens))};
    if (!strataText(strata).isEmpty())
        about.append(strataText(strata));
    m_about->setText(about.join(QStringLiteral(" · ")));
    m_kept->show(index());
    update();
}

void TextBlockRow::paintEvent(QPaintEvent *)
{
    paintStrata(models::Strata(index().data(BlockStrataRole).toInt()));
}

} // namespace outcrop::ui::editors
