// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace outcrop::ui::widgets
{

/// A raised ground with a hairline border and rounded corners. With the focus inside, the border is the
/// accent; marked invalid, it is red.
class Card : public QWidget
{
    Q_OBJECT

public:
    explicit Card(QWidget *parent = nullptr);
    ~Card() override;

    void setInvalid(bool invalid);
    /// Without ground and border: what is on it has its own.
    void setBare(bool bare);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void onFocusChanged(const QWidget *old, const QWidget *now);

    bool m_invalid = false;
    bool m_bare = false;
};

} // namespace outcrop::ui::widgets
