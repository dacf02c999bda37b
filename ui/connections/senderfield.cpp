// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connections/senderfield.h"

#include "ui/connections/senderwords.h"
#include "ui/widgets/fonts.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/tokens.h"

#include <QPushButton>
#include <QVBoxLayout>

namespace outcrop::ui::connections
{

using namespace widgets;

namespace
{

constexpr qsizetype mostNotices = 3;

void setOrHide(TextLabel *label, const QString &text)
{
    label->setText(text);
    label->setVisible(!text.isEmpty());
}

QString noticesText(const QStringList &notices)
{
    QStringList shown = notices.first(std::min(mostNotices, notices.size()));
    if (notices.size() > mostNotices)
        shown.append(SenderField::tr("and %n more", nullptr, int(notices.size() - mostNotices)));
    return shown.join(u'\n');
}

} // namespace

SenderField::SenderField(models::ConnectionControl *control, QWidget *parent)
    : QWidget(parent)
    , m_control(control)
    , m_signIn(new QPushButton(tr("Sign in")))
    , m_look(new QPushButton(tr("Look up")))
    , m_used(new TextLabel)
    , m_more(new TextLabel({}, TextRole::Muted))
    , m_problem(new TextLabel({}, TextRole::Error))
    , m_notices(new TextLabel({}, TextRole::Amber))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, metrics::gap);
    layout->setSpacing(metrics::gap);
    for (TextLabel *label : {m_used, m_more, m_problem, m_notices}) {
        useSmall(label);
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        layout->addWidget(label);
    }
    m_used->setFont(boldFont(m_used->font()));
    for (QPushButton *button : {m_signIn, m_look})
        button->setAutoDefault(false);
    m_signIn->setToolTip(tr("Opens the browser; the code to compare is shown here"));
    m_look->setToolTip(tr("Asks the sources of credentials now, as a request would"));
    connect(m_signIn, &QPushButton::clicked, this, [this] { m_control->signIn(m_id); });
    connect(m_look, &QPushButton::clicked, this, [this] { m_control->lookForSender(m_id); });
}

void SenderField::showWords(const QString &connectionId, const SenderWords &words, const QStringList &notices)
{
    m_id = connectionId;
    m_signIn->setText(words.signIn);
    m_signIn->setVisible(!words.signIn.isEmpty());
    m_look->setVisible(words.canLook);
    setOrHide(m_used, words.used);
    setOrHide(m_more, QStringList{words.times, words.tried}.join(u' ').trimmed());
    setOrHide(m_problem, words.problem);
    setOrHide(m_notices, noticesText(notices));
    m_notices->setToolTip(notices.join(u'\n').toHtmlEscaped());
    m_isNeeded = !(words.used.isEmpty() && words.times.isEmpty() && words.tried.isEmpty() &&
                   words.problem.isEmpty() && notices.isEmpty());
}

} // namespace outcrop::ui::connections
