// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editors/turn/textform.h"

#include "ui/editors/guardedtext.h"
#include "ui/editors/qualifierboxes.h"
#include "ui/editors/wordsfield.h"
#include "ui/widgets/messageedit.h"
#include "ui/widgets/tokens.h"
#include "ui/widgets/variableassist.h"

#include <QVBoxLayout>

namespace outcrop::ui::editors
{

using namespace widgets;

namespace
{

constexpr int mostLines = 24;

} // namespace

TextForm::TextForm(Kind kind, conversation::ConversationDocument *variables, QWidget *parent)
    : BlockForm(parent)
    , m_kind(kind)
    , m_field(new WordsField(mostLines, kind == Kind::Text ? WordsField::LongTexts::Offer
                                                           : WordsField::LongTexts::Insert))
    , m_edit(m_field->edit())
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(metrics::gap);
    layout->addWidget(m_field);
    m_edit->setPlaceholderText(kind == Kind::Text ? tr("Text") : tr("Text that the guardrail looks at"));
    connect(m_edit, &GrowingTextEdit::edited, this, &TextForm::takeText);
    connect(m_field, &WordsField::attached, this, &TextForm::attachedBefore);
    new VariableAssist(m_edit, variables);
    if (kind == Kind::Text)
        return;
    m_qualifiers = new QualifierBoxes;
    layout->addWidget(m_qualifiers);
    connect(m_qualifiers, &QualifierBoxes::chosen, this, [this](const QStringList &chosen) {
        m_block = qualifiedText(m_block, chosen);
        Q_EMIT edited(m_block, false);
    });
}

void TextForm::takeText()
{
    if (m_kind == Kind::Guarded)
        m_block = guardedText(m_block, m_edit->text());
    else
        m_block.set(QLatin1StringView("text"), json::Json(m_edit->text()));
    Q_EMIT edited(m_block, true);
}

void TextForm::showBlock(const json::Json &block)
{
    m_block = block;
    m_edit->setText(models::textOfBlock(block));
    if (m_qualifiers)
        m_qualifiers->choose(models::qualifiersOfBlock(block));
}

void TextForm::setPlace(const QString &place)
{
    m_edit->setAccessibleName(m_kind == Kind::Text ? tr("Text of %1").arg(place)
                                                   : tr("Guarded text of %1").arg(place));
}

QList<QWidget *> TextForm::stops() const
{
    return m_qualifiers ? m_field->stops() + m_qualifiers->stops() : m_field->stops();
}

QString TextForm::about() const
{
    return m_kind == Kind::Text ? QStringLiteral("text") : QStringLiteral("guardContent");
}

QString TextForm::problem() const
{
    return m_edit->text().trimmed().isEmpty()
               ? tr("Empty: the service refuses a blank text. Write something, or delete the block.")
               : QString();
}

void TextForm::setMuted(bool muted)
{
    QFont font = m_edit->font();
    font.setStrikeOut(muted);
    m_edit->setFont(font);
}

} // namespace outcrop::ui::editors
