// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/privatefolder.h"

#include "core/base/fileerror.h"

#include <QFile>
#include <QFileInfo>

#include <cerrno>
#include <sys/stat.h>

namespace outcrop::base
{

Result<void> makePrivateFolder(const QString &folder)
{
    if (QFileInfo(folder).isDir())
        return {};
    const QString parent = QFileInfo(folder).path();
    if (parent != folder) {
        if (const Result<void> above = makePrivateFolder(parent); !above)
            return above;
    }
    const bool made = ::mkdir(QFile::encodeName(folder).constData(), 0700) == 0;
    if (!made && !(errno == EEXIST && QFileInfo(folder).isDir()))
        return fileError(QStringLiteral("Cannot make the folder"), folder, errno);
    return {};
}

} // namespace outcrop::base
