// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

QT_BEGIN_NAMESPACE
class QHBoxLayout;
QT_END_NAMESPACE

namespace outcrop::ui::widgets
{
class ShortcutButton;
}

namespace outcrop::ui::editors
{

/// The buttons at the end of an editor that is higher than what is seen of it: they stand at their place in
/// its layout while that is seen, and else at the end of what the editor's parent shows of the editor, over
/// the rest.
class EndBar : public QWidget
{
    Q_OBJECT

public:
    /// A child of @p editor, but not in its layout.
    explicit EndBar(QWidget *editor);

    widgets::ShortcutButton *addButton(const QString &text, const QString &keys, const QString &tip);
    /// To be put into the layout of the editor, once all buttons are there.
    QWidget *takePlace();

protected:
    bool event(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void fit();
    void follow();

    QWidget *m_editor;
    QWidget *m_place;
    QHBoxLayout *m_layout;
    bool m_isOver = false; ///< something that goes on below it
};

} // namespace outcrop::ui::editors
