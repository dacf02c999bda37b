// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace outcrop::ui::widgets
{

class TextLabel;

/// What stands where there is nothing yet: what it is for, and what to do next.
class EmptyState : public QWidget
{
    Q_OBJECT

public:
    explicit EmptyState(const QString &title, const QString &hint, QWidget *parent = nullptr);
    void setTexts(const QString &title, const QString &hint);

private:
    TextLabel *m_title;
    TextLabel *m_hint;
};

} // namespace outcrop::ui::widgets
