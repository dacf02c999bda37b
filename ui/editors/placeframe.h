// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointer>
#include <QWidget>

namespace outcrop::ui::editors
{

/// A frame around one of several widgets in a column: the place that is worked on elsewhere. The pointer
/// goes through it.
class PlaceFrame : public QWidget
{
    Q_OBJECT

public:
    explicit PlaceFrame(QWidget *column);

    /// @p target is somewhere inside the column; null for none.
    void surround(QWidget *target);
    QWidget *target() const { return m_target; }

protected:
    void paintEvent(QPaintEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void follow();

    QPointer<QWidget> m_target;
};

} // namespace outcrop::ui::editors
