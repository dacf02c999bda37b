// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/windowcontext.h"

#include <QStatusBar>

QT_BEGIN_NAMESPACE
class QHBoxLayout;
class QPushButton;
QT_END_NAMESPACE

namespace outcrop::ui::widgets
{
class Dot;
class ElidedLabel;
class TextLabel;
} // namespace outcrop::ui::widgets

namespace outcrop::ui::shell
{

/// The last row of the window: the connection's state, how the run goes, whether the document is saved, and
/// what the four colours mean.
class StatusLine : public QStatusBar
{
    Q_OBJECT

public:
    explicit StatusLine(const WindowContext &context, QWidget *parent = nullptr);

    /// Shows one line where the progress of a run stands, until there is progress.
    void say(const QString &text);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void showConnection();
    void showSaving();
    void buildLegend(QHBoxLayout *layout);
    QPushButton *addRetryButton(QHBoxLayout *layout, const QString &text, const QString &name);

    WindowContext m_context;
    widgets::Dot *m_dot;
    widgets::ElidedLabel *m_connection;
    widgets::TextLabel *m_saving;
    widgets::ElidedLabel *m_progress;
    QPushButton *m_now;  ///< while a refused request waits for its next attempt
    QPushButton *m_stop; ///< likewise
};

} // namespace outcrop::ui::shell
