// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/conversation/block.h"

#include <QDateTime>
#include <QToolButton>

namespace outcrop::ui::widgets
{

/// The words of a cache point in the middle of its rule, with a menu of times to live. Who has it adds to the
/// menu what else can be done.
class CachePointButton : public QToolButton
{
    Q_OBJECT

public:
    explicit CachePointButton(QWidget *parent = nullptr);

    void setTtl(conversation::CacheTtl ttl);
    /// When what it covers leaves the cache (UTC): counted down while that is seen. Invalid: not in it.
    void setWarmUntil(const QDateTime &until, const QDateTime &now = QDateTime::currentDateTimeUtc());
    /// "5 min (default)", "5 min", "1 h".
    static QString words(conversation::CacheTtl ttl);
    /// The thin rule on its parent at both sides of it, up to @p right.
    void paintRule(int right) const;

Q_SIGNALS:
    void ttlChosen(outcrop::conversation::CacheTtl ttl);

protected:
    void changeEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void applyColour();
    void showWords(const QDateTime &now = QDateTime::currentDateTimeUtc());
    void countDown();

    conversation::CacheTtl m_ttl = conversation::CacheTtl::Default;
    QDateTime m_warmUntil; ///< invalid once that is over
};

} // namespace outcrop::ui::widgets
