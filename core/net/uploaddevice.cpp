// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/uploaddevice.h"

#include <algorithm>
#include <cstring>

namespace outcrop::net
{

UploadDevice::UploadDevice(const QByteArray &body, QObject *parent) : QIODevice(parent), m_body(body)
{
    open(QIODevice::ReadOnly | QIODevice::Unbuffered);
}

qint64 UploadDevice::bytesAvailable() const
{
    return m_body.size() - m_position + QIODevice::bytesAvailable();
}

bool UploadDevice::atEnd() const
{
    return m_position == m_body.size();
}

qint64 UploadDevice::readData(char *data, qint64 maxSize)
{
    const qsizetype count = std::min<qsizetype>(maxSize, m_body.size() - m_position);
    if (count == 0)
        return m_position == m_body.size() ? -1 : 0;
    std::memcpy(data, m_body.constData() + m_position, static_cast<size_t>(count));
    m_position += count;
    Q_EMIT taken();
    return count;
}

} // namespace outcrop::net
