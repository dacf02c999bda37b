// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connections/formrows.h"

#include "ui/widgets/fonts.h"
#include "ui/widgets/outcropstyle.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/tokens.h"

#include <QGridLayout>
#include <QHBoxLayout>

#include <algorithm>

namespace outcrop::ui::connections
{

using namespace widgets;
using outcrop::connections::Field;
using outcrop::connections::FieldProblem;

namespace
{

constexpr int nameWidth = 130;

} // namespace

FormRows::FormRows(QWidget *parent) : QWidget(parent), m_grid(new QGridLayout(this))
{
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(metrics::margin);
    m_grid->setVerticalSpacing(metrics::gap);
    m_grid->setColumnMinimumWidth(0, nameWidth);
    m_grid->setColumnStretch(1, 1);
}

void FormRows::addRow(const QString &name, QWidget *field, std::optional<Field> part)
{
    addRow(name, {field}, true, part);
}

void FormRows::addRow(const QString &name, const QList<QWidget *> &fields, bool fill,
                      std::optional<Field> part)
{
    const int at = int(m_rows.size()) * 2;
    auto *label = new TextLabel(name, TextRole::Muted);
    label->setMinimumHeight(metrics::controlHeight);
    auto *holder = new QWidget;
    auto *line = new QHBoxLayout(holder);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(metrics::space);
    for (QWidget *field : fields)
        line->addWidget(field, fill && field == fields.constFirst() ? 1 : 0);
    if (!fill)
        line->addStretch(1);
    auto *problem = new TextLabel({}, TextRole::Error);
    useSmall(problem);
    problem->setWordWrap(true);
    problem->hide();
    m_grid->addWidget(label, at, 0, Qt::AlignTop);
    m_grid->addWidget(holder, at, 1);
    m_grid->addWidget(problem, at + 1, 1);
    if (part)
        m_parts[*part] = m_rows.size();
    m_rows.push_back({label, holder, fields.constFirst(), problem});
    if (!fields.constFirst()->accessibleName().isEmpty())
        return;
    fields.constFirst()->setAccessibleName(name);
}

FormRows::Row *FormRows::rowOf(const QWidget *field)
{
    const auto found = std::ranges::find_if(
        m_rows, [field](const Row &row) { return row.first == field || row.field->isAncestorOf(field); });
    return found == m_rows.end() ? nullptr : &*found;
}

void FormRows::setRowVisible(const QWidget *field, bool visible)
{
    Row *row = rowOf(field);
    if (!row)
        return;
    row->name->setVisible(visible);
    row->field->setVisible(visible);
    row->problem->setVisible(visible && !row->problem->text().isEmpty());
}

void FormRows::showProblems(const std::vector<FieldProblem> &problems)
{
    for (const auto &[part, at] : m_parts) {
        const Row &row = m_rows[at];
        QStringList texts;
        bool isWarning = true;
        for (const FieldProblem &problem : problems) {
            if (problem.field != part)
                continue;
            texts.append(problem.message);
            isWarning = isWarning && problem.isWarning;
        }
        row.problem->setRole(isWarning ? TextRole::Amber : TextRole::Error);
        row.problem->setText(texts.join(u'\n'));
        row.problem->setVisible(!texts.isEmpty() && row.field->isVisibleTo(this));
        setInvalid(row.first, !texts.isEmpty() && !isWarning);
        row.first->setAccessibleDescription(texts.join(u' '));
    }
}

} // namespace outcrop::ui::connections
