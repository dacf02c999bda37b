// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/exchangetext.h"

#include "core/json/json.h"

#include <QCoreApplication>
#include <QLocale>

namespace outcrop::ui::inspector
{

namespace
{

QString tr(const char *text)
{
    return QCoreApplication::translate("outcrop::ui::inspector", text);
}

constexpr qsizetype bytesPerLine = 16;

} // namespace

QString bytesText(qint64 bytes)
{
    return tr("%1 bytes").arg(QLocale().toString(bytes));
}

QString durationText(const std::optional<std::chrono::nanoseconds> &duration)
{
    if (!duration)
        return QStringLiteral("-");
    const qint64 ms = std::chrono::duration_cast<std::chrono::milliseconds>(*duration).count();
    if (ms < 1000)
        return tr("%1 ms").arg(ms);
    if (ms < 60000)
        return tr("%1 s").arg(QLocale().toString(double(ms) / 1000, 'f', 1));
    return tr("%1 min %2 s").arg(ms / 60000).arg(ms % 60000 / 1000);
}

QByteArray prettyJson(const QByteArray &bytes)
{
    const auto parsed = json::parse(bytes);
    return parsed ? json::write(*parsed, json::Layout::Pretty) : bytes;
}

QByteArray hexDump(const QByteArray &bytes)
{
    static constexpr char digits[] = "0123456789abcdef";
    QByteArray text;
    text.reserve(bytes.size() / bytesPerLine * 79 + 79);
    for (qsizetype at = 0; at < bytes.size(); at += bytesPerLine) {
        const QByteArrayView line =
            QByteArrayView(bytes).sliced(at, std::min(bytesPerLine, bytes.size() - at));
        text += QByteArray::number(at, 16).rightJustified(8, '0');
        text += "  ";
        QByteArray ascii;
        for (qsizetype i = 0; i < bytesPerLine; ++i) {
            if (i < line.size()) {
                const auto byte = static_cast<unsigned char>(line[i]);
                text += digits[byte >> 4];
                text += digits[byte & 15];
                text += ' ';
                ascii += byte >= 0x20 && byte < 0x7f ? char(byte) : '.';
            } else {
                text += "   ";
            }
            if (i == 7)
                text += ' ';
        }
        text += " |" + ascii + "|\n";
    }
    return text;
}

QString hexBytes(const QByteArray &bytes)
{
    return QString::fromLatin1(bytes.toHex(' '));
}

} // namespace outcrop::ui::inspector
