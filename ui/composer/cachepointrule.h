// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/conversation/block.h"

#include <QWidget>

namespace outcrop::ui::widgets
{
class CachePointButton;
}

namespace outcrop::ui::composer
{

/// A cache point of the draft: a thin rule with its time to live, which is chosen from its menu, as are
/// moving and removing it. Alt+Up and Alt+Down move it, Ctrl+Delete removes it.
class CachePointRule : public QWidget
{
    Q_OBJECT

public:
    explicit CachePointRule(QWidget *parent = nullptr);

    void setTtl(conversation::CacheTtl ttl);
    QWidget *button() const;

Q_SIGNALS:
    void ttlChosen(outcrop::conversation::CacheTtl ttl);
    void moveRequested(int by); ///< -1 up, +1 down
    void removeRequested();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    widgets::CachePointButton *m_button;
};

} // namespace outcrop::ui::composer
