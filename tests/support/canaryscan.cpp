// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/canaryscan.h"

#include <QDirIterator>
#include <QFile>

#include <algorithm>

namespace outcrop::testsupport
{

namespace
{

/// Base64 of @p secret when @p shift bytes stand before it, without the characters at both ends that also
/// depend on what stands around.
QByteArray base64Core(const QByteArray &secret, int shift)
{
    const qsizetype whole = (shift + secret.size()) / 3 * 4;
    const QByteArray padded = (QByteArray(shift, '\0') + secret).toBase64();
    const qsizetype skipped = shift == 0 ? 0 : 4;
    return padded.mid(skipped, whole - skipped);
}

QByteArray jsonEscaped(const QByteArray &secret)
{
    QByteArray text;
    for (const char c : secret) {
        if (c == '"' || c == '\\')
            text += '\\';
        if (c == '/')
            text += "\\/"; // the form that differs from the raw bytes
        else
            text += c;
    }
    return text;
}

QByteArray utf16(const QByteArray &secret)
{
    QByteArray bytes;
    for (const QChar c : QString::fromUtf8(secret)) {
        bytes += static_cast<char>(c.unicode() & 0xff);
        bytes += static_cast<char>(c.unicode() >> 8);
    }
    return bytes;
}

} // namespace

std::vector<CanaryEncoding> canaryEncodings(const Canary &canary)
{
    return {
        {QStringLiteral("raw"), canary.secret},
        {QStringLiteral("base64, alignment 0"), base64Core(canary.secret, 0)},
        {QStringLiteral("base64, alignment 1"), base64Core(canary.secret, 1)},
        {QStringLiteral("base64, alignment 2"), base64Core(canary.secret, 2)},
        {QStringLiteral("base64 of id:secret"), (canary.id + ':' + canary.secret).toBase64()},
        {QStringLiteral("URL"), canary.secret.toPercentEncoding()},
        {QStringLiteral("JSON"), jsonEscaped(canary.secret)},
        {QStringLiteral("hex"), canary.secret.toHex()},
        {QStringLiteral("UTF-16LE"), utf16(canary.secret)},
    };
}

CanaryScan::CanaryScan(const std::vector<Canary> &canaries)
{
    for (const Canary &canary : canaries) {
        for (const CanaryEncoding &encoding : canaryEncodings(canary)) {
            m_needles.push_back({canary.name, encoding});
            m_longest = std::max(m_longest, encoding.bytes.size());
        }
    }
}

std::vector<CanaryHit> CanaryScan::scanBytes(const QByteArray &bytes, const QString &name) const
{
    std::vector<CanaryHit> hits;
    QByteArray lower;
    for (const Needle &needle : m_needles) {
        const bool anyCase = needle.encoding.name == u"hex";
        if (anyCase && lower.isNull())
            lower = bytes.toLower();
        const qsizetype at = (anyCase ? lower : bytes).indexOf(needle.encoding.bytes);
        if (at >= 0 && !needle.encoding.bytes.isEmpty())
            hits.push_back({name, needle.canary, needle.encoding.name, at});
    }
    return hits;
}

std::vector<CanaryHit> CanaryScan::scanFile(const QString &path) const
{
    constexpr qint64 pieceBytes = 4 * 1024 * 1024;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {{path, QStringLiteral("(any)"), QStringLiteral("unreadable: %1").arg(file.errorString()), 0}};
    std::vector<CanaryHit> hits;
    QByteArray piece;
    qint64 start = 0;
    while (!file.atEnd()) {
        const QByteArray more = file.read(pieceBytes);
        if (more.isEmpty())
            break;
        piece += more;
        for (CanaryHit hit : scanBytes(piece, path)) {
            hit.offset += start;
            hits.push_back(hit);
        }
        // Keep the end: a secret may lie across two pieces.
        const qsizetype keep = std::min(piece.size(), m_longest - 1);
        start += piece.size() - keep;
        piece = piece.right(keep);
    }
    return hits;
}

std::vector<CanaryHit> CanaryScan::scanFolder(const QString &path) const
{
    std::vector<CanaryHit> hits;
    QDirIterator files(path, QDir::Files | QDir::Hidden | QDir::System | QDir::NoSymLinks,
                       QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString file = files.next();
        if (!files.fileInfo().isFile())
            continue; // sockets and pipes
        const auto found = scanFile(file);
        hits.insert(hits.end(), found.begin(), found.end());
    }
    return hits;
}

QString CanaryScan::report(const std::vector<CanaryHit> &hits)
{
    QStringList lines;
    for (const CanaryHit &hit : hits)
        lines.append(
            QStringLiteral("%1 as %2 in %3 at %4").arg(hit.canary, hit.encoding, hit.file).arg(hit.offset));
    return lines.join(QLatin1Char('\n'));
}

} // namespace outcrop::testsupport
