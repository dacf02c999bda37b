// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/inputfile.h"

#include "core/base/fileerror.h"

#include <QFile>

#include <cerrno>
#include <fcntl.h>
#include <unistd.h>

namespace outcrop::app
{

namespace
{

constexpr qsizetype pieceBytes = 256 * 1024;

bool isStandardInput(const QString &path)
{
    return path == QLatin1StringView("-");
}

/// Closes what it opened.
class Descriptor
{
public:
    explicit Descriptor(const QString &path)
        : m_number(isStandardInput(path) ? STDIN_FILENO
                                         : ::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC))
    {
    }
    ~Descriptor()
    {
        if (m_number > STDIN_FILENO)
            ::close(m_number);
    }
    Descriptor(const Descriptor &) = delete;
    Descriptor &operator=(const Descriptor &) = delete;

    int number() const { return m_number; }

private:
    int m_number;
};

} // namespace

QString inputName(const QString &path)
{
    return isStandardInput(path) ? QStringLiteral("standard input") : path;
}

base::Result<void> readPieces(const QString &path, const std::function<bool(const QByteArray &)> &take)
{
    const Descriptor input(path);
    if (input.number() < 0)
        return base::fileError(QStringLiteral("Cannot open"), path, errno);
    QByteArray piece(pieceBytes, Qt::Uninitialized);
    for (;;) {
        const ssize_t count = ::read(input.number(), piece.data(), static_cast<size_t>(piece.size()));
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return base::fileError(QStringLiteral("Cannot read"), inputName(path), errno);
        if (count == 0 || !take(piece.first(count)))
            return {};
    }
}

base::Result<QByteArray> readWhole(const QString &path, qint64 maxBytes)
{
    QByteArray whole;
    const auto read = readPieces(path, [&](const QByteArray &piece) {
        whole += piece;
        return whole.size() <= maxBytes;
    });
    if (!read)
        return read.error();
    if (whole.size() > maxBytes)
        return base::makeError(
            base::ErrorKind::BadInput,
            QStringLiteral("%1 is larger than %2 bytes.").arg(inputName(path)).arg(maxBytes));
    return whole;
}

base::Result<json::Json> parseInput(const QString &path, const QByteArray &text)
{
    const auto parsed = json::parse(text);
    if (!parsed)
        return parsed.error().toError(inputName(path));
    return *parsed;
}

} // namespace outcrop::app
