// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/variablehighlighter.h"

#include "core/conversation/variables.h"
#include "ui/widgets/tokens.h"

#include <QEvent>
#include <QWidget>

namespace outcrop::ui::widgets
{

VariableHighlighter::VariableHighlighter(QTextDocument *document, QWidget *themed,
                                         std::function<bool(const QString &)> isSet)
    : QSyntaxHighlighter(document), m_themed(themed), m_isSet(std::move(isSet))
{
    themed->installEventFilter(this);
}

void VariableHighlighter::setActive(bool active)
{
    m_active = active;
    rehighlight();
}

void VariableHighlighter::highlightBlock(const QString &text)
{
    if (!m_active || !m_themed || !text.contains(u"{{"))
        return;
    const Tokens &tokens = tokensOf(m_themed);
    for (const conversation::VariableUse &use : conversation::variableUses(text)) {
        QTextCharFormat format;
        const bool isSet = m_isSet(use.name);
        format.setForeground(isSet ? tokens.tealText : tokens.errorText);
        format.setBackground(isSet ? tokens.tealSoft : tokens.errorSoft);
        if (!isSet) {
            format.setUnderlineStyle(QTextCharFormat::WaveUnderline);
            format.setUnderlineColor(tokens.error);
        }
        setFormat(int(use.start), int(use.length), format);
    }
}

bool VariableHighlighter::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::PaletteChange)
        rehighlight();
    return QSyntaxHighlighter::eventFilter(watched, event);
}

} // namespace outcrop::ui::widgets
