// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/keysheet.h"

#include "ui/shell/actions.h"
#include "ui/widgets/fonts.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/tokens.h"

#include <QAction>
#include <QGridLayout>
#include <QPushButton>

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

} // namespace

KeySheet::KeySheet(const Actions *actions, QWidget *parent) : QDialog(parent)
{
    setWindowTitle(tr("Keys"));
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(2 * metrics::margin, 2 * metrics::margin, 2 * metrics::margin,
                             2 * metrics::margin);
    grid->setHorizontalSpacing(3 * metrics::margin);
    grid->setVerticalSpacing(metrics::gap);
    int row = 0;
    const auto addRow = [&](const QString &text, const QString &keys) {
        auto *label = new TextLabel(keys, TextRole::Muted);
        useMonospace(label);
        label->setAccessibleName(QStringLiteral("%1: %2").arg(text, keys));
        grid->addWidget(new TextLabel(text), row, 0);
        grid->addWidget(label, row++, 1);
    };
    for (const Actions::Group &group : actions->groups()) {
        grid->addWidget(new SectionHeader(group.title.toUpper()), row++, 0, 1, 2);
        for (const QAction *action : group.actions) {
            QStringList keys;
            for (const QKeySequence &sequence : action->shortcuts())
                keys.append(sequence.toString(QKeySequence::NativeText));
            if (!keys.isEmpty())
                addRow(action->text(), keys.first());
        }
        grid->setRowMinimumHeight(row++, metrics::gap);
    }
    grid->addWidget(new SectionHeader(tr("IN PLACE")), row++, 0, 1, 2);
    for (const LocalKey &key : localKeys())
        addRow(key.text, key.keys);
    auto *close = new QPushButton(tr("Close"));
    grid->addWidget(close, row, 1, Qt::AlignRight);
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
}

} // namespace outcrop::ui::shell
