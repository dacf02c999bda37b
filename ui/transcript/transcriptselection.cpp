// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/transcript/transcriptview.h"

#include "ui/models/transcriptmodel.h"
#include "ui/transcript/selectiontext.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QMimeData>
#include <QTextBoundaryFinder>

#include <algorithm>

namespace outcrop::ui::transcript
{

SelectedRange TranscriptView::selection() const
{
    if (!m_anchor || !m_caret)
        return {};
    return {std::min(*m_anchor, *m_caret), std::max(*m_anchor, *m_caret)};
}

void TranscriptView::select(TextPosition anchor, TextPosition caret)
{
    m_anchor = anchor;
    m_caret = caret;
    viewport()->update();
}

void TranscriptView::clearSelection()
{
    m_anchor.reset();
    m_caret.reset();
    m_extendFrom = -1;
    viewport()->update();
}

void TranscriptView::selectWordAt(const TextPosition &position)
{
    const QString &text = m_rows.laidOut(position.row).item(position.item).box(position.box).box->text();
    QTextBoundaryFinder finder(QTextBoundaryFinder::Word, text);
    finder.setPosition(position.offset);
    int from = finder.isAtBoundary() ? position.offset : int(finder.toPreviousBoundary());
    finder.setPosition(position.offset);
    int to = int(finder.toNextBoundary());
    if (to < 0) { // behind the last word
        to = position.offset;
        from = int(finder.toPreviousBoundary());
    }
    TextPosition start = position;
    TextPosition end = position;
    start.offset = std::max(0, from);
    end.offset = std::max(start.offset, to);
    select(start, end);
}

void TranscriptView::selectBoxAt(const TextPosition &position)
{
    TextPosition start = position;
    TextPosition end = position;
    start.offset = 0;
    end.offset = m_rows.laidOut(position.row).item(position.item).box(position.box).box->length();
    select(start, end);
}

void TranscriptView::selectRows(int from, int to)
{
    constexpr int all = 1 << 30;
    select({std::min(from, to), 0, 0, 0}, {std::max(from, to), all, all, all});
}

void TranscriptView::selectAll()
{
    if (m_rows.count() > 0)
        selectRows(0, m_rows.count() - 1);
}

QString TranscriptView::selectedText()
{
    return hasSelection() ? selectionText(*m_model, m_rows, selection()).plain : QString();
}

void TranscriptView::copy()
{
    if (hasSelection())
        QGuiApplication::clipboard()->setMimeData(mimeDataOf(selectionText(*m_model, m_rows, selection())));
    else if (m_current >= 0)
        copyMessage(m_current);
}

void TranscriptView::copyMessage(int row)
{
    QGuiApplication::clipboard()->setMimeData(mimeDataOf(messageText(m_model->turn(row))));
}

void TranscriptView::copyMessageAsMarkdown(int row)
{
    QGuiApplication::clipboard()->setText(messageText(m_model->turn(row)).markdown);
}

void TranscriptView::copyMessageAsJson(int row)
{
    QGuiApplication::clipboard()->setText(QString::fromUtf8(messageJson(m_model->turn(row))));
}

void TranscriptView::publishPrimarySelection()
{
    QClipboard *clipboard = QGuiApplication::clipboard();
    if (clipboard->supportsSelection() && hasSelection())
        clipboard->setText(selectedText(), QClipboard::Selection);
}

} // namespace outcrop::ui::transcript
