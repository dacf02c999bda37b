// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/conversation/librarylist.h"

#include "core/base/fileerror.h"
#include "core/base/regularfile.h"
#include "core/conversation/library.h"
#include "core/json/tolerant.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <algorithm>

namespace outcrop::conversation
{

namespace
{

/// Format, version, id and title stand first (fileencoding.cpp) and seldom need 300 bytes.
constexpr qint64 beginningBytes = 4096;

QString nameOf(const QString &path)
{
    QString name = QFileInfo(path).fileName();
    if (name.endsWith(fileSuffix))
        name.chop(fileSuffix.size());
    return name;
}

QString readTitle(const QString &path)
{
    QFile file(path);
    const QString title = file.open(QIODevice::ReadOnly) ? titleIn(file.read(beginningBytes)) : QString();
    return title.isEmpty() ? nameOf(path) : title;
}

QString freePath(const QString &wanted)
{
    QString path = wanted;
    const QString base = wanted.chopped(wanted.endsWith(fileSuffix) ? fileSuffix.size() : 0);
    for (int number = 2; QFileInfo::exists(path) || QFileInfo(path).isSymLink(); ++number)
        path = QStringLiteral("%1 %2%3").arg(base).arg(number).arg(fileSuffix);
    return path;
}

base::Result<QString> move(const QString &from, const QString &to)
{
    QFile file(from);
    if (file.rename(to)) // refuses to replace what is there
        return to;
    return base::fileError(QStringLiteral("Did not move"), from, file.errorString(),
                           QStringLiteral("Look at the permissions of the folder."));
}

} // namespace

QString titleIn(QByteArrayView beginning)
{
    return json::parseTolerant(beginning).value.value(QLatin1StringView("title")).toString().simplified();
}

std::optional<LibraryEntry> LibraryLister::entry(const QString &path)
{
    const auto identity = base::RegularFile::identity(path);
    if (!identity)
        return std::nullopt;
    auto known = m_known.find(path);
    if (known == m_known.end() || known->identity != *identity)
        known = m_known.insert(path, {*identity, readTitle(path)});
    return LibraryEntry{path, known->title,
                        QDateTime::fromMSecsSinceEpoch(identity->modifiedNanoseconds / 1'000'000)};
}

std::vector<LibraryEntry> LibraryLister::list(const QString &folder)
{
    std::vector<LibraryEntry> entries;
    const QStringList files = conversationFiles(folder);
    for (const QString &path : files) {
        if (std::optional<LibraryEntry> one = entry(path))
            entries.push_back(std::move(*one));
    }
    std::ranges::stable_sort(entries, std::ranges::greater(), &LibraryEntry::modified);
    return entries;
}

base::Result<QString> moveToTrash(const QString &path)
{
    const QFileInfo file(path);
    const QString trash = file.absolutePath() + QStringLiteral("/trash");
    if (!QDir().mkpath(trash))
        return base::fileError(QStringLiteral("Did not delete"), path, QStringLiteral("no trash folder"),
                               QStringLiteral("Look at the permissions of the folder."));
    return move(path, freePath(trash + u'/' + file.fileName()));
}

base::Result<QString> restoreFromTrash(const QString &trashPath, const QString &path)
{
    return move(trashPath, freePath(path));
}

} // namespace outcrop::conversation
