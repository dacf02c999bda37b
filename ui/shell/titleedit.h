// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLineEdit>
#include <QPointer>

namespace outcrop::ui::shell
{

/// A title that is edited where it stands: bold text, a field only while it has the keyboard, and cut with an
/// ellipsis where there is little room. Enter and Esc give the keyboard back to where it was.
class TitleEdit : public QLineEdit
{
    Q_OBJECT

public:
    explicit TitleEdit(QWidget *parent = nullptr);

protected:
    bool event(QEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void leave();
    QRect wordsRect() const;
    bool isCut() const;

    QPointer<QWidget> m_from; ///< what had the keyboard before
};

} // namespace outcrop::ui::shell
