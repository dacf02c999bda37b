// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QScrollArea>

QT_BEGIN_NAMESPACE
class QModelIndex;
class QVBoxLayout;
QT_END_NAMESPACE

namespace outcrop::ui::models
{
class DraftBlocksModel;
}

namespace outcrop::ui::composer
{

/// The blocks before the text of the message, or those behind it: a card an attachment, a rule a cache point.
/// As high as they are up to a limit, from where it scrolls; hidden when there are none.
class DraftColumn : public QScrollArea
{
    Q_OBJECT

public:
    enum class Place { Before, Behind };

    /// @p model must live longer.
    DraftColumn(models::DraftBlocksModel *model, Place place, QWidget *parent = nullptr);

    bool isEmpty() const { return m_rows.isEmpty(); }
    /// What Tab stops at, in the order of the rows.
    QList<QWidget *> tabStops() const;
    /// The row of a block, null when it is not here.
    QWidget *row(const QString &blockId) const { return m_rows.value(blockId); }

    QSize sizeHint() const override { return {QScrollArea::sizeHint().width(), m_height}; }
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    /// tabStops() are others, or in another order.
    void tabStopsChanged();
    /// A block with the keyboard went: to the other column, or for good.
    void focusLeft(const QString &blockId);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;

private:
    void sync();
    void refresh(const QModelIndex &index);
    QWidget *makeRow(const QModelIndex &index);
    QWidget *makeCard(const QString &id);
    QWidget *makeRule(const QString &id);
    void step(const QString &id, int by);
    void fitHeight();

    models::DraftBlocksModel *m_model;
    const Place m_place;
    QWidget *m_content;
    QVBoxLayout *m_layout;
    QHash<QString, QWidget *> m_rows; ///< by id of the block
    int m_height = 0;                 ///< that it takes where there is room
    QString m_newest;                 ///< the one that was added last, until somebody scrolls
};

} // namespace outcrop::ui::composer
