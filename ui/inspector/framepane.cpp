// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/framepane.h"

#include "core/eventstream/framedecoder.h"
#include "ui/inspector/exchangetext.h"
#include "ui/widgets/fonts.h"
#include "ui/widgets/jsonview.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/tokens.h"

#include <QGridLayout>
#include <QVBoxLayout>

#include <algorithm>
#include <optional>

namespace outcrop::ui::inspector
{

using namespace widgets;

namespace
{

constexpr qsizetype preludeLength = 8; // total length, headers length
constexpr qsizetype checksumLength = 4;

QString valueText(const eventstream::Header &header)
{
    switch (header.type) {
    case eventstream::HeaderType::BoolTrue:
        return QStringLiteral("true");
    case eventstream::HeaderType::BoolFalse:
        return QStringLiteral("false");
    case eventstream::HeaderType::String:
        return QString::fromUtf8(header.bytes);
    case eventstream::HeaderType::ByteArray:
    case eventstream::HeaderType::Uuid:
        return hexBytes(header.bytes);
    default:
        return QString::number(header.number);
    }
}

QString nameText(const eventstream::Header &header)
{
    const QString name = QString::fromUtf8(header.name);
    return header.type == eventstream::HeaderType::String
               ? name
               : QStringLiteral("%1 (%2)").arg(name, eventstream::headerTypeName(header.type));
}

TextLabel *monoLabel(const QString &text, TextRole role)
{
    auto *label = new TextLabel(text, role);
    label->setFont(smallMonospaceFont(label->font()));
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    label->setWordWrap(true);
    return label;
}

bool isJsonSpace(char byte)
{
    return byte == ' ' || byte == '\n' || byte == '\r' || byte == '\t';
}

/// Where byte @p offset of @p exact stands in @p shown, which is the same but for white space; nothing where
/// it is not.
std::optional<qsizetype> placeInShown(QByteArrayView exact, QByteArrayView shown, qsizetype offset)
{
    qsizetype at = 0;
    for (qsizetype place = 0; place < shown.size();) {
        if (exact[at] == shown[place]) {
            if (at == offset)
                return place;
            ++at;
            ++place;
        } else if (isJsonSpace(shown[place])) {
            ++place;
        } else if (isJsonSpace(exact[at]) && at < offset) {
            ++at;
        } else {
            break;
        }
    }
    return std::nullopt;
}

} // namespace

FramePane::FramePane(QWidget *parent)
    : QWidget(parent)
    , m_heading(new SectionHeader({}))
    , m_lines(new QWidget)
    , m_grid(new QGridLayout(m_lines))
    , m_payload(new JsonView(tr("Payload of the frame")))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(metrics::margin, metrics::margin, metrics::margin, metrics::margin);
    layout->setSpacing(metrics::space);
    layout->addWidget(m_heading);
    layout->addWidget(m_lines);
    layout->addWidget(m_payload, 1);
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(metrics::margin);
    m_grid->setVerticalSpacing(2);
    m_grid->setColumnStretch(1, 1);
    m_payload->setLineNumbers(false);
}

void FramePane::showFrame(const models::EventRow &row, const QByteArray &bytes)
{
    removeLines();
    m_exact.clear();
    m_heading->setText(tr("FRAME %1 · %2 · OFFSET %3")
                           .arg(row.index)
                           .arg(bytesText(qint64(row.bytes)).toUpper())
                           .arg(row.offset));
    eventstream::FrameDecoder decoder;
    decoder.feed(bytes);
    const auto frame = decoder.takeFrame();
    const bool preludeOk =
        frame || (decoder.fault() && decoder.fault()->code != eventstream::FrameFault::Code::PreludeCrc);
    if (bytes.size() >= preludeLength + checksumLength)
        addLine(tr("prelude"), hexBytes(bytes.first(preludeLength)),
                hexBytes(bytes.sliced(preludeLength, checksumLength)), preludeOk);
    if (frame) {
        addLine(tr("message CRC"), {}, hexBytes(bytes.last(checksumLength)));
        for (const eventstream::Header &header : frame->headers)
            addLine(nameText(header), valueText(header));
        m_exact = frame->payload;
        m_payload->setBytes(prettyJson(m_exact));
        return;
    }
    if (decoder.fault())
        addLine(tr("fault"), decoder.fault()->name(), {}, false);
    else
        addLine(tr("fault"), tr("the body ends inside this frame"));
    m_payload->setBytes(hexDump(bytes.first(std::min<qsizetype>(bytes.size(), 2048))));
}

/// Laid out, a value has the bytes it came with; only what stands around it is other.
void FramePane::mark(qsizetype offset, qsizetype length)
{
    const qsizetype last = std::min(offset + length, m_exact.size()) - 1;
    if (offset < 0 || last < offset)
        return;
    const QByteArray shown = m_payload->bytes();
    const auto from = placeInShown(m_exact, shown, offset);
    const auto to = placeInShown(m_exact, shown, last);
    if (from && to)
        m_payload->selectRange(*from, *to + 1 - *from);
}

void FramePane::clear()
{
    removeLines();
    m_exact.clear();
    m_heading->setText({});
    m_payload->setBytes({});
}

void FramePane::addLine(const QString &name, const QString &value, const QString &checksum, bool checksumOk)
{
    const int row = m_grid->rowCount();
    m_grid->addWidget(monoLabel(name, TextRole::Faint), row, 0, Qt::AlignTop);
    auto *cell = new QHBoxLayout;
    cell->setSpacing(metrics::space);
    if (!value.isEmpty()) {
        TextLabel *label = monoLabel(value, checksumOk ? TextRole::Text : TextRole::Error);
        label->setWordWrap(checksum.isEmpty());
        cell->addWidget(label, checksum.isEmpty() ? 1 : 0);
    }
    if (!checksum.isEmpty()) {
        TextLabel *crc = monoLabel(checksum, checksumOk ? TextRole::Ok : TextRole::Error);
        crc->setToolTip(checksumOk ? tr("CRC-32, matches") : tr("CRC-32, does not match"));
        cell->addWidget(crc, 1);
    }
    m_grid->addLayout(cell, row, 1);
}

void FramePane::removeLines()
{
    qDeleteAll(m_lines->findChildren<QWidget *>(QString(), Qt::FindDirectChildrenOnly));
    delete m_grid;
    m_grid = new QGridLayout(m_lines);
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(metrics::margin);
    m_grid->setVerticalSpacing(2);
    m_grid->setColumnStretch(1, 1);
}

} // namespace outcrop::ui::inspector
