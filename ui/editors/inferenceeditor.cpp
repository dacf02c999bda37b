// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editors/inferenceeditor.h"

#include "ui/editors/libraryshelves.h"
#include "ui/editors/numberrow.h"
#include "ui/editors/stopsequences.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/tokens.h"

#include <QGridLayout>
#include <QPushButton>
#include <QVBoxLayout>

namespace outcrop::ui::editors
{

using namespace widgets;
using models::InferenceModel;

InferenceEditor::InferenceEditor(InferenceModel *model, QWidget *parent) : QWidget(parent)
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(metrics::margin, metrics::margin, metrics::margin, metrics::margin);
    layout->setSpacing(metrics::space);
    layout->addWidget(new SectionHeader(tr("INFERENCE")));
    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(metrics::margin);
    grid->setVerticalSpacing(metrics::gap);
    grid->setColumnStretch(1, 1);
    layout->addLayout(grid);
    constexpr std::array rows{InferenceModel::MaxTokens, InferenceModel::Temperature, InferenceModel::TopP};
    for (size_t i = 0; i < rows.size(); ++i)
        m_numbers[i] = new NumberRow(model, rows[i], grid, int(2 * i), this);
    auto *name = new TextLabel(QStringLiteral("stopSequences"), TextRole::Muted);
    name->setToolTip(QStringLiteral("inferenceConfig.stopSequences"));
    m_stopSequences = new StopSequences(model);
    grid->addWidget(name, 6, 0, Qt::AlignTop);
    grid->addWidget(m_stopSequences, 6, 1, 1, 2);
    m_stopMark = new MarkLabel;
    grid->addWidget(m_stopMark, 7, 0, 1, 3);
    name->setMinimumHeight(metrics::controlHeight);
    auto *library = libraryButton(tr("Presets from the library, and to save these settings there"));
    connect(library, &QPushButton::clicked, this, &InferenceEditor::libraryRequested);
    layout->addWidget(library, 0, Qt::AlignLeft);
    connect(model, &InferenceModel::dataChanged, this,
            [this](const QModelIndex &first, const QModelIndex &last) {
                for (int row = first.row(); row <= last.row(); ++row)
                    refresh(row);
            });
}

void InferenceEditor::refresh(int row)
{
    if (row == InferenceModel::StopSequences)
        m_stopSequences->refresh();
    else
        m_numbers[size_t(row)]->refresh();
}

namespace
{

const std::array members{QStringLiteral("maxTokens"), QStringLiteral("temperature"), QStringLiteral("topP")};

} // namespace

void InferenceEditor::focusMember(const QString &member)
{
    for (size_t i = 0; i < members.size(); ++i) {
        if (members[i] == member)
            return m_numbers[i]->focus();
    }
    if (member == u"stopSequences")
        m_stopSequences->focusFirst();
    else
        focusFirst();
}

void InferenceEditor::setMarks(const QHash<QString, RowMark> &marks)
{
    for (size_t i = 0; i < members.size(); ++i)
        m_numbers[i]->setMark(marks.value(members[i]));
    m_stopMark->setMark(marks.value(QStringLiteral("stopSequences")));
}

void InferenceEditor::focusFirst()
{
    m_numbers.front()->focus();
}

} // namespace outcrop::ui::editors
