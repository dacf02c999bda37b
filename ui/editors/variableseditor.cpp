// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editors/variableseditor.h"

#include "ui/editors/variablerow.h"
#include "ui/models/variablesmodel.h"
#include "ui/widgets/outcropstyle.h"
#include "ui/widgets/taborder.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/tokens.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>

#include <algorithm>

namespace outcrop::ui::editors
{

using namespace widgets;
using models::VariablesModel;

VariablesEditor::VariablesEditor(VariablesModel *model, QWidget *parent)
    : QWidget(parent)
    , m_model(model)
    , m_rowsLayout(new QVBoxLayout)
    , m_hint(new TextLabel(tr("Write {{name}} in the system prompt, a message or the description of a tool. "
                              "{{{{ stands for two literal braces."),
                           TextRole::Muted))
    , m_newName(new QLineEdit)
    , m_add(new QPushButton(tr("+ Variable")))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(metrics::margin, metrics::margin, metrics::margin, metrics::margin);
    layout->setSpacing(metrics::space);
    layout->addWidget(new SectionHeader(tr("VARIABLES")));
    layout->addWidget(m_hint);
    layout->addLayout(m_rowsLayout);
    auto *below = new QHBoxLayout;
    below->addWidget(m_newName, 1);
    below->addWidget(m_add);
    layout->addLayout(below);
    m_hint->setWordWrap(true);
    m_newName->setAccessibleName(tr("Name of a new variable"));
    m_newName->setPlaceholderText(tr("name"));
    m_newName->setMinimumWidth(60);
    m_add->setAutoDefault(false);
    connect(m_newName, &QLineEdit::returnPressed, this, &VariablesEditor::add);
    connect(m_newName, &QLineEdit::textEdited, m_newName, [this] { setInvalid(m_newName, false); });
    connect(m_add, &QPushButton::clicked, this, &VariablesEditor::add);
    connect(model, &VariablesModel::rowsInserted, this,
            [this](const QModelIndex &, int first, int last) { onInserted(first, last); });
    connect(model, &VariablesModel::rowsRemoved, this,
            [this](const QModelIndex &, int first, int last) { onRemoved(first, last); });
    connect(model, &VariablesModel::rowsMoved, this,
            [this](const QModelIndex &, int from, int, const QModelIndex &, int to) { onMoved(from, to); });
    connect(model, &VariablesModel::dataChanged, this, &VariablesEditor::refresh);
    if (model->rowCount() > 0)
        onInserted(0, model->rowCount() - 1);
}

void VariablesEditor::onInserted(int first, int last)
{
    for (int row = first; row <= last; ++row) {
        auto *made = new VariableRow(m_model, QPersistentModelIndex(m_model->index(row)));
        m_rows.insert(m_rows.begin() + row, made);
        m_rowsLayout->insertWidget(row, made);
    }
    orderTabs();
}

void VariablesEditor::onRemoved(int first, int last)
{
    for (int row = last; row >= first; --row) {
        VariableRow *gone = m_rows[size_t(row)];
        m_rows.erase(m_rows.begin() + row);
        gone->hide();
        gone->deleteLater(); // it may be what was pressed
    }
}

void VariablesEditor::onMoved(int from, int to)
{
    // The model moves rows up only.
    VariableRow *moved = m_rows[size_t(from)];
    m_rows.erase(m_rows.begin() + from);
    m_rows.insert(m_rows.begin() + to, moved);
    m_rowsLayout->removeWidget(moved);
    m_rowsLayout->insertWidget(to, moved);
    orderTabs();
}

void VariablesEditor::orderTabs()
{
    QList<QWidget *> stops;
    for (const VariableRow *row : m_rows)
        stops += row->stops();
    chainTabs(stops + QList<QWidget *>{m_newName, m_add});
}

void VariablesEditor::refresh()
{
    for (VariableRow *row : m_rows)
        row->refresh();
}

void VariablesEditor::add()
{
    const QString name = m_newName->text().trimmed();
    if (!m_model->add(name)) {
        setInvalid(m_newName, true);
        m_newName->setToolTip(
            tr("A name begins with a letter or _ and goes on with letters, digits, _ . or -; "
               "each once."));
        m_newName->setFocus(Qt::OtherFocusReason);
        return;
    }
    m_newName->clear();
    if (const int row = m_model->rowOf(name); row >= 0)
        m_rows[size_t(row)]->focusValue();
}

void VariablesEditor::focusFirst()
{
    m_model->catchUp();
    const auto unset = std::ranges::find_if(m_rows, &VariableRow::isUnset);
    if (unset != m_rows.end())
        (*unset)->focusValue();
    else if (!m_rows.empty())
        m_rows.front()->focusValue();
    else
        m_newName->setFocus(Qt::OtherFocusReason);
}

} // namespace outcrop::ui::editors
