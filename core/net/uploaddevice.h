// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QIODevice>

namespace outcrop::net
{

/// A request body that can be read once.
///
/// QNetworkAccessManager silently sends a request again when the server closes before it answers: two POSTs
/// over http, four over TLS, each billed (reliability.md, N1). It can only do so by rewinding the body, so
/// this device is sequential; together with DoNotBufferUploadData and an explicit Content-Length exactly one
/// request goes out.
class UploadDevice final : public QIODevice
{
    Q_OBJECT

public:
    explicit UploadDevice(const QByteArray &body, QObject *parent = nullptr);

    bool isSequential() const override { return true; }
    /// Refuses silently; Qt tries when it would like to send the request again.
    bool seek(qint64) override { return false; }
    qint64 bytesAvailable() const override;
    bool atEnd() const override;

Q_SIGNALS:
    /// The transport took bytes to write them: the connection stands.
    void taken();

protected:
    qint64 readData(char *data, qint64 maxSize) override;
    qint64 writeData(const char *, qint64) override { return -1; }

private:
    QByteArray m_body;
    qsizetype m_position = 0;
};

} // namespace outcrop::net
