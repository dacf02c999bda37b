// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/transcript/painters/erroritem.h"

#include "core/credentials/ssotoken.h"
#include "ui/transcript/painters/paintparts.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QPainter>
#include <QStringList>

#include <algorithm>

namespace outcrop::ui::transcript
{

namespace
{

constexpr qreal barLeft = 12; ///< of the text, right of the red edge
constexpr qreal paddingY = 9;
constexpr qreal buttonHeight = 28;
constexpr qreal buttonPadding = 28;
constexpr qreal buttonGap = 8;
constexpr qsizetype mostChars = 8'000;

QString labelOf(HotSpot::Kind kind)
{
    switch (kind) {
    case HotSpot::Kind::Place:
        return QCoreApplication::translate("Transcript", "Go to the block");
    case HotSpot::Kind::SignIn:
        return QCoreApplication::translate("Transcript", "Sign in");
    case HotSpot::Kind::Key:
        return QCoreApplication::translate("Transcript", "Enter the key");
    case HotSpot::Kind::Connection:
        return QCoreApplication::translate("Transcript", "Check the connection");
    default:
        return QCoreApplication::translate("Transcript", "Retry");
    }
}

QString facts(const base::Error &error)
{
    QStringList parts;
    if (error.httpStatus)
        parts << QStringLiteral("HTTP %1").arg(*error.httpStatus);
    parts << error.code;
    if (!error.requestId.isEmpty())
        parts << QCoreApplication::translate("Transcript", "request\u00a0%1").arg(error.requestId);
    parts.removeAll(QString());
    return parts.join(u" · ");
}

} // namespace

std::optional<HotSpot::Kind> helpFor(const base::Error &error)
{
    using base::ErrorKind;
    if (error.code == credentials::signInNeededCode())
        return HotSpot::Kind::SignIn;
    switch (error.kind) {
    case ErrorKind::Credentials:
    case ErrorKind::AccessDenied:
    case ErrorKind::NotFound:
    case ErrorKind::ClockSkew:
    case ErrorKind::Proxy:
    case ErrorKind::Tls:
    case ErrorKind::Network:
    case ErrorKind::Keychain:
    case ErrorKind::UnexpectedAnswer:
        return HotSpot::Kind::Connection;
    default:
        return std::nullopt;
    }
}

std::unique_ptr<BlockItem> makeErrorItem(const models::TranscriptTurn &turn, const TranscriptStyle &style)
{
    return std::make_unique<ErrorItem>(*turn.error, turn.errorRemedy, turn.errorNamesPlace, style);
}

ErrorItem::ErrorItem(const base::Error &error, models::ErrorRemedy remedy, bool namesPlace,
                     const TranscriptStyle &style)
{
    // Before Retry what mends it: as it stands it would be refused again.
    std::optional<HotSpot::Kind> help = helpFor(error);
    if (namesPlace)
        m_buttons.push_back({HotSpot::Kind::Place, {}});
    if (remedy == models::ErrorRemedy::SignIn || help == HotSpot::Kind::SignIn)
        m_buttons.push_back({HotSpot::Kind::SignIn, {}});
    else if (remedy == models::ErrorRemedy::Key)
        m_buttons.push_back({HotSpot::Kind::Key, {}});
    m_buttons.push_back({HotSpot::Kind::Retry, {}});
    if (help && help != HotSpot::Kind::SignIn)
        m_buttons.push_back({*help, {}});
    const widgets::Tokens &tokens = style.tokens;
    QFont bold = style.text.body;
    bold.setWeight(QFont::DemiBold);
    m_boxes.emplace_back(error.message.left(mostChars), bold, tokens.errorText);
    if (!error.serviceMessage.isEmpty() && error.serviceMessage != error.message) {
        m_verbatim.push_back(int(m_boxes.size()));
        m_boxes.emplace_back(error.serviceMessage.left(mostChars), style.text.mono, tokens.text);
    }
    if (!error.advice.isEmpty())
        m_boxes.emplace_back(error.advice.left(mostChars), style.text.body, tokens.text);
    if (!error.detail.isEmpty() && error.detail != error.serviceMessage) {
        m_verbatim.push_back(int(m_boxes.size()));
        m_boxes.emplace_back(error.detail.left(mostChars), style.smallMono, tokens.muted);
    }
    if (const QString line = facts(error); !line.isEmpty()) {
        m_verbatim.push_back(int(m_boxes.size()));
        m_boxes.emplace_back(line, style.smallMono, tokens.muted);
    }
}

qreal ErrorItem::layout(const TranscriptStyle &style, qreal width)
{
    m_width = width;
    const QFontMetricsF metrics(style.text.body);
    qreal y = paddingY;
    for (size_t i = 0; i < m_boxes.size(); ++i) {
        const bool verbatim = std::ranges::find(m_verbatim, int(i)) != m_verbatim.end();
        m_boxes[i].layout(width - barLeft - geometry::cardPadding,
                          verbatim ? style.text.monoLineHeight : style.text.lineHeight,
                          QTextOption::WrapAtWordBoundaryOrAnywhere);
        m_boxes[i].position = {barLeft, y};
        y += m_boxes[i].height() + 2;
    }
    qreal left = barLeft;
    for (Button &button : m_buttons) {
        const qreal wide = std::ceil(metrics.horizontalAdvance(labelOf(button.kind))) + buttonPadding;
        button.rect = QRectF(left, y + 5, wide, buttonHeight);
        left = button.rect.right() + buttonGap;
    }
    m_height = m_buttons.front().rect.bottom() + paddingY;
    return 0;
}

void ErrorItem::paint(const PaintContext &context, QPointF origin) const
{
    const widgets::Tokens &tokens = context.style.tokens;
    QPainter &painter = context.painter;
    const QRectF rect(origin, QSizeF(m_width, m_height));
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(tokens.errorSoft);
    painter.drawRoundedRect(rect, geometry::cardRadius, geometry::cardRadius);
    painter.restore();
    for (size_t i = 0; i < m_boxes.size(); ++i)
        m_boxes[i].paint(painter, origin, context.clip, context.style.text,
                         context.selectionOf ? context.selectionOf(int(i)) : markdown::CharRange());
    for (const Button &button : m_buttons)
        paintButton(context, button.rect.translated(origin), button.kind);
}

void ErrorItem::paintButton(const PaintContext &context, const QRectF &rect, HotSpot::Kind kind) const
{
    const widgets::Tokens &tokens = context.style.tokens;
    const bool hovered = context.hovered && context.hovered->kind == kind;
    paintCard(context, rect, hovered ? tokens.sunken : tokens.raised, tokens.line);
    paintLine(context, rect, labelOf(kind), context.style.text.body, tokens.text, Qt::AlignHCenter);
}

void ErrorItem::collectHotSpots(std::vector<HotSpot> &spots) const
{
    for (const Button &button : m_buttons) {
        HotSpot spot;
        spot.kind = button.kind;
        spot.rect = button.rect;
        spot.name = labelOf(button.kind);
        spots.push_back(std::move(spot));
    }
}

} // namespace outcrop::ui::transcript
