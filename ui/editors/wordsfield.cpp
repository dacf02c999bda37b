// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editors/wordsfield.h"

#include "ui/widgets/attaching.h"
#include "ui/widgets/messageedit.h"
#include "ui/widgets/pasting.h"
#include "ui/widgets/strip.h"
#include "ui/widgets/tokens.h"

#include <QVBoxLayout>

namespace outcrop::ui::editors
{

using namespace widgets;

WordsField::WordsField(int mostLines, LongTexts longTexts, QWidget *parent)
    : QWidget(parent), m_edit(new MessageEdit(1, mostLines)), m_strip(new Strip)
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(metrics::gap);
    layout->addWidget(m_edit);
    layout->addWidget(m_strip);
    m_strip->layout()->setContentsMargins(0, 0, 0, 0);
    m_edit->leaveUndoToWindow();
    if (longTexts == LongTexts::Insert)
        m_edit->takeWordsOnly();
    auto *attaching = new Attaching(this);
    new Pasting(m_edit, attaching, m_strip, this);
    connect(attaching, &Attaching::attached, this, &WordsField::attached);
}

QList<QWidget *> WordsField::stops() const
{
    return QList<QWidget *>{m_edit} + m_strip->tabStops();
}

} // namespace outcrop::ui::editors
