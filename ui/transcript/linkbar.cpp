// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/transcript/linkbar.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>

namespace outcrop::ui::transcript
{

QString asciiAddress(const QUrl &url)
{
    return QString::fromLatin1(url.toEncoded(QUrl::FullyEncoded));
}

LinkBar::LinkBar(QWidget *parent)
    : QFrame(parent), m_address(new QLabel(this)), m_open(new QPushButton(tr("Open"), this))
{
    setAutoFillBackground(true);
    setFrameShape(QFrame::StyledPanel);
    setAccessibleName(tr("Open this link?"));
    m_address->setTextFormat(Qt::PlainText);
    m_address->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_address->setWordWrap(true);
    m_address->setAccessibleName(tr("Address of the link"));
    auto *copy = new QPushButton(tr("Copy address"), this);
    auto *cancel = new QPushButton(tr("Cancel"), this);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 8, 12, 8);
    layout->setSpacing(8);
    layout->addWidget(m_address, 1);
    layout->addWidget(m_open);
    layout->addWidget(copy);
    layout->addWidget(cancel);
    connect(m_open, &QPushButton::clicked, this, [this] {
        close();
        Q_EMIT accepted(m_url);
    });
    connect(copy, &QPushButton::clicked, this, [this] {
        QGuiApplication::clipboard()->setText(asciiAddress(m_url));
        close();
    });
    connect(cancel, &QPushButton::clicked, this, &LinkBar::close);
    hide();
}

void LinkBar::ask(const QUrl &url)
{
    constexpr qsizetype shown = 300; // of an address; the host stands in front
    m_url = url;
    const QString address = asciiAddress(url);
    m_address->setText(address.size() > shown ? address.first(shown) + u'…' : address);
    m_open->setAccessibleName(tr("Open %1").arg(url.host(QUrl::FullyEncoded)));
    show();
    m_open->setFocus(Qt::OtherFocusReason);
}

void LinkBar::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        close();
    else
        QFrame::keyPressEvent(event);
}

void LinkBar::close()
{
    hide();
    Q_EMIT closed();
}

} // namespace outcrop::ui::transcript
