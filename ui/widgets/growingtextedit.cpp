// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/growingtextedit.h"

#include "ui/widgets/tokens.h"

#include <QInputMethodEvent>
#include <QKeyEvent>
#include <QScrollBar>
#include <QTextBlock>
#include <QTextDocument>

#include <algorithm>
#include <cmath>

namespace outcrop::ui::widgets
{

GrowingTextEdit::GrowingTextEdit(int leastLines, int mostLines, QWidget *parent)
    : QPlainTextEdit(parent), m_leastLines(leastLines), m_mostLines(mostLines)
{
    setFrameShape(QFrame::NoFrame);
    setTabChangesFocus(true);
    setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    document()->setDocumentMargin(0);
    viewport()->setAutoFillBackground(false);
    connect(this, &QPlainTextEdit::textChanged, this, [this] {
        updateHeight();
        const QString now = text();
        if (m_setting || now == m_known)
            return; // set by the program, or an input method only drew over it
        m_known = now;
        Q_EMIT edited();
    });
    updateHeight();
}

QString GrowingTextEdit::text() const
{
    QString raw = document()->toRawText();
    raw.replace(QChar::ParagraphSeparator, u'\n');
    return raw;
}

void GrowingTextEdit::setText(const QString &text)
{
    const QString now = this->text();
    if (now == text)
        return;
    const qsizetype shorter = std::min(now.size(), text.size());
    qsizetype head = 0;
    while (head < shorter && now[head] == text[head])
        ++head;
    qsizetype tail = 0;
    while (tail < shorter - head && now[now.size() - 1 - tail] == text[text.size() - 1 - tail])
        ++tail;
    QTextCursor cursor(document());
    cursor.setPosition(int(head));
    cursor.setPosition(int(now.size() - tail), QTextCursor::KeepAnchor);
    m_setting = true;
    cursor.insertText(text.mid(head, text.size() - head - tail));
    m_setting = false;
    m_known = this->text();
}

void GrowingTextEdit::leaveUndoToWindow()
{
    setUndoRedoEnabled(false);
}

bool GrowingTextEdit::event(QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (m_composing) {
            event->accept();
            return true;
        }
        const bool undoes = key->matches(QKeySequence::Undo) && !document()->isUndoAvailable();
        const bool redoes = key->matches(QKeySequence::Redo) && !document()->isRedoAvailable();
        if (undoes || redoes) { // nothing here: then what the window did
            event->ignore();
            return true;
        }
    }
    return QPlainTextEdit::event(event);
}

void GrowingTextEdit::inputMethodEvent(QInputMethodEvent *event)
{
    m_composing = !event->preeditString().isEmpty();
    QPlainTextEdit::inputMethodEvent(event);
}

void GrowingTextEdit::resizeEvent(QResizeEvent *event)
{
    QPlainTextEdit::resizeEvent(event);
    updateHeight();
}

void GrowingTextEdit::changeEvent(QEvent *event)
{
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        updateHeight();
}

/// Where there is nothing to scroll here, the pane around it scrolls.
void GrowingTextEdit::wheelEvent(QWheelEvent *event)
{
    if (verticalScrollBar()->maximum() == 0)
        event->ignore();
    else
        QPlainTextEdit::wheelEvent(event);
}

int GrowingTextEdit::heightForText() const
{
    const double line = fontMetrics().lineSpacing();
    double height = 0;
    const double most = line * m_mostLines;
    // Only as many blocks as can be seen are laid out, however long the text is.
    for (QTextBlock block = document()->firstBlock(); block.isValid() && height < most; block = block.next())
        height += blockBoundingRect(block).height();
    // One pixel more, or the last line does not count as fully visible.
    return int(std::ceil(std::clamp(height, line * m_leastLines, most))) + 1 + 2 * frameWidth() +
           contentsMargins().top() + contentsMargins().bottom();
}

void GrowingTextEdit::updateHeight()
{
    const int wanted = heightForText();
    if (wanted == m_height)
        return;
    m_height = wanted;
    const bool full = wanted >= int(fontMetrics().lineSpacing() * m_mostLines);
    setVerticalScrollBarPolicy(full ? Qt::ScrollBarAsNeeded : Qt::ScrollBarAlwaysOff);
    setFixedHeight(wanted);
}

QSize GrowingTextEdit::sizeHint() const
{
    return {fontMetrics().averageCharWidth() * 40, m_height};
}

QSize GrowingTextEdit::minimumSizeHint() const
{
    return {fontMetrics().averageCharWidth() * 10, m_height};
}

} // namespace outcrop::ui::widgets
