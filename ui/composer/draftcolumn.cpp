// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/composer/draftcolumn.h"

#include "core/conversation/conversationdocument.h"
#include "ui/composer/cachepointrule.h"
#include "ui/models/draftblocksmodel.h"
#include "ui/widgets/attachmentcard.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/tokens.h"

#include <QApplication>
#include <QEvent>
#include <QScrollBar>
#include <QVBoxLayout>

namespace outcrop::ui::composer
{

using namespace widgets;
using conversation::CacheTtl;
using models::DraftBlocksModel;

namespace
{

/// Three cards and a half, so that one sees that there are more.
constexpr int mostHeight = 230;
/// In a low window, from where it scrolls.
constexpr int leastHeight = 60;

QString idOf(const QModelIndex &index)
{
    return index.data(DraftBlocksModel::IdRole).toString();
}

} // namespace

DraftColumn::DraftColumn(DraftBlocksModel *model, Place place, QWidget *parent)
    : QScrollArea(parent)
    , m_model(model)
    , m_place(place)
    , m_content(new QWidget)
    , m_layout(new QVBoxLayout(m_content))
{
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::NoFocus);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    viewport()->setAutoFillBackground(false);
    m_content->setAutoFillBackground(false);
    m_layout->setContentsMargins(metrics::space, 0, metrics::space, 0);
    m_layout->setSpacing(metrics::gap);
    setWidget(m_content);
    m_content->setAutoFillBackground(false); // setWidget() turns it on
    m_content->installEventFilter(this);
    connect(model, &DraftBlocksModel::rowsInserted, this, [this](const QModelIndex &, int first) {
        sync();
        m_newest = idOf(m_model->index(first));
    });
    connect(model, &DraftBlocksModel::rowsRemoved, this, &DraftColumn::sync);
    connect(model, &DraftBlocksModel::rowsMoved, this, &DraftColumn::sync);
    connect(model, &DraftBlocksModel::dataChanged, this,
            [this](const QModelIndex &index) { refresh(index); });
    sync();
}

/// Rows that stay keep their widgets, and so the keyboard.
void DraftColumn::sync()
{
    const int begin = m_place == Place::Before ? 0 : m_model->textRow();
    const int end = m_place == Place::Before ? m_model->textRow() : m_model->rowCount();
    QHash<QString, QWidget *> rows;
    for (int row = begin; row < end; ++row) {
        const QModelIndex index = m_model->index(row);
        QWidget *widget = m_rows.take(idOf(index));
        if (!widget) {
            widget = makeRow(index);
            rows.insert(idOf(index), widget);
            refresh(index);
        }
        rows.insert(idOf(index), widget);
        m_layout->removeWidget(widget);
        m_layout->insertWidget(row - begin, widget);
        widget->show();
    }
    const QHash<QString, QWidget *> gone = std::exchange(m_rows, rows);
    for (auto row = gone.begin(); row != gone.end(); ++row) {
        const QWidget *focus = QApplication::focusWidget();
        const bool hadFocus = focus && row.value()->isAncestorOf(focus);
        row.value()->hide();
        row.value()->deleteLater();
        if (hadFocus)
            Q_EMIT focusLeft(row.key());
    }
    for (int row = begin; row < end; ++row)
        refresh(m_model->index(row));
    setVisible(!m_rows.isEmpty());
    fitHeight();
    Q_EMIT tabStopsChanged();
}

QList<QWidget *> DraftColumn::tabStops() const
{
    QList<QWidget *> stops;
    for (int i = 0; i < m_layout->count(); ++i) {
        QWidget *row = m_layout->itemAt(i)->widget();
        if (const auto *card = qobject_cast<AttachmentCard *>(row))
            stops += card->tabStops();
        else if (const auto *rule = qobject_cast<CachePointRule *>(row))
            stops += rule->button();
    }
    return stops;
}

QWidget *DraftColumn::makeRow(const QModelIndex &index)
{
    const QString id = idOf(index);
    switch (DraftBlocksModel::Kind(index.data(DraftBlocksModel::KindRole).toInt())) {
    case DraftBlocksModel::Kind::Attachment:
        return makeCard(id);
    case DraftBlocksModel::Kind::CachePoint:
        return makeRule(id);
    case DraftBlocksModel::Kind::Other:
        return new TextLabel(tr("%1: kept as it is").arg(index.data().toString()), TextRole::Muted);
    }
    Q_UNREACHABLE();
}

QWidget *DraftColumn::makeCard(const QString &id)
{
    auto *card = new AttachmentCard;
    conversation::ConversationDocument *document = m_model->document();
    connect(card, &AttachmentCard::edited, document,
            [document, id](const json::Json &block) { document->changeBlock(id, block); });
    connect(card, &AttachmentCard::removeRequested, document, [document, id] { document->removeBlock(id); });
    connect(card, &AttachmentCard::moveRequested, this, [this, id](int by) { step(id, by); });
    connect(card, &AttachmentCard::lookChanged, this, &DraftColumn::fitHeight);
    return card;
}

QWidget *DraftColumn::makeRule(const QString &id)
{
    auto *rule = new CachePointRule;
    conversation::ConversationDocument *document = m_model->document();
    connect(rule, &CachePointRule::ttlChosen, document, [document, id](CacheTtl ttl) {
        document->changeBlock(id, conversation::cachePointBlock(ttl).value);
    });
    connect(rule, &CachePointRule::removeRequested, document, [document, id] { document->removeBlock(id); });
    connect(rule, &CachePointRule::moveRequested, this, [this, id](int by) { step(id, by); });
    return rule;
}

/// Later, as the row whose button asked may go with it.
void DraftColumn::step(const QString &id, int by)
{
    conversation::ConversationDocument *document = m_model->document();
    QMetaObject::invokeMethod(
        document, [document, id, by] { document->stepDraftBlock(id, by); }, Qt::QueuedConnection);
}

void DraftColumn::refresh(const QModelIndex &index)
{
    QWidget *row = m_rows.value(idOf(index));
    if (auto *card = qobject_cast<AttachmentCard *>(row)) {
        const conversation::Block &block = m_model->block(index.row());
        card->setBlock(block.value, block.fileName);
    } else if (auto *rule = qobject_cast<CachePointRule *>(row)) {
        rule->setTtl(CacheTtl(index.data(DraftBlocksModel::TtlRole).toInt()));
    }
}

void DraftColumn::fitHeight()
{
    const int width = viewport()->width();
    const int wanted = m_layout->hasHeightForWidth() ? m_layout->totalHeightForWidth(width)
                                                     : m_layout->totalSizeHint().height();
    if (const int height = std::min(wanted, mostHeight); height != m_height) {
        m_height = height;
        setMaximumHeight(height);
        updateGeometry();
    }
    if (QWidget *newest = m_rows.value(m_newest)) // what was added is seen, where not all are
        ensureWidgetVisible(newest, 0, 0);
}

void DraftColumn::wheelEvent(QWheelEvent *event)
{
    m_newest.clear(); // one looks elsewhere
    QScrollArea::wheelEvent(event);
}

QSize DraftColumn::minimumSizeHint() const
{
    return {QScrollArea::minimumSizeHint().width(), std::min(m_height, leastHeight)};
}

bool DraftColumn::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_content && event->type() == QEvent::LayoutRequest)
        fitHeight();
    return QScrollArea::eventFilter(watched, event);
}

void DraftColumn::resizeEvent(QResizeEvent *event)
{
    QScrollArea::resizeEvent(event);
    fitHeight();
}

} // namespace outcrop::ui::composer
