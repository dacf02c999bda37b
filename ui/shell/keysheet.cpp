// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/keysheet.h"

#include "ui/shell/actions.h"
#include "ui/widgets/fonts.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/tokens.h"

#include <QAction>
#include <QGridLayout>
#include <QPushButton>
#include <QScreen>
#include <QScrollArea>

#include <vector>

namespace outcrop::ui::shell
{

using namespace widgets;

namespace
{

/// Keys that belong to a place rather than to a command of the window.
struct LocalKey {
    QString text;
    QString keys;
};

QList<LocalKey> localKeys()
{
    return {{KeySheet::tr("New line in a message"), KeySheet::tr("Enter")},
            {KeySheet::tr("Edit, mute, delete a message"), KeySheet::tr("F2, M, Del")},
            {KeySheet::tr("Delete a message and all after it"), KeySheet::tr("Shift+Del")},
            {KeySheet::tr("Find in JSON"), KeySheet::tr("Ctrl+F")},
            {KeySheet::tr("Move a block or tool"), KeySheet::tr("Alt+Up, Alt+Down")},
            {KeySheet::tr("Delete a block or tool"), KeySheet::tr("Ctrl+Del")}};
}

struct Section {
    QString title;
    QList<LocalKey> keys;
};

QGridLayout *addColumn(QHBoxLayout *columns)
{
    auto *outer = new QVBoxLayout;
    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(3 * metrics::margin);
    grid->setVerticalSpacing(metrics::gap);
    grid->setColumnStretch(0, 1);
    outer->addLayout(grid);
    outer->addStretch();
    columns->addLayout(outer, 1);
    return grid;
}

void addSection(QGridLayout *grid, const Section &section)
{
    int row = grid->rowCount();
    grid->addWidget(new SectionHeader(section.title.toUpper()), row++, 0, 1, 2);
    for (const LocalKey &key : section.keys) {
        auto *label = new TextLabel(key.keys, TextRole::Muted);
        useMonospace(label);
        label->setAccessibleName(QStringLiteral("%1: %2").arg(key.text, key.keys));
        grid->addWidget(new TextLabel(key.text), row, 0);
        grid->addWidget(label, row++, 1);
    }
    grid->setRowMinimumHeight(row, metrics::margin);
}

} // namespace

KeySheet::KeySheet(const Actions *actions, QWidget *parent) : QDialog(parent)
{
    setWindowTitle(tr("Keys"));
    auto *page = new QWidget;
    auto *columns = new QHBoxLayout(page);
    columns->setContentsMargins(0, 0, 0, 0);
    columns->setSpacing(4 * metrics::margin);
    std::vector<Section> sections;
    for (const Actions::Group &group : actions->groups()) {
        Section section{group.title, {}};
        for (const QAction *action : group.actions) {
            if (!action->shortcut().isEmpty())
                section.keys.append({action->text(), action->shortcut().toString(QKeySequence::NativeText)});
        }
        if (!section.keys.isEmpty())
            sections.push_back(section);
    }
    sections.push_back({tr("In place"), localKeys()});
    qsizetype rows = 0;
    for (const Section &section : sections)
        rows += section.keys.size() + 2;
    QGridLayout *column = addColumn(columns);
    qsizetype filled = 0;
    for (const Section &section : sections) {
        if (filled > 0 && filled + section.keys.size() / 2 > rows / 2 && columns->count() == 1)
            column = addColumn(columns);
        addSection(column, section);
        filled += section.keys.size() + 2;
    }
    auto *scroll = new QScrollArea; // for a screen that is too small for it
    scroll->setWidget(page);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setMinimumWidth(page->sizeHint().width() + 2 * metrics::margin);
    scroll->setAccessibleName(windowTitle());
    auto *close = new QPushButton(tr("Close"));
    close->setDefault(true);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(2 * metrics::margin, 2 * metrics::margin, 2 * metrics::margin,
                               2 * metrics::margin);
    layout->setSpacing(metrics::margin);
    layout->addWidget(scroll, 1);
    layout->addWidget(close, 0, Qt::AlignRight);
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
    const int wanted = page->sizeHint().height() + close->sizeHint().height() + 6 * metrics::margin;
    resize(sizeHint().width(), std::min(wanted, screen()->availableGeometry().height() * 9 / 10));
    close->setFocus();
}

} // namespace outcrop::ui::shell
