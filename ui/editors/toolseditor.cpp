// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editors/toolseditor.h"

#include "ui/editors/blockcolumn.h"
#include "ui/editors/cachepointrow.h"
#include "ui/editors/libraryshelves.h"
#include "ui/editors/toolrow.h"
#include "ui/models/toolsmodel.h"
#include "ui/widgets/flowlayout.h"
#include "ui/widgets/fonts.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/tokens.h"

#include <QComboBox>
#include <QLocale>
#include <QPushButton>
#include <QVBoxLayout>

namespace outcrop::ui::editors
{

using namespace widgets;
using models::ToolsModel;
using Choice = ToolsModel::Choice;

namespace
{

ToolsModel::Kind kindOf(const QModelIndex &index)
{
    return ToolsModel::Kind(index.data(ToolsModel::KindRole).toInt());
}

} // namespace

ToolsEditor::ToolsEditor(ToolsModel *model, QWidget *parent)
    : QWidget(parent)
    , m_model(model)
    , m_heading(new SectionHeader({}))
    , m_mark(new MarkLabel)
    , m_empty(
          new TextLabel(tr("No tools are sent. Add one to let the model ask for calls."), TextRole::Muted))
    , m_choice(new QComboBox)
    , m_choiceRow(buildChoice())
    , m_rows(new BlockColumn(model,
                             {[this](const QPersistentModelIndex &index) { return makeRow(index); },
                              [](const BlockRow &row) {
                                  const bool isPoint = kindOf(row.index()) == ToolsModel::Kind::CachePoint;
                                  return isPoint == (qobject_cast<const CachePointRow *>(&row) != nullptr);
                              },
                              [this](int from, int to) { m_model->move(from, to); },
                              [this](int row) { m_model->remove(row); }}))
    , m_hint(new TextLabel(
          tr("A tool that is not sent changes the cached prefix from its place on: the next call writes the "
             "cache anew."),
          TextRole::Muted))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(metrics::margin, metrics::margin, metrics::margin, metrics::margin);
    layout->setSpacing(metrics::space);
    layout->addWidget(m_heading);
    layout->addWidget(m_choiceRow);
    layout->addWidget(m_mark);
    layout->addWidget(m_empty);
    layout->addWidget(m_rows);
    layout->addWidget(m_hint);
    layout->addWidget(buildButtons());
    m_empty->setWordWrap(true);
    m_hint->setWordWrap(true);
    useSmall(m_hint);
    m_rows->setNeighbours(m_choice, m_buttons);
    connect(m_rows, &BlockColumn::changed, this, &ToolsEditor::refresh);
    connect(model, &ToolsModel::choiceChanged, this, &ToolsEditor::refreshChoice);
    refresh();
}

QWidget *ToolsEditor::buildChoice()
{
    auto *row = new QWidget;
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(metrics::margin);
    layout->addWidget(new TextLabel(QStringLiteral("toolChoice"), TextRole::Muted));
    layout->addWidget(m_choice, 1);
    m_choice->setAccessibleName(QStringLiteral("toolChoice"));
    m_choice->setToolTip(
        tr("toolConfig.toolChoice: whether the model may, must, or must by name call a tool"));
    m_choice->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    connect(m_choice, &QComboBox::activated, this, &ToolsEditor::choose);
    return row;
}

QWidget *ToolsEditor::buildButtons()
{
    auto *box = new QWidget;
    auto *flow = new FlowLayout(metrics::space, box);
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    box->setSizePolicy(policy);
    const auto add = [&](const QString &text, const QString &tip, auto action) {
        auto *button = new QPushButton(text);
        button->setAutoDefault(false);
        button->setToolTip(tip);
        connect(button, &QPushButton::clicked, this, action);
        flow->addWidget(button);
        m_buttons << button;
    };
    add(tr("+ Tool"), tr("Adds a toolSpec"), [this] { addTool(); });
    add(tr("+ Tool cache point"), tr("Adds a cachePoint: the tools above it are kept in the prompt cache"),
        [this] {
            m_model->addCachePoint();
            m_rows->focusRow(m_rows->count() - 1);
        });
    add(tr("+ System tool"), tr("Adds a systemTool: one the provider runs, known by its name"), [this] {
        m_model->addSystemTool();
        openLast();
    });
    auto *library = libraryButton(tr("Tools from the library, and to save one of these there"));
    connect(library, &QPushButton::clicked, this, &ToolsEditor::libraryRequested);
    flow->addWidget(library);
    m_buttons << library;
    m_add = m_buttons.first();
    return box;
}

void ToolsEditor::addTool()
{
    m_model->addSpec();
    openLast();
}

void ToolsEditor::openLast()
{
    if (auto *row = m_rows->count() > 0 ? qobject_cast<ToolRow *>(m_rows->row(m_rows->count() - 1)) : nullptr)
        row->setOpen(true);
}

void ToolsEditor::focusTool(int row)
{
    if (row < 0 || row >= m_rows->count())
        return focusFirst();
    if (auto *tool = qobject_cast<ToolRow *>(m_rows->row(row)))
        tool->setOpen(true);
    else
        m_rows->focusRow(row);
}

void ToolsEditor::focusChoice()
{
    if (m_choiceRow->isHidden())
        focusFirst();
    else
        m_choice->setFocus(Qt::OtherFocusReason);
}

void ToolsEditor::setMarks(const QHash<int, RowMark> &marks)
{
    m_mark->setMark(marks.value(-1));
    m_rows->setMarks(marks);
}

void ToolsEditor::focusFirst()
{
    QWidget *first = m_rows->count() == 0 ? m_add : m_rows->row(0)->editor();
    first->setFocus(Qt::ShortcutFocusReason);
}

BlockRow *ToolsEditor::makeRow(const QPersistentModelIndex &index)
{
    if (kindOf(index) != ToolsModel::Kind::CachePoint)
        return new ToolRow(m_model, index);
    auto *point = new CachePointRow(index);
    connect(point, &CachePointRow::ttlChosen, this,
            [this, index](conversation::CacheTtl ttl) { m_model->setTtl(index.row(), ttl); });
    return point;
}

void ToolsEditor::refresh()
{
    const bool any = m_rows->count() > 0;
    bool off = false;
    for (int row = 0; row < m_model->rowCount(); ++row)
        off = off || !m_model->isOn(row);
    m_heading->setText(any ? tr("TOOLS · %1 TOKENS estimated").arg(QLocale().toString(m_model->tokens()))
                           : tr("TOOLS"));
    m_empty->setVisible(!any);
    m_choiceRow->setVisible(any);
    m_hint->setVisible(off);
    refreshChoice();
}

void ToolsEditor::refreshChoice()
{
    const Choice now = m_model->choice();
    m_choice->clear();
    m_choice->addItem(tr("not sent"), int(Choice::Kind::NotSent));
    m_choice->addItem(QStringLiteral("auto"), int(Choice::Kind::Auto));
    m_choice->addItem(QStringLiteral("any"), int(Choice::Kind::Any));
    QStringList names;
    for (int row = 0; row < m_model->rowCount(); ++row) {
        if (m_model->isOn(row) && kindOf(m_model->index(row)) == ToolsModel::Kind::Spec)
            names << m_model->index(row).data().toString();
    }
    if (now.kind == Choice::Kind::Tool && !names.contains(now.tool))
        names << now.tool; // of a tool that is gone or off: shown, so that it can be mended
    for (const QString &name : names) {
        m_choice->addItem(tr("tool: %1").arg(name), int(Choice::Kind::Tool));
        m_choice->setItemData(m_choice->count() - 1, name, Qt::UserRole + 1);
    }
    for (int item = 0; item < m_choice->count(); ++item) {
        if (m_choice->itemData(item).toInt() == int(now.kind) &&
            m_choice->itemData(item, Qt::UserRole + 1).toString() == now.tool)
            m_choice->setCurrentIndex(item);
    }
}

void ToolsEditor::choose(int item)
{
    m_model->setChoice({Choice::Kind(m_choice->itemData(item).toInt()),
                        m_choice->itemData(item, Qt::UserRole + 1).toString()});
}

} // namespace outcrop::ui::editors
