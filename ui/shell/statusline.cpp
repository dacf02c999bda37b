// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/statusline.h"

#include "core/conversation/conversationdocument.h"
#include "ui/models/connectionsmodel.h"
#include "ui/models/runcontrol.h"
#include "ui/widgets/fonts.h"
#include "ui/widgets/hairline.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/tokens.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>

namespace outcrop::ui::shell
{

using namespace widgets;
using conversation::ConversationDocument;
using conversation::DocumentSaver;
using models::ConnectionRow;
using models::ConnectionsModel;

namespace
{

constexpr int retryHeight = 18;

Dot::Colour dotColour(ConnectionRow::State state)
{
    switch (state) {
    case ConnectionRow::State::Ready:
        return Dot::Colour::Ok;
    case ConnectionRow::State::Starting:
    case ConnectionRow::State::Doubtful:
        return Dot::Colour::Warn;
    case ConnectionRow::State::Failing:
    case ConnectionRow::State::Unavailable:
        return Dot::Colour::Error;
    }
    Q_UNREACHABLE();
}

} // namespace

StatusLine::StatusLine(const WindowContext &context, QWidget *parent)
    : QStatusBar(parent)
    , m_context(context)
    , m_dot(new Dot(Dot::Colour::Idle))
    , m_connection(new ElidedLabel({}, TextRole::Muted))
    , m_saving(new TextLabel({}, TextRole::Muted))
    , m_progress(new ElidedLabel({}, TextRole::Text))
{
    setSizeGripEnabled(false);
    auto *row = new QWidget;
    addPermanentWidget(row, 1);
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(metrics::margin - 2, 1, metrics::margin - 2, metrics::gap);
    layout->setSpacing(metrics::space);
    layout->addStrut(retryHeight); // nothing jumps when the buttons come
    layout->addWidget(m_dot);
    layout->addWidget(m_connection, 3);
    layout->addWidget(m_saving);
    layout->addSpacing(metrics::space);
    // Beside the countdown; before it, as its width changes with every tick.
    m_now = addRetryButton(layout, tr("Now"), tr("Retry now"));
    m_stop = addRetryButton(layout, tr("Stop"), tr("Do not retry"));
    layout->addWidget(m_progress, 2);
    connect(m_now, &QPushButton::clicked, context.run, &models::RunControl::retryNow);
    connect(m_stop, &QPushButton::clicked, context.run, &models::RunControl::stop);
    connect(context.run, &models::RunControl::changed, this, [this] {
        m_now->setVisible(m_context.run->isWaitingToRetry());
        m_stop->setVisible(m_context.run->isWaitingToRetry());
    });
    buildLegend(layout);
    for (TextLabel *label :
         {static_cast<TextLabel *>(m_connection), m_saving, static_cast<TextLabel *>(m_progress)})
        useSmall(label);
    m_connection->setAccessibleName(tr("Connection state"));
    m_connection->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Preferred);
    m_progress->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);

    connect(context.document, &ConversationDocument::connectionChanged, this, &StatusLine::showConnection);
    connect(context.connections, &QAbstractItemModel::dataChanged, this, &StatusLine::showConnection);
    connect(context.connections, &QAbstractItemModel::rowsInserted, this, &StatusLine::showConnection);
    connect(context.connections, &QAbstractItemModel::rowsRemoved, this, &StatusLine::showConnection);
    connect(&context.document->saver(), &DocumentSaver::stateChanged, this, &StatusLine::showSaving);
    connect(context.run, &models::RunControl::progressChanged, m_progress, &QLabel::setText);
    showConnection();
    showSaving();
}

void StatusLine::say(const QString &text)
{
    m_progress->setText(text);
}

QPushButton *StatusLine::addRetryButton(QHBoxLayout *layout, const QString &text, const QString &name)
{
    auto *button = new QPushButton(text);
    useSmall(button);
    button->setFixedHeight(retryHeight);
    button->setAccessibleName(name);
    button->setToolTip(name);
    button->hide();
    layout->addWidget(button);
    return button;
}

void StatusLine::buildLegend(QHBoxLayout *layout)
{
    struct Entry {
        Dot::Colour colour;
        TextRole role;
        QString text;
    };
    const Entry entries[] = {{Dot::Colour::Teal, TextRole::Teal, tr("cache read")},
                             {Dot::Colour::Amber, TextRole::Amber, tr("cache write")},
                             {Dot::Colour::Grey, TextRole::Muted, tr("uncached")},
                             {Dot::Colour::Violet, TextRole::Violet, tr("output")}};
    for (const Entry &entry : entries) {
        layout->addSpacing(metrics::gap);
        layout->addWidget(new Dot(entry.colour, Dot::Shape::Square));
        auto *label = new TextLabel(entry.text, entry.role);
        useSmall(label);
        layout->addWidget(label);
    }
}

void StatusLine::showConnection()
{
    const int row = m_context.connections->rowOf(m_context.document->conversation().connectionName);
    const QModelIndex index = m_context.connections->index(row);
    m_dot->setColour(row < 0
                         ? Dot::Colour::Idle
                         : dotColour(ConnectionRow::State(index.data(ConnectionsModel::StateRole).toInt())));
    m_connection->setText(row < 0 ? tr("No connection chosen")
                                  : index.data(ConnectionsModel::StateTextRole).toString());
}

void StatusLine::showSaving()
{
    const DocumentSaver &saver = m_context.document->saver();
    TextRole role = TextRole::Muted;
    QString text;
    switch (saver.state()) {
    case DocumentSaver::State::Unnamed:
        text = tr("Not saved");
        break;
    case DocumentSaver::State::Saved:
        text = tr("Saved");
        break;
    case DocumentSaver::State::Waiting:
    case DocumentSaver::State::Saving:
        text = tr("Saving…");
        break;
    case DocumentSaver::State::Failed:
    case DocumentSaver::State::Conflict:
        text = tr("Not saved");
        role = TextRole::Error;
        break;
    }
    m_saving->setText(text);
    m_saving->setRole(role);
    m_saving->setToolTip((saver.error() ? saver.error()->message : saver.path()).toHtmlEscaped());
}

void StatusLine::paintEvent(QPaintEvent *)
{
    const Tokens &t = tokensOf(this);
    QPainter painter(this);
    painter.fillRect(rect(), t.surface);
    painter.fillRect(0, 0, width(), 1, t.line);
}

} // namespace outcrop::ui::shell
