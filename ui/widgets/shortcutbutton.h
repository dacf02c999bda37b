// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPushButton>

namespace outcrop::ui::widgets
{

/// A button that says its key after its text, fainter and in the fixed-width font: "Run  Ctrl ↵".
class ShortcutButton : public QPushButton
{
    Q_OBJECT

public:
    explicit ShortcutButton(QWidget *parent = nullptr);

    void setHint(const QString &hint);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    int contentWidth() const;

    QString m_hint;
};

} // namespace outcrop::ui::widgets
