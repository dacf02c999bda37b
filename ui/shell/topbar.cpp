// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/topbar.h"

#include "core/conversation/conversationdocument.h"
#include "ui/shell/actions.h"
#include "ui/shell/connectionpicker.h"
#include "ui/shell/modelpicker.h"
#include "ui/shell/titleedit.h"
#include "ui/widgets/icon.h"
#include "ui/widgets/outcropstyle.h"
#include "ui/widgets/tokens.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QMenu>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>

namespace outcrop::ui::shell
{

using namespace widgets;
using conversation::ConversationDocument;

namespace
{

/// Of the bar, in pixels.
constexpr int roomForWords = 800;

QToolButton *menuButton(const Actions *actions)
{
    auto *button = new QToolButton;
    button->setIcon(icon(QStringLiteral("menu")));
    setButtonKind(button, ButtonKind::Flat);
    button->setAccessibleName(TopBar::tr("Menu"));
    button->setToolTip(TopBar::tr("Menu"));
    button->setPopupMode(QToolButton::InstantPopup);
    button->setFocusPolicy(Qt::StrongFocus);
    button->setMenu(actions->makeMenu(button));
    return button;
}

} // namespace

TopBar::TopBar(const WindowContext &context, const Actions *actions, QWidget *parent)
    : QWidget(parent)
    , m_document(context.document)
    , m_title(new TitleEdit)
    , m_connection(new ConnectionPicker(context.connections, context.document))
    , m_model(new ModelPicker(context.connections, context.document, context.models))
    , m_stream(new QPushButton(tr("Stream")))
{
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(metrics::margin, metrics::space, metrics::margin, metrics::space + 1);
    layout->setSpacing(metrics::space);
    layout->addWidget(menuButton(actions));
    if (context.library) {
        auto *list = new QToolButton;
        list->setIcon(icon(QStringLiteral("search")));
        setButtonKind(list, ButtonKind::Flat);
        list->setFocusPolicy(Qt::StrongFocus);
        list->setAccessibleName(actions->conversations->text());
        list->setToolTip(tr("List of conversations (Ctrl+Alt+B), search (Ctrl+Shift+F)"));
        connect(list, &QToolButton::clicked, actions->conversations, &QAction::trigger);
        layout->addWidget(list);
    }
    layout->addWidget(dockButton(QStringLiteral("panel-left"), actions->leftDock));
    layout->addWidget(m_title, 1);
    layout->addWidget(m_connection);
    layout->addWidget(m_model);
    layout->addWidget(m_stream);
    layout->addWidget(dockButton(QStringLiteral("panel-right"), actions->rightDock));
    buildTitle();
    buildStream();
}

QToolButton *TopBar::dockButton(const QString &iconName, QAction *action)
{
    auto *button = new QToolButton;
    const QIcon image = icon(iconName);
    const QString keys = action->shortcut().toString(QKeySequence::NativeText);
    button->setIcon(image);
    button->setCheckable(true);
    setButtonKind(button, ButtonKind::Flat);
    button->setChecked(action->isChecked());
    button->setFocusPolicy(Qt::StrongFocus);
    button->setAccessibleName(action->text());
    button->setToolTip(QStringLiteral("%1 (%2)").arg(action->text(), keys));
    connect(button, &QToolButton::clicked, action, &QAction::trigger);
    connect(action, &QAction::toggled, button, &QToolButton::setChecked);
    return button;
}

void TopBar::buildTitle()
{
    m_title->setText(m_document->conversation().title);
    connect(m_title, &QLineEdit::textEdited, this,
            [this](const QString &title) { m_document->setTitle(title, ConversationDocument::Typing::Yes); });
    connect(m_document, &ConversationDocument::titleChanged, this, [this] {
        const QString title = m_document->conversation().title;
        if (m_title->text() != title)
            m_title->setText(title);
    });
}

void TopBar::buildStream()
{
    m_stream->setIcon(icon(QStringLiteral("stream")));
    m_stream->setCheckable(true);
    m_stream->setAccessibleName(tr("Stream"));
    m_stream->setAutoDefault(false);
    m_stream->setChecked(m_document->conversation().stream);
    m_stream->setToolTip(
        tr("On: ConverseStream, the answer arrives as it is written. Off: Converse, it arrives whole."));
    connect(m_stream, &QPushButton::toggled, m_document, &ConversationDocument::setStream);
    connect(m_document, &ConversationDocument::streamChanged, this,
            [this] { m_stream->setChecked(m_document->conversation().stream); });
}

/// Where there is little room the title needs it more than the word.
void TopBar::resizeEvent(QResizeEvent *event)
{
    m_stream->setText(width() < roomForWords ? QString() : tr("Stream"));
    QWidget::resizeEvent(event);
}

void TopBar::focusModel()
{
    m_model->startChoosing();
}

void TopBar::paintEvent(QPaintEvent *)
{
    const Tokens &t = tokensOf(this);
    QPainter painter(this);
    painter.fillRect(rect(), t.surface);
    painter.fillRect(0, height() - 1, width(), 1, t.line);
}

} // namespace outcrop::ui::shell
