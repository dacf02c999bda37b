// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editors/turn/reasoningform.h"

#include "ui/editors/turn/readonlytext.h"
#include "ui/widgets/fonts.h"
#include "ui/widgets/growingtextedit.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/tokens.h"

#include <QLocale>
#include <QVBoxLayout>

namespace outcrop::ui::editors
{

using namespace widgets;

namespace
{

constexpr int mostLines = 8;

} // namespace

ReasoningForm::ReasoningForm(QWidget *parent)
    : BlockForm(parent), m_text(readOnlyText(mostLines)), m_signature(new TextLabel({}, TextRole::Muted))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(metrics::gap);
    layout->addWidget(m_text);
    layout->addWidget(m_signature);
    m_signature->setWordWrap(true);
    useSmall(m_signature);
}

void ReasoningForm::showBlock(const json::Json &block)
{
    const json::Json reasoning = block.value(u"reasoningContent");
    const json::Json said = reasoning.value(u"reasoningText");
    const qsizetype signature = said.value(u"signature").toUtf8().size();
    const bool redacted = reasoning.contains(u"redactedContent");
    m_text->setText(redacted ? tr("The reasoning is encrypted; only the service can read it.")
                             : said.value(u"text").toString());
    m_problem =
        redacted || signature > 0
            ? QString()
            : tr("It has no signature, which some models refuse. Delete it, or run the answer again.");
    m_signature->setText(
        redacted ? tr("%1 characters, sent back as they came")
                       .arg(QLocale().toString(reasoning.value(u"redactedContent").toUtf8().size()))
        : signature > 0 ? tr("signature of %1 characters, sent back byte for byte with this text")
                              .arg(QLocale().toString(signature))
                        : QString());
    m_signature->setVisible(!m_signature->text().isEmpty());
}

void ReasoningForm::setPlace(const QString &place)
{
    m_text->setAccessibleName(tr("Reasoning of %1, read only").arg(place));
}

QList<QWidget *> ReasoningForm::stops() const
{
    return {m_text};
}

QString ReasoningForm::about() const
{
    return tr("reasoningContent · kept as it came");
}

void ReasoningForm::setMuted(bool muted)
{
    QFont font = m_text->font();
    font.setStrikeOut(muted);
    m_text->setFont(font);
}

} // namespace outcrop::ui::editors
