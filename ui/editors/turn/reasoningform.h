// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/editors/turn/blockform.h"

namespace outcrop::ui::widgets
{
class GrowingTextEdit;
class TextLabel;
} // namespace outcrop::ui::widgets

namespace outcrop::ui::editors
{

/// What the model thought, to be read: its signature is over exactly these bytes.
class ReasoningForm : public BlockForm
{
    Q_OBJECT

public:
    explicit ReasoningForm(QWidget *parent = nullptr);

    void showBlock(const json::Json &block) override;
    void setPlace(const QString &place) override;
    QList<QWidget *> stops() const override;
    QString about() const override;
    QString problem() const override { return m_problem; }
    void setMuted(bool muted) override;

private:
    widgets::GrowingTextEdit *m_text;
    widgets::TextLabel *m_signature;
    QString m_problem;
};

} // namespace outcrop::ui::editors
