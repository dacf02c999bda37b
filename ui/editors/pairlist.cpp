// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editors/pairlist.h"

#include "ui/widgets/fonts.h"
#include "ui/widgets/icon.h"
#include "ui/widgets/outcropstyle.h"
#include "ui/widgets/tokens.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace outcrop::ui::editors
{

using namespace widgets;

PairList::PairList(bool named, const QString &what, QWidget *parent)
    : QWidget(parent)
    , m_named(named)
    , m_what(what)
    , m_lines(new QVBoxLayout)
    , m_add(new QPushButton(tr("+ Entry")))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(metrics::gap);
    layout->addLayout(m_lines);
    layout->addWidget(m_add, 0, Qt::AlignLeft);
    m_lines->setSpacing(metrics::gap);
    m_add->setAutoDefault(false);
    m_add->setAccessibleName(tr("Add an entry to %1").arg(what));
    connect(m_add, &QPushButton::clicked, this, [this] {
        addLine({}, {});
        (m_named ? m_rows.back().name : m_rows.back().words)->setFocus(Qt::OtherFocusReason);
    });
}

void PairList::addLine(const QString &name, const QString &words)
{
    Line line;
    line.row = new QWidget;
    auto *layout = new QHBoxLayout(line.row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(metrics::gap);
    const auto field = [&](const QString &text, const QString &title) {
        auto *edit = new QLineEdit(text);
        useMonospace(edit);
        edit->setAccessibleName(title.arg(m_what).arg(m_rows.size() + 1));
        edit->setMinimumWidth(50);
        layout->addWidget(edit, 1);
        connect(edit, &QLineEdit::textEdited, this, &PairList::tell);
        return edit;
    };
    if (m_named) {
        line.name = field(name, tr("%1: name %2"));
        line.name->setPlaceholderText(tr("name"));
    }
    line.words = field(words, tr("%1: value %2"));
    line.words->setPlaceholderText(tr("value"));
    auto *remove = line.remove = new QToolButton;
    remove->setIcon(icon(QStringLiteral("delete")));
    remove->setIconSize({14, 14});
    remove->setFixedSize(22, 22);
    remove->setFocusPolicy(Qt::StrongFocus);
    remove->setAccessibleName(tr("Delete entry %2 of %1").arg(m_what).arg(m_rows.size() + 1));
    remove->setToolTip(remove->accessibleName());
    setButtonKind(remove, ButtonKind::Flat);
    layout->addWidget(remove);
    connect(remove, &QToolButton::clicked, this, [this, row = line.row] {
        removeLine(row);
        tell();
        m_add->setFocus(Qt::OtherFocusReason);
    });
    m_lines->addWidget(line.row);
    m_rows.push_back(line);
    Q_EMIT stopsChanged();
}

QList<QWidget *> PairList::stops() const
{
    QList<QWidget *> stops;
    for (const Line &line : m_rows) {
        if (line.name)
            stops << line.name;
        stops << line.words << line.remove;
    }
    return stops << m_add;
}

void PairList::removeLine(const QWidget *row)
{
    const auto found = std::ranges::find(m_rows, row, &Line::row);
    if (found == m_rows.end())
        return;
    m_lines->removeWidget(found->row);
    found->row->hide();
    found->row->deleteLater(); // it may hold the sender
    m_rows.erase(found);
}

/// Unfinished lines, without a name or words, are not there yet.
PairList::Pairs PairList::pairs() const
{
    Pairs list;
    for (const Line &line : m_rows) {
        const QString name = m_named ? line.name->text() : QString();
        if (m_named ? !name.isEmpty() : !line.words->text().isEmpty())
            list.emplace_back(name, line.words->text());
    }
    return list;
}

void PairList::setPairs(const Pairs &wanted)
{
    if (pairs() == wanted)
        return;
    while (!m_rows.empty())
        removeLine(m_rows.back().row);
    for (const auto &[name, words] : wanted)
        addLine(name, words);
}

void PairList::tell()
{
    Q_EMIT edited(pairs());
}

} // namespace outcrop::ui::editors
