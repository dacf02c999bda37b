// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/banner.h"

namespace outcrop::conversation
{
struct RequestFinding;
}

namespace outcrop::ui::composer
{

/// One finding above the composer: how sure it is, what is wrong, the way there and what mends it. With the
/// keyboard on it Enter goes there.
class LintStrip : public widgets::Banner
{
    Q_OBJECT

public:
    explicit LintStrip(const conversation::RequestFinding &finding, QWidget *parent = nullptr);

    void show(const conversation::RequestFinding &finding);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
};

} // namespace outcrop::ui::composer
