// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/pasting.h"

#include "ui/widgets/attaching.h"
#include "ui/widgets/attachmentlook.h"
#include "ui/widgets/messageedit.h"
#include "ui/widgets/strip.h"

#include <QLocale>
#include <QMimeData>

#include <utility>

namespace outcrop::ui::widgets
{

Pasting::Pasting(MessageEdit *edit, Attaching *attaching, Strip *strip, QObject *parent)
    : QObject(parent), m_edit(edit), m_attaching(attaching), m_strip(strip)
{
    connect(edit, &MessageEdit::mediaInserted, attaching, &Attaching::attachFrom);
    connect(edit, &MessageEdit::longTextPasted, this, &Pasting::onLongText);
    connect(edit, &MessageEdit::unseenInserted, this, &Pasting::onUnseen);
    connect(strip, &Strip::firstChosen, this, &Pasting::onFirst);
    connect(strip, &Strip::secondChosen, this, &Pasting::onSecond);
    connect(strip, &Strip::ended, this, &Pasting::end);
    connect(attaching, &Attaching::remarked, this, &Pasting::settle);
    connect(attaching, &Attaching::failed, this, &Pasting::settle);
    strip->follow(attaching);
}

void Pasting::forget()
{
    if (m_question == Question::LongText)
        return;
    m_question = Question::None;
    m_strip->hide();
}

// Another word takes the place of the question: what waited for an answer is not lost with it.
void Pasting::settle()
{
    m_question = Question::None;
    m_attaching->setAsking(false);
    if (const QString text = std::exchange(m_text, {}); !text.isEmpty())
        m_edit->insertWords(text);
}

void Pasting::onLongText(const QString &text)
{
    settle();
    m_text = text;
    m_question = Question::LongText;
    m_attaching->setAsking(true);
    const auto lines = text.count(u'\n') + 1;
    const QString size = QLocale().toString(text.size());
    m_strip->offer(lines == 1
                       ? tr("This text has %1 characters in one line.").arg(size)
                       : tr("This text has %1 characters in %2 lines.").arg(size, QLocale().toString(lines)),
                   tr("Attach as document"), tr("Insert here"));
}

void Pasting::onUnseen(int count)
{
    m_question = Question::Unseen;
    m_strip->say(
        tr("What was pasted has characters that cannot be seen (%1), such as zero-width ones or marks of "
           "the direction of writing.")
            .arg(count),
        false, tr("Remove them"));
}

void Pasting::onFirst()
{
    if (m_question == Question::LongText)
        m_attaching->attachText(std::exchange(m_text, {}));
    else if (m_question == Question::Unseen)
        m_edit->replaceAll(withoutUnseen(m_edit->text()));
    m_strip->end();
}

void Pasting::onSecond()
{
    const QString text = m_question == Question::LongText ? m_text : QString();
    m_strip->end();
    if (!text.isEmpty())
        m_edit->insertWords(text);
}

void Pasting::end()
{
    m_question = Question::None;
    m_text.clear();
    m_attaching->setAsking(false);
    m_edit->setFocus(Qt::OtherFocusReason);
}

} // namespace outcrop::ui::widgets
