// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/editors/blockrow.h"

#include "core/conversation/block.h"

QT_BEGIN_NAMESPACE
class QAction;
QT_END_NAMESPACE

namespace outcrop::ui::widgets
{
class CachePointButton;
}

namespace outcrop::ui::editors
{

/// A cache point: a thin rule with its time to live, which is chosen from its menu. In a message the menu
/// also mutes it and shows its JSON.
class CachePointRow : public BlockRow
{
    Q_OBJECT

public:
    explicit CachePointRow(const QPersistentModelIndex &index, QWidget *parent = nullptr);

    void refresh() override;
    QWidget *editor() const override;
    void setMark(const RowMark &mark) override { m_mark->setMark(mark); }

Q_SIGNALS:
    void ttlChosen(outcrop::conversation::CacheTtl ttl);
    void muteRequested(bool muted);
    void jsonRequested();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void addFurtherChoices();

    widgets::CachePointButton *m_button;
    MarkLabel *m_mark;
    QAction *m_mute = nullptr; ///< where cache points can be muted
};

} // namespace outcrop::ui::editors
