// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

QT_BEGIN_NAMESPACE
class QButtonGroup;
QT_END_NAMESPACE

namespace outcrop::ui::widgets
{

/// A choice of one among few, as buttons side by side: "Pretty | Raw".
class Segments : public QWidget
{
    Q_OBJECT

public:
    explicit Segments(const QStringList &labels, QWidget *parent = nullptr);

    int current() const;
    void setCurrent(int index);
    void setLabel(int index, const QString &label);

Q_SIGNALS:
    void currentChanged(int index);

private:
    QButtonGroup *m_group;
};

} // namespace outcrop::ui::widgets
