// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <vector>

namespace outcrop::testsupport
{

/// A secret planted to see whether it turns up where it must not.
struct Canary {
    QString name;  ///< "secret access key"
    QByteArray id; ///< what goes with it in "id:secret"; may be empty
    QByteArray secret;
};

/// One place where a canary was found.
struct CanaryHit {
    QString file;
    QString canary;
    QString encoding;
    qint64 offset = 0;
};

/// One form of a secret that the scan looks for.
struct CanaryEncoding {
    QString name;
    QByteArray bytes;
};

/// The nine forms of @p canary (reliability.md, P18): raw, base64 at its three alignments, base64 of
/// "id:secret", URL, JSON, hex, UTF-16LE. Base64 forms hold only the characters that do not depend on
/// neighbouring bytes.
std::vector<CanaryEncoding> canaryEncodings(const Canary &canary);

/// Finds canaries in bytes and in every regular file under a folder (hidden ones too, links not followed).
class CanaryScan
{
public:
    explicit CanaryScan(const std::vector<Canary> &canaries);

    std::vector<CanaryHit> scanBytes(const QByteArray &bytes, const QString &name) const;
    std::vector<CanaryHit> scanFile(const QString &path) const;
    std::vector<CanaryHit> scanFolder(const QString &path) const;

    /// One line a hit, for a test's failure message. Never the secret itself.
    static QString report(const std::vector<CanaryHit> &hits);

private:
    struct Needle {
        QString canary;
        CanaryEncoding encoding;
    };
    std::vector<Needle> m_needles;
    qsizetype m_longest = 0;
};

} // namespace outcrop::testsupport
