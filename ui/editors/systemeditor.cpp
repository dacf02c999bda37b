// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editors/systemeditor.h"

#include "core/conversation/conversationdocument.h"
#include "ui/editors/blockcolumn.h"
#include "ui/editors/cachepointrow.h"
#include "ui/editors/guardedtext.h"
#include "ui/editors/libraryshelves.h"
#include "ui/editors/textblockrow.h"
#include "ui/widgets/flowlayout.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/tokens.h"

#include <QLocale>
#include <QPushButton>
#include <QVBoxLayout>

namespace outcrop::ui::editors
{

using namespace widgets;
using conversation::CacheTtl;
using conversation::ConversationDocument;
using namespace models;

namespace
{

json::Json textBlock(const QString &text)
{
    return json::Json::object({{QLatin1StringView("text"), json::Json(text)}});
}

BlockKind kindOf(const QModelIndex &index)
{
    return BlockKind(index.data(BlockKindRole).toInt());
}

} // namespace

SystemEditor::SystemEditor(SystemBlocksModel *model, QWidget *parent)
    : QWidget(parent)
    , m_model(model)
    , m_heading(new SectionHeader({}))
    , m_mark(new MarkLabel)
    , m_empty(
          new TextLabel(tr("No system prompt is sent. Add a text block to give the model its instructions."),
                        TextRole::Muted))
    , m_rows(new BlockColumn(model,
                             {[this](const QPersistentModelIndex &index) { return makeRow(index); },
                              [](const BlockRow &row) {
                                  const auto *text = qobject_cast<const TextBlockRow *>(&row);
                                  return kindOf(row.index()) == (text ? text->kind() : BlockKind::CachePoint);
                              },
                              [this](int from, int to) { m_model->document()->moveBlock(idOf(from), to); },
                              [this](int row) { m_model->document()->removeBlock(idOf(row)); }}))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(metrics::margin, metrics::margin, metrics::margin, metrics::margin);
    layout->setSpacing(metrics::space);
    layout->addWidget(m_heading);
    layout->addWidget(m_mark);
    layout->addWidget(m_empty);
    layout->addWidget(m_rows);
    m_empty->setWordWrap(true);

    auto *addText = new QPushButton(tr("+ Text"));
    auto *addPoint = new QPushButton(tr("+ Cache point"));
    addText->setToolTip(tr("Adds a text block to system"));
    addPoint->setToolTip(tr("Adds a cachePoint: what stands above it is kept in the prompt cache"));
    auto *buttons = new FlowLayout(metrics::space);
    auto *addGuard = new QPushButton(tr("+ Guard"));
    addGuard->setToolTip(tr("Adds a guardContent: text that the guardrail looks at"));
    auto *library = libraryButton(tr("Prompts from the library, and to save these blocks there"));
    connect(library, &QPushButton::clicked, this, &SystemEditor::libraryRequested);
    for (QPushButton *button : {addText, addPoint, addGuard, library}) {
        button->setAutoDefault(false);
        buttons->addWidget(button);
    }
    layout->addLayout(buttons);
    m_addText = addText;
    m_rows->setNeighbours(m_heading, {addText, addPoint, addGuard, library});
    connect(addGuard, &QPushButton::clicked, this, &SystemEditor::addGuard);
    connect(addText, &QPushButton::clicked, this, &SystemEditor::addText);
    connect(addPoint, &QPushButton::clicked, this, &SystemEditor::addCachePoint);

    connect(m_rows, &BlockColumn::changed, this, &SystemEditor::updateHeading);
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

void SystemEditor::addGuard()
{
    append(guardedText({}, {}));
}

void SystemEditor::append(const json::Json &block)
{
    m_model->document()->insertBlock({}, m_model->rowCount(), block);
    if (m_rows->count() > 0)
        m_rows->focusRow(m_rows->count() - 1);
}

void SystemEditor::focusBlock(int row)
{
    if (row >= 0 && row < m_rows->count())
        m_rows->focusRow(row);
    else
        focusFirst();
}

void SystemEditor::setMarks(const QHash<int, RowMark> &marks)
{
    m_mark->setMark(marks.value(-1));
    m_rows->setMarks(marks);
}

void SystemEditor::focusFirst()
{
    QWidget *first = m_rows->count() == 0 ? m_addText : m_rows->row(0)->editor();
    first->setFocus(Qt::ShortcutFocusReason);
}

QString SystemEditor::idOf(int row) const
{
    return m_model->index(row).data(BlockIdRole).toString();
}

BlockRow *SystemEditor::makeRow(const QPersistentModelIndex &index)
{
    ConversationDocument *document = m_model->document();
    if (kindOf(index) == BlockKind::CachePoint) {
        auto *point = new CachePointRow(index);
        connect(point, &CachePointRow::ttlChosen, this, [document, index](CacheTtl ttl) {
            document->changeBlock(index.data(BlockIdRole).toString(),
                                  conversation::cachePointBlock(ttl).value);
        });
        return point;
    }
    return makeTextRow(index);
}

TextBlockRow *SystemEditor::makeTextRow(const QPersistentModelIndex &index)
{
    auto *row = new TextBlockRow(index);
    if (row->kind() != BlockKind::Other)
        row->assist(m_model->document());
    const auto change = [this, index](const json::Json &value) {
        m_model->document()->changeBlock(idOf(index.row()), value, ConversationDocument::Typing::Yes);
    };
    connect(row, &TextBlockRow::textEdited, this, [this, row, index, change](const QString &words) {
        const bool guarded = row->kind() == BlockKind::Guard;
        change(guarded ? guardedText(m_model->block(index.row()).value, words) : textBlock(words));
    });
    connect(row, &TextBlockRow::qualifiersChosen, this, [this, index, change](const QStringList &chosen) {
        change(qualifiedText(m_model->block(index.row()).value, chosen));
    });
    return row;
}

void SystemEditor::updateHeading()
{
    const qint64 tokens = m_model->tokens();
    m_heading->setText(m_rows->count() == 0
                           ? tr("SYSTEM")
                           : tr("SYSTEM · %1 TOKENS estimated").arg(QLocale().toString(tokens)));
    m_empty->setVisible(m_rows->count() == 0);
}

} // namespace outcrop::ui::editors
