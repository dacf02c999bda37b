// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/conversation/library.h"

#include <QDir>
#include <QFileInfo>

namespace outcrop::conversation
{

namespace
{

constexpr qsizetype longestTitle = 80;

/// @p variable if it is an absolute path, else @p fallback below HOME, else nothing.
QString baseFolder(const QProcessEnvironment &environment, const QString &variable, const QString &fallback)
{
    const QString value = environment.value(variable);
    if (QDir::isAbsolutePath(value))
        return QDir::cleanPath(value);
    const QString home = environment.value(QStringLiteral("HOME"));
    return QDir::isAbsolutePath(home) ? QDir::cleanPath(home + fallback) : QString();
}

} // namespace

QString fileNameFor(const QString &title)
{
    QString name;
    for (const QChar c : title.simplified()) {
        const bool refused = !c.isPrint() || QStringView(u"/\\:*?\"<>|").contains(c);
        name += refused ? QChar(u'-') : c;
    }
    name.truncate(longestTitle);
    if (!name.isEmpty() && name.back().isHighSurrogate())
        name.chop(1);
    name = name.trimmed();
    while (name.startsWith(u'.'))
        name.remove(0, 1);
    return name.isEmpty() ? QStringLiteral("Untitled") : name;
}

std::optional<Folders> defaultFolders(const QProcessEnvironment &environment)
{
    const QString data =
        baseFolder(environment, QStringLiteral("XDG_DATA_HOME"), QStringLiteral("/.local/share"));
    const QString state =
        baseFolder(environment, QStringLiteral("XDG_STATE_HOME"), QStringLiteral("/.local/state"));
    if (data.isEmpty() || state.isEmpty())
        return std::nullopt;
    return Folders{data + QStringLiteral("/outcrop/conversations"), state + QStringLiteral("/outcrop")};
}

QString newConversationPath(const QString &folder, const QString &title, const QSet<QString> &taken)
{
    const auto isTaken = [&taken](const QString &path) {
        return taken.contains(path) || QFileInfo(path).isSymLink() || QFileInfo::exists(path);
    };
    const QString base = folder + u'/' + fileNameFor(title);
    QString path = base + fileSuffix;
    for (int number = 2; isTaken(path); ++number)
        path = QStringLiteral("%1 %2%3").arg(base).arg(number).arg(fileSuffix);
    return path;
}

QStringList conversationFiles(const QString &folder)
{
    QStringList paths;
    const QDir directory(folder);
    const QStringList names =
        directory.entryList({u'*' + QString(fileSuffix)}, QDir::Files | QDir::Readable, QDir::Time);
    for (const QString &name : names)
        paths.append(directory.filePath(name));
    return paths;
}

} // namespace outcrop::conversation
