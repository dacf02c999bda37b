// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/converse/view.h"

namespace outcrop::converse::detail
{

bool decode(const json::Json &value, QString &to)
{
    to = value.toString();
    return value.isString();
}

bool decode(const json::Json &value, bool &to)
{
    const std::optional<bool> read = value.toBool();
    to = read.value_or(false);
    return read.has_value();
}

bool decode(const json::Json &value, qint64 &to)
{
    const std::optional<qint64> read = value.toInt();
    to = read.value_or(0);
    return read.has_value();
}

bool decode(const json::Json &value, double &to)
{
    const std::optional<double> read = value.toDouble();
    to = read.value_or(0);
    return read.has_value();
}

bool decode(const json::Json &value, Blob &to)
{
    const QByteArray text = value.toUtf8();
    // Missing padding is tolerated, a length that no bytes have is not.
    const qsizetype digits = text.size() - text.count('=');
    if (!value.isString() || digits % 4 == 1)
        return false;
    const auto decoded = QByteArray::fromBase64Encoding(text, QByteArray::AbortOnBase64DecodingErrors);
    to.bytes = decoded.decoded;
    return decoded.decodingStatus == QByteArray::Base64DecodingStatus::Ok;
}

} // namespace outcrop::converse::detail
