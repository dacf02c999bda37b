// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/messageedit.h"

#include "ui/widgets/attaching.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QMimeData>
#include <QTextCursor>

#include <algorithm>

namespace outcrop::ui::widgets
{

namespace
{

/// U+200C and U+200D join or part letters in Persian, Hindi and emoji: they belong to the text.
bool isUnseen(QChar c)
{
    const char16_t unit = c.unicode();
    return unit == 0x200b || unit == 0x200e || unit == 0x200f || (unit >= 0x202a && unit <= 0x202e) ||
           (unit >= 0x2060 && unit <= 0x2064) || (unit >= 0x2066 && unit <= 0x2069) || unit == 0xfeff;
}

bool isPastePlain(const QKeyEvent &event)
{
    return event.key() == Qt::Key_V && event.modifiers() == (Qt::ControlModifier | Qt::ShiftModifier);
}

} // namespace

int countUnseen(QStringView text)
{
    return int(std::count_if(text.begin(), text.end(), isUnseen));
}

QString withoutUnseen(const QString &text)
{
    QString seen = text;
    seen.removeIf(isUnseen);
    return seen;
}

bool MessageEdit::canInsertFromMimeData(const QMimeData *source) const
{
    return (!m_wordsOnly && Attaching::canAttach(*source)) || GrowingTextEdit::canInsertFromMimeData(source);
}

void MessageEdit::insertFromMimeData(const QMimeData *source)
{
    if (!m_wordsOnly && Attaching::isRatherMedia(*source)) {
        Q_EMIT mediaInserted(*source);
        return;
    }
    if (const QString text = source->text(); text.size() >= longText && !m_wordsOnly)
        Q_EMIT longTextPasted(text);
    else
        insertWords(text);
}

void MessageEdit::insertWords(const QString &text)
{
    insertPlainText(text);
    ensureCursorVisible();
    if (const int unseen = countUnseen(text); unseen > 0)
        Q_EMIT unseenInserted(unseen);
}

void MessageEdit::replaceAll(const QString &text)
{
    QTextCursor cursor(document());
    cursor.select(QTextCursor::Document);
    cursor.insertText(text);
}

bool MessageEdit::event(QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride && isPastePlain(*static_cast<QKeyEvent *>(event))) {
        event->accept();
        return true;
    }
    return GrowingTextEdit::event(event);
}

void MessageEdit::keyPressEvent(QKeyEvent *event)
{
    if (isPastePlain(*event))
        insertWords(QGuiApplication::clipboard()->text());
    else
        GrowingTextEdit::keyPressEvent(event);
}

} // namespace outcrop::ui::widgets
