// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/messagepane.h"

#include "ui/inspector/exchangetext.h"
#include "ui/widgets/fonts.h"
#include "ui/widgets/hairline.h"
#include "ui/widgets/icon.h"
#include "ui/widgets/jsonview.h"
#include "ui/widgets/outcropstyle.h"
#include "ui/widgets/segments.h"
#include "ui/widgets/table.h"
#include "ui/widgets/tokens.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QMimeData>
#include <QSplitter>
#include <QToolButton>
#include <QVBoxLayout>

namespace outcrop::ui::inspector
{

using namespace widgets;

namespace
{

enum Form { Readable, Exact };

/// Comparing 33 MB with themselves would be noticed.
bool isSame(const QByteArray &left, const QByteArray &right)
{
    return left.isSharedWith(right) || left == right;
}

} // namespace

MessagePane::MessagePane(const QString &name, QWidget *parent)
    : QWidget(parent)
    , m_pill(new Pill)
    , m_title(new ElidedLabel)
    , m_subtitle(new TextLabel({}, TextRole::Muted))
    , m_form(new Segments({tr("Pretty"), tr("Raw")}))
    , m_size(new TextLabel({}, TextRole::Muted))
    , m_view(new JsonView(tr("%1 body").arg(name)))
    , m_headersTitle(new SectionHeader({}))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, metrics::space, 0, 0);
    layout->setSpacing(metrics::space);
    buildTop(layout);
    auto *parts = new QSplitter(Qt::Vertical);
    parts->addWidget(makeBody(name));
    parts->addWidget(makeHeaders(name));
    parts->setStretchFactor(0, 3);
    parts->setStretchFactor(1, 1);
    parts->setChildrenCollapsible(false);
    parts->setSizes({3000, 1000});
    layout->addWidget(parts, 1);
    connect(m_form, &Segments::currentChanged, this, &MessagePane::showBody);
}

void MessagePane::buildTop(QVBoxLayout *layout)
{
    auto *first = new QHBoxLayout;
    first->setContentsMargins(metrics::margin, 0, metrics::margin, 0);
    first->addWidget(m_pill);
    first->addWidget(m_title, 1);
    useMonospace(m_title);
    useSmall(m_subtitle);
    m_subtitle->setWordWrap(true);
    m_subtitle->setContentsMargins(metrics::margin, 0, metrics::margin, 0);
    m_subtitle->setTextInteractionFlags(Qt::TextSelectableByMouse);
    layout->addLayout(first);
    layout->addWidget(m_subtitle);
}

QWidget *MessagePane::makeBody(const QString &name)
{
    auto *pane = new QWidget;
    auto *layout = new QVBoxLayout(pane);
    layout->setContentsMargins(metrics::margin, 0, metrics::margin, metrics::space);
    layout->setSpacing(metrics::space);
    auto *bar = new QHBoxLayout;
    auto *copy = new QToolButton;
    copy->setIcon(icon(QStringLiteral("copy")));
    copy->setToolTip(tr("Copy the exact bytes of the body"));
    copy->setAccessibleName(tr("Copy %1 body").arg(name.toLower()));
    useSmall(m_size);
    bar->addWidget(m_form);
    bar->addStretch();
    bar->addWidget(m_size);
    bar->addWidget(copy);
    layout->addLayout(bar);
    layout->addWidget(m_view, 1);
    connect(copy, &QToolButton::clicked, this, &MessagePane::copyBody);
    return pane;
}

QWidget *MessagePane::makeHeaders(const QString &name)
{
    auto *pane = new QWidget;
    auto *layout = new QVBoxLayout(pane);
    layout->setContentsMargins(0, metrics::space, 0, 0);
    layout->setSpacing(metrics::gap);
    m_headersTitle->setContentsMargins(metrics::margin, 0, metrics::margin, 0);
    m_headersTable = new Table(tr("%1 headers").arg(name));
    Table *table = m_headersTable;
    table->setModel(&m_headers);
    table->horizontalHeader()->hide();
    table->horizontalHeader()->setSectionResizeMode(models::HeadersModel::Name,
                                                    QHeaderView::ResizeToContents);
    table->horizontalHeader()->setStretchLastSection(true);
    table->setTextElideMode(Qt::ElideRight);
    layout->addWidget(m_headersTitle);
    layout->addWidget(table, 1);
    return pane;
}

void MessagePane::show(const MessageContent &content)
{
    const bool sameBody = isSame(content.body, m_content.body) &&
                          isSame(content.readable, m_content.readable) && content.binary == m_content.binary;
    m_content = content;
    m_pill->setText(content.pill);
    m_pill->setTone(content.tone);
    m_pill->setVisible(!content.pill.isEmpty());
    m_title->setText(content.title);
    m_subtitle->setText(content.subtitle);
    m_subtitle->setVisible(!content.subtitle.isEmpty());
    m_form->setLabel(Readable, content.readableLabel);
    m_size->setText(bytesText(content.body.size()));
    m_headersTitle->setText(tr("HEADERS · %1").arg(content.headers.size()));
    m_headers.setHeaders(content.headers);
    if (!sameBody || m_view->bytes().isEmpty())
        showBody();
}

void MessagePane::showBody()
{
    if (m_form->current() == Readable)
        m_view->setBytes(m_content.readable);
    else
        m_view->setBytes(m_content.binary ? hexDump(m_content.body) : m_content.body);
}

void MessagePane::markBody(qsizetype offset, qsizetype length)
{
    m_form->setCurrent(Exact);
    if (!m_content.binary && offset + length <= JsonView::displayLimit)
        m_view->selectRange(offset, length);
}

void MessagePane::markHeader(int index)
{
    if (index < 0)
        return;
    m_headersTable->selectRow(index);
    m_headersTable->scrollTo(m_headers.index(index, 0));
}

void MessagePane::copyBody() const
{
    auto *content = new QMimeData;
    if (m_content.binary)
        content->setData(QStringLiteral("application/vnd.amazon.eventstream"), m_content.body);
    content->setText(m_content.binary ? QString::fromLatin1(hexDump(m_content.body))
                                      : QString::fromUtf8(m_content.body));
    QGuiApplication::clipboard()->setMimeData(content);
}

} // namespace outcrop::ui::inspector
