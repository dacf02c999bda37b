// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/modelpopup.h"

#include "ui/models/modelsmodel.h"
#include "ui/shell/modeldelegate.h"
#include "ui/widgets/fonts.h"
#include "ui/widgets/icon.h"
#include "ui/widgets/outcropstyle.h"
#include "ui/widgets/tokens.h"

#include <QCoreApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QPainter>
#include <QPushButton>
#include <QScreen>
#include <QVBoxLayout>

namespace outcrop::ui::shell
{

using namespace widgets;
using models::ModelsModel;
using models::ModelSource;

namespace
{

constexpr QSize usualSize{600, 420};

} // namespace

ModelPopup::ModelPopup(ModelSource *source, const QString &connection, const QString &current,
                       QWidget *parent)
    : QFrame(parent, Qt::Popup)
    , m_source(source)
    , m_connection(connection)
    , m_model(new ModelsModel(this))
    , m_field(new QLineEdit)
    , m_list(new QListView)
    , m_nothing(new QLabel(tr("No model matches. A whole id or ARN can be typed here."), m_list))
    , m_state(new QLabel)
    , m_refresh(new QPushButton(tr("Refresh")))
{
    setAccessibleName(tr("Models of %1").arg(connection));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(1, metrics::space, 1, 1);
    layout->setSpacing(metrics::space);
    auto *top = new QHBoxLayout;
    top->setContentsMargins(metrics::space, 0, metrics::space, 0);
    top->addWidget(m_field);
    layout->addLayout(top);
    layout->addWidget(m_list, 1);
    layout->addWidget(makeFooter());

    m_field->setPlaceholderText(tr("Search, or type a model id or ARN"));
    m_field->setAccessibleName(tr("Search models"));
    m_field->installEventFilter(this);
    m_list->setAccessibleName(tr("Models"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setModel(m_model);
    m_list->setItemDelegate(new ModelDelegate(m_list));
    m_list->setUniformItemSizes(true);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_nothing->setTextFormat(Qt::PlainText);
    m_nothing->setAlignment(Qt::AlignCenter);
    m_nothing->setWordWrap(true);
    auto *over = new QVBoxLayout(m_list);
    over->addWidget(m_nothing);
    setFocusProxy(m_field);
    connect(m_field, &QLineEdit::textChanged, this, &ModelPopup::filter);
    connect(m_field, &QLineEdit::returnPressed, this, &ModelPopup::choose);
    connect(m_list, &QListView::clicked, this, &ModelPopup::choose);
    m_list->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_list, &QListView::customContextMenuRequested, this, &ModelPopup::showMenu);
    connect(source, &ModelSource::changed, this, &ModelPopup::follow);
    follow();
    select(current);
    resize(usualSize);
}

QWidget *ModelPopup::makeFooter()
{
    auto *footer = new QWidget;
    auto *layout = new QHBoxLayout(footer);
    layout->setContentsMargins(metrics::margin, 0, metrics::space, metrics::space);
    layout->setSpacing(metrics::space);
    useSmall(m_state);
    m_state->setTextFormat(Qt::PlainText);
    m_state->setWordWrap(true);
    m_refresh->setIcon(icon(QStringLiteral("retry")));
    m_refresh->setAutoDefault(false);
    m_refresh->setToolTip(
        tr("Ask the connection which models it offers: ListFoundationModels, ListInferenceProfiles (F5)"));
    layout->addWidget(m_state, 1);
    layout->addWidget(m_refresh);
    connect(m_refresh, &QPushButton::clicked, this, &ModelPopup::refresh);
    return footer;
}

void ModelPopup::openBelow(const QWidget *field)
{
    const QRect screen = field->screen()->availableGeometry();
    const QPoint corner = field->mapToGlobal(QPoint(field->width(), field->height() + metrics::gap));
    QRect place(QPoint(corner.x() - width(), corner.y()), size().boundedTo(screen.size()));
    place.moveLeft(std::max(place.left(), screen.left()));
    place.moveBottom(std::min(place.bottom(), screen.bottom()));
    setGeometry(place);
    show();
    m_field->setFocus(Qt::PopupFocusReason);
}

void ModelPopup::follow()
{
    const QString current = m_list->currentIndex().data().toString();
    m_model->setRows(m_source->rows(m_connection));
    select(current);
    const bool isBusy = m_source->isRefreshing(m_connection);
    m_state->setText(isBusy ? tr("Asking %1 …").arg(m_connection) : m_source->stateText(m_connection));
    m_refresh->setEnabled(!isBusy);
}

void ModelPopup::select(const QString &id)
{
    const int row = std::max(0, m_model->rowOf(id));
    m_nothing->setVisible(m_model->rowCount() == 0);
    m_list->setCurrentIndex(m_model->index(row));
    m_list->scrollTo(m_list->currentIndex());
}

void ModelPopup::filter(const QString &text)
{
    m_model->setFilter(text);
    select({});
}

void ModelPopup::choose()
{
    const QString id = m_list->currentIndex().data().toString();
    if (id.isEmpty())
        return;
    close();
    Q_EMIT chosen(id);
}

void ModelPopup::toggleFavourite()
{
    const QModelIndex current = m_list->currentIndex();
    if (current.isValid() && !current.data(ModelsModel::TypedRole).toBool())
        m_source->setFavourite(current.data().toString(), !current.data(ModelsModel::FavouriteRole).toBool());
}

void ModelPopup::forgetRefusals()
{
    const QModelIndex current = m_list->currentIndex();
    if (!current.data(Qt::ToolTipRole).toString().isEmpty())
        m_source->forgetRefusals(m_connection, current.data().toString());
}

void ModelPopup::showMenu(const QPoint &place)
{
    const QModelIndex index = m_list->indexAt(place);
    if (!index.isValid() || index.data(ModelsModel::TypedRole).toBool())
        return;
    m_list->setCurrentIndex(index);
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const bool isFavourite = index.data(ModelsModel::FavouriteRole).toBool();
    menu->addAction(isFavourite ? tr("No favourite any more") : tr("Keep as favourite"), this,
                    &ModelPopup::toggleFavourite)
        ->setShortcut(Qt::CTRL | Qt::Key_D);
    if (!index.data(Qt::ToolTipRole).toString().isEmpty())
        menu->addAction(tr("Forget what was refused"), this, &ModelPopup::forgetRefusals)
            ->setShortcut(Qt::SHIFT | Qt::Key_Delete);
    menu->popup(m_list->viewport()->mapToGlobal(place));
}

void ModelPopup::refresh()
{
    m_source->refresh(m_connection);
}

bool ModelPopup::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_field || event->type() != QEvent::KeyPress)
        return QFrame::eventFilter(watched, event);
    const auto *press = static_cast<QKeyEvent *>(event);
    switch (press->key()) {
    case Qt::Key_Up:
    case Qt::Key_Down:
    case Qt::Key_PageUp:
    case Qt::Key_PageDown:
        QCoreApplication::sendEvent(m_list, event);
        return true;
    case Qt::Key_F5:
        refresh();
        return true;
    case Qt::Key_Delete:
        if (press->modifiers() == Qt::ShiftModifier) {
            forgetRefusals();
            return true;
        }
        break;
    case Qt::Key_D:
        if (press->modifiers() == Qt::ControlModifier) {
            toggleFavourite();
            return true;
        }
        break;
    default:
        break;
    }
    return QFrame::eventFilter(watched, event);
}

void ModelPopup::paintEvent(QPaintEvent *)
{
    const Tokens &t = tokensOf(this);
    QPainter painter(this);
    painter.fillRect(rect(), t.line);
    painter.fillRect(rect().adjusted(1, 1, -1, -1), t.raised);
}

} // namespace outcrop::ui::shell
