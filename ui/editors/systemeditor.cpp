// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editors/systemeditor.h"

#include "core/conversation/conversationdocument.h"
#include "ui/editors/blockcolumn.h"
#include "ui/editors/cachepointrow.h"
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
using models::SystemBlocksModel;

namespace
{

json::Json textBlock(const QString &text)
{
    return json::Json::object({{QLatin1StringView("text"), json::Json(text)}});
}

SystemBlocksModel::Kind kindOf(const QModelIndex &index)
{
    return SystemBlocksModel::Kind(index.data(SystemBlocksModel::KindRole).toInt());
}

} // namespace

SystemEditor::SystemEditor(SystemBlocksModel *model, QWidget *parent)
    : QWidget(parent)
    , m_model(model)
    , m_heading(new SectionHeader({}))
    , m_empty(
          new TextLabel(tr("No system prompt is sent. Add a text block to give the model its instructions."),
                        TextRole::Muted))
    , m_rows(new BlockColumn(
          model, {[this](const QPersistentModelIndex &index) { return makeRow(index); },
                  [](const BlockRow &row) {
                      const bool isPoint = kindOf(row.index()) == SystemBlocksModel::Kind::CachePoint;
                      return isPoint == (qobject_cast<const CachePointRow *>(&row) != nullptr);
                  },
                  [this](int from, int to) { m_model->document()->moveBlock(idOf(from), to); },
                  [this](int row) { m_model->document()->removeBlock(idOf(row)); }}))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(metrics::margin, metrics::margin, metrics::margin, metrics::margin);
    layout->setSpacing(metrics::space);
    layout->addWidget(m_heading);
    layout->addWidget(m_empty);
    layout->addWidget(m_rows);
    m_empty->setWordWrap(true);

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
    m_rows->setNeighbours(m_heading, {addText, addPoint});
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

void SystemEditor::append(const json::Json &block)
{
    m_model->document()->insertBlock({}, m_model->rowCount(), block);
    if (m_rows->count() > 0)
        m_rows->focusRow(m_rows->count() - 1);
}

void SystemEditor::focusFirst()
{
    QWidget *first = m_rows->count() == 0 ? m_addText : m_rows->row(0)->editor();
    first->setFocus(Qt::ShortcutFocusReason);
}

QString SystemEditor::idOf(int row) const
{
    return m_model->index(row).data(SystemBlocksModel::IdRole).toString();
}

BlockRow *SystemEditor::makeRow(const QPersistentModelIndex &index)
{
    ConversationDocument *document = m_model->document();
    if (kindOf(index) == SystemBlocksModel::Kind::CachePoint) {
        auto *point = new CachePointRow(index);
        connect(point, &CachePointRow::ttlChosen, this, [document, index](CacheTtl ttl) {
            document->changeBlock(index.data(SystemBlocksModel::IdRole).toString(),
                                  conversation::cachePointBlock(ttl).value);
        });
        return point;
    }
    auto *text = new TextBlockRow(index);
    connect(text, &TextBlockRow::textEdited, this, [document, index](const QString &words) {
        document->changeBlock(index.data(SystemBlocksModel::IdRole).toString(), textBlock(words),
                              ConversationDocument::Typing::Yes);
    });
    return text;
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
