// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/inferencemodel.h"

#include <QWidget>

#include <array>

namespace outcrop::ui::editors
{

class NumberRow;
class StopSequences;

/// inferenceConfig: each member unset ("not sent") or with its value.
class InferenceEditor : public QWidget
{
    Q_OBJECT

public:
    /// @p model must live longer.
    explicit InferenceEditor(models::InferenceModel *model, QWidget *parent = nullptr);

    void focusFirst();

private:
    void refresh(int row);

    std::array<NumberRow *, 3> m_numbers;
    StopSequences *m_stopSequences;
};

} // namespace outcrop::ui::editors
