// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editors/systemeditor.h"

#include "core/conversation/conversationdocument.h"
#include "ui/editors/cachepointrow.h"
#include "ui/editors/textblockrow.h"
#include "ui/widgets/flowlayout.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/tokens.h"

#include <QLocale>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

namespace outcrop::ui::editors
{

using namespace widgets;
using conversation::CacheTtl;
using conversation::ConversationDocument;
using models::SystemBlocksModel;

namespace
{

json::Json textBlock(const QString &text)
{
    return json::Json::object({{QLatin1StringView("text"), json::Json(text)}});
}

} // namespace

SystemEditor::SystemEditor(SystemBlocksModel *model, QWidget *parent)
    : QWidget(parent)
    , m_model(model)
    , m_heading(new SectionHeader({}))
    , m_empty(
          new TextLabel(tr("No system prompt is sent. Add a text block to give the model its instructions."),
                        TextRole::Muted))
    , m_rowsLayout(new QVBoxLayout)
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(metrics::margin, metrics::margin, metrics::margin, metrics::margin);
    layout->setSpacing(metrics::space);
    layout->addWidget(m_heading);
    layout->addWidget(m_empty);
    layout->addLayout(m_rowsLayout);
    m_empty->setWordWrap(true);
    m_rowsLayout->setSpacing(metrics::space);

    auto *addText = new QPushButton(tr("+ Text"));
    auto *addPoint = new QPushButton(tr("+ Cache point"));
    addText->setToolTip(tr("Adds a text block to system"));
    addPoint->setToolTip(tr("Adds a cachePoint: what stands above it is kept in the prompt cache"));
    auto *buttons = new FlowLayout(metrics::space);
    for (QPushButton *button : {addText, addPoint}) {
        button->setAutoDefault(false);
        buttons->addWidget(button);
    }
    layout->addLayout(buttons);
    m_addText = addText;
    m_addPoint = addPoint;
    connect(addText, &QPushButton::clicked, this, &SystemEditor::addText);
    connect(addPoint, &QPushButton::clicked, this, &SystemEditor::addCachePoint);

    connect(model, &SystemBlocksModel::rowsInserted, this,
            [this](const QModelIndex &, int first, int last) { onInserted(first, last); });
    connect(model, &SystemBlocksModel::rowsRemoved, this,
            [this](const QModelIndex &, int first, int last) { onRemoved(first, last); });
    connect(model, &SystemBlocksModel::rowsMoved, this,
            [this](const QModelIndex &, int from, int, const QModelIndex &, int to) {
                onMoved(from, to > from ? to - 1 : to);
            });
    connect(
        model, &SystemBlocksModel::dataChanged, this,
        [this](const QModelIndex &first, const QModelIndex &last) { onChanged(first.row(), last.row()); });
    if (model->rowCount() > 0)
        onInserted(0, model->rowCount() - 1);
    updateHeading();
}

void SystemEditor::addText()
{
    append(textBlock({}));
}

void SystemEditor::addCachePoint()
{
    append(conversation::cachePointBlock().value);
}

void SystemEditor::append(const json::Json &block)
{
    m_model->document()->insertBlock({}, m_model->rowCount(), block);
    if (!m_rows.empty())
        m_rows.back()->editor()->setFocus(Qt::OtherFocusReason);
}

void SystemEditor::focusFirst()
{
    QWidget *first = m_rows.empty() ? m_addText : m_rows.front()->editor();
    first->setFocus(Qt::ShortcutFocusReason);
}

BlockRow *SystemEditor::makeRow(int row)
{
    const QPersistentModelIndex index(m_model->index(row));
    ConversationDocument *document = m_model->document();
    BlockRow *made = nullptr;
    if (SystemBlocksModel::Kind(index.data(SystemBlocksModel::KindRole).toInt()) ==
        SystemBlocksModel::Kind::CachePoint) {
        auto *point = new CachePointRow(index);
        connect(point, &CachePointRow::ttlChosen, this, [document, index](CacheTtl ttl) {
            document->changeBlock(index.data(SystemBlocksModel::IdRole).toString(),
                                  conversation::cachePointBlock(ttl).value);
        });
        made = point;
    } else {
        auto *text = new TextBlockRow(index);
        connect(text, &TextBlockRow::textEdited, this, [document, index](const QString &words) {
            document->changeBlock(index.data(SystemBlocksModel::IdRole).toString(), textBlock(words),
                                  ConversationDocument::Typing::Yes);
        });
        made = text;
    }
    connect(made, &BlockRow::moveRequested, this, [this, made](int by) { move(made, by); });
    connect(made, &BlockRow::removeRequested, this, [this, made] { remove(made); });
    connect(made, &BlockRow::dragMoved, this, &SystemEditor::drag);
    connect(made, &BlockRow::dragEnded, this, [this, made](int y) { drop(made, y); });
    return made;
}

void SystemEditor::onInserted(int first, int last)
{
    for (int row = first; row <= last; ++row) {
        BlockRow *made = makeRow(row);
        m_rows.insert(m_rows.begin() + row, made);
        m_rowsLayout->insertWidget(row, made);
    }
    orderTabs();
    refreshAll();
}

/// Tab goes through the blocks as they stand, wherever they were put in. The heading is the fixed beginning
/// of the chain; only what can have the focus may be one.
void SystemEditor::orderTabs()
{
    QList<QWidget *> stops{m_heading};
    for (const BlockRow *row : m_rows)
        stops += row->tabStops();
    stops += {m_addText, m_addPoint};
    m_heading->setFocusPolicy(Qt::ClickFocus);
    for (qsizetype i = 0; i + 1 < stops.size(); ++i)
        QWidget::setTabOrder(stops[i], stops[i + 1]);
    m_heading->setFocusPolicy(Qt::NoFocus);
}

void SystemEditor::onRemoved(int first, int last)
{
    for (int row = last; row >= first; --row) {
        m_rowsLayout->removeWidget(m_rows[size_t(row)]);
        m_rows[size_t(row)]->hide();
        m_rows[size_t(row)]->deleteLater(); // it may be the sender
        m_rows.erase(m_rows.begin() + row);
    }
    refreshAll();
}

void SystemEditor::onMoved(int from, int to)
{
    BlockRow *moved = m_rows[size_t(from)];
    m_rows.erase(m_rows.begin() + from);
    m_rows.insert(m_rows.begin() + to, moved);
    m_rowsLayout->removeWidget(moved);
    m_rowsLayout->insertWidget(to, moved);
    orderTabs();
    refreshAll();
}

void SystemEditor::onChanged(int first, int last)
{
    for (int row = first; row <= last; ++row) {
        const bool isPoint =
            SystemBlocksModel::Kind(m_model->index(row).data(SystemBlocksModel::KindRole).toInt()) ==
            SystemBlocksModel::Kind::CachePoint;
        if (isPoint != (qobject_cast<CachePointRow *>(m_rows[size_t(row)]) != nullptr)) {
            onRemoved(row, row); // became a block of another kind
            onInserted(row, row);
        } else {
            m_rows[size_t(row)]->refresh();
        }
    }
    updateHeading();
}

void SystemEditor::refreshAll()
{
    for (BlockRow *row : m_rows)
        row->refresh();
    updateHeading();
}

void SystemEditor::updateHeading()
{
    const qint64 tokens = m_model->tokens();
    m_heading->setText(m_rows.empty() ? tr("SYSTEM")
                                      : tr("SYSTEM · %1 TOKENS estimated").arg(QLocale().toString(tokens)));
    m_empty->setVisible(m_rows.empty());
}

void SystemEditor::move(const BlockRow *row, int by)
{
    const int to = row->index().row() + by;
    if (to < 0 || to >= m_model->rowCount())
        return;
    m_model->document()->moveBlock(row->index().data(SystemBlocksModel::IdRole).toString(), to);
    row->editor()->setFocus(Qt::OtherFocusReason);
}

void SystemEditor::remove(const BlockRow *row)
{
    const int at = row->index().row();
    m_model->document()->removeBlock(row->index().data(SystemBlocksModel::IdRole).toString());
    if (m_rows.empty())
        m_addText->setFocus(Qt::OtherFocusReason);
    else
        m_rows[size_t(std::min<int>(at, int(m_rows.size()) - 1))]->editor()->setFocus(Qt::OtherFocusReason);
}

int SystemEditor::rowAt(int y) const
{
    int row = 0;
    while (row < int(m_rows.size()) && m_rows[size_t(row)]->geometry().center().y() < y)
        ++row;
    return row;
}

void SystemEditor::drag(int y)
{
    m_dropBefore = rowAt(y);
    update();
}

void SystemEditor::drop(const BlockRow *row, int y)
{
    m_dropBefore.reset();
    update();
    const int from = row->index().row();
    const int before = rowAt(y);
    const int to = before > from ? before - 1 : before;
    if (to != from)
        m_model->document()->moveBlock(row->index().data(SystemBlocksModel::IdRole).toString(), to);
}

void SystemEditor::paintEvent(QPaintEvent *)
{
    if (!m_dropBefore || m_rows.empty())
        return;
    const bool behindLast = *m_dropBefore >= int(m_rows.size());
    const QRect next = m_rows[size_t(behindLast ? int(m_rows.size()) - 1 : *m_dropBefore)]->geometry();
    const int y = behindLast ? next.bottom() + metrics::gap : next.top() - metrics::gap;
    QPainter(this).fillRect(metrics::margin, y - 1, width() - 2 * metrics::margin, 2, tokensOf(this).accent);
}

} // namespace outcrop::ui::editors
