// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/editors/rowmark.h"
#include "ui/models/inferencemodel.h"

#include <QHash>
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
    /// The keyboard to a member of inferenceConfig ("topP"); to the first for an unknown one.
    void focusMember(const QString &member);
    /// What the lint says, by member.
    void setMarks(const QHash<QString, RowMark> &marks);

Q_SIGNALS:
    void libraryRequested();

private:
    void refresh(int row);

    std::array<NumberRow *, 3> m_numbers;
    StopSequences *m_stopSequences;
    MarkLabel *m_stopMark;
};

} // namespace outcrop::ui::editors
