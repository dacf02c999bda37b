// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPlainTextEdit>

namespace outcrop::ui::widgets
{

/// A text field as high as its text, between two limits in lines; beyond the upper one it scrolls. Plain text
/// in and out, character for character but for line ends. Tab leaves it. While an input method composes, no
/// shortcut is taken from it, so unfinished text is never sent.
class GrowingTextEdit : public QPlainTextEdit
{
    Q_OBJECT

public:
    GrowingTextEdit(int leastLines, int mostLines, QWidget *parent = nullptr);

    /// The text; line ends are LF. Unlike toPlainText() it keeps no-break spaces (reliability.md R9).
    QString text() const;
    /// Replaces only what differs, so that the caret and the place on screen stay. edited() is not emitted.
    void setText(const QString &text);

    /// Keeps no history of its own. Ctrl+Z and its kin go to the window where there is nothing to undo here.
    void leaveUndoToWindow();
    bool isComposing() const { return m_composing; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    /// The user changed the text.
    void edited();

protected:
    bool event(QEvent *event) override;
    void inputMethodEvent(QInputMethodEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;

private:
    int heightForText() const;
    void updateHeight();

    int m_leastLines;
    int m_mostLines;
    int m_height = 0;
    bool m_composing = false;
    bool m_setting = false;
    QString m_known;
};

} // namespace outcrop::ui::widgets
