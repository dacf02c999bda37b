// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/connectionpicker.h"

#include "core/conversation/conversationdocument.h"
#include "ui/models/connectionsmodel.h"
#include "ui/widgets/tokens.h"

#include <QStylePainter>
#include <QStyledItemDelegate>

namespace outcrop::ui::shell
{

using namespace widgets;
using conversation::ConversationDocument;
using models::ConnectionRow;
using models::ConnectionsModel;

namespace
{

constexpr int dotSize = 8;
constexpr int leastCharacters = 12;

QColor stateColour(const Tokens &t, const QModelIndex &index)
{
    switch (ConnectionRow::State(index.data(ConnectionsModel::StateRole).toInt())) {
    case ConnectionRow::State::Ready:
        return t.ok;
    case ConnectionRow::State::Starting:
    case ConnectionRow::State::Doubtful:
        return t.amber;
    case ConnectionRow::State::Failing:
    case ConnectionRow::State::Unavailable:
        return t.error;
    }
    Q_UNREACHABLE();
}

/// Dot, name, detail; the detail gives way first.
void paintConnection(QPainter *painter, const QRect &rect, const QModelIndex &index, const Tokens &t)
{
    const QFontMetrics metrics = painter->fontMetrics();
    const QRect dot(rect.left(), rect.center().y() - dotSize / 2 + 1, dotSize, dotSize);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(stateColour(t, index));
    painter->drawEllipse(dot);
    const QString name = index.data().toString();
    QRect words = rect.adjusted(dotSize + metrics::space, 0, 0, 0);
    painter->setPen(t.text);
    painter->drawText(words, Qt::AlignVCenter, metrics.elidedText(name, Qt::ElideRight, words.width()));
    words.setLeft(words.left() + metrics.horizontalAdvance(name) + metrics::space);
    painter->setPen(t.muted);
    if (words.width() > metrics.averageCharWidth() * 3)
        painter->drawText(words, Qt::AlignVCenter,
                          metrics.elidedText(index.data(ConnectionsModel::DetailRole).toString(),
                                             Qt::ElideRight, words.width()));
    painter->restore();
}

class ConnectionDelegate final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const Tokens &t = tokensOf(option.palette);
        painter->fillRect(option.rect,
                          option.state.testFlag(QStyle::State_Selected) ? t.selection : t.raised);
        painter->setFont(option.font);
        paintConnection(painter, option.rect.adjusted(metrics::margin, 0, -metrics::space, 0), index, t);
    }

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        return {QStyledItemDelegate::sizeHint(option, index).width() + 140, 30};
    }
};

} // namespace

ConnectionPicker::ConnectionPicker(ConnectionsModel *connections, ConversationDocument *document,
                                   QWidget *parent)
    : Picker(connections, document, leastCharacters, parent)
{
    setAccessibleName(tr("Connection"));
    setModel(connections);
    setItemDelegate(new ConnectionDelegate(this));
    connect(this, &QComboBox::activated, this, &ConnectionPicker::choose);
    ConnectionPicker::follow();
}

void ConnectionPicker::choose(int row)
{
    document()->setConnectionName(itemText(row));
}

void ConnectionPicker::follow()
{
    setCurrentIndex(connection().row());
    const QString state = connection().data(ConnectionsModel::StateTextRole).toString();
    setToolTip(state.toHtmlEscaped());
    setAccessibleDescription(state);
    updateGeometry();
    update();
}

int ConnectionPicker::usualWidth() const
{
    const QModelIndex current = connections()->index(currentIndex(), 0);
    const QString words =
        current.isValid() ? current.data().toString() + current.data(ConnectionsModel::DetailRole).toString()
                          : tr("Choose a connection");
    return fontMetrics().horizontalAdvance(words) + dotSize + 2 * metrics::space + 3 * metrics::margin + 20;
}

void ConnectionPicker::paintEvent(QPaintEvent *)
{
    QStylePainter painter(this);
    QStyleOptionComboBox option;
    initStyleOption(&option);
    painter.drawComplexControl(QStyle::CC_ComboBox, option);
    const QRect words = style()
                            ->subControlRect(QStyle::CC_ComboBox, &option, QStyle::SC_ComboBoxEditField, this)
                            .adjusted(metrics::gap, 0, 0, 0);
    const QModelIndex current = connections()->index(currentIndex(), 0);
    const Tokens &t = tokensOf(this);
    if (current.isValid()) {
        paintConnection(&painter, words, current, t);
    } else {
        painter.setPen(t.muted);
        painter.drawText(words, Qt::AlignVCenter,
                         fontMetrics().elidedText(tr("Choose a connection"), Qt::ElideRight, words.width()));
    }
}

} // namespace outcrop::ui::shell
