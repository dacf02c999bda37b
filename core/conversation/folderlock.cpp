// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/conversation/folderlock.h"

#include <QFile>

#include <chrono>
#include <fcntl.h>
#include <sys/file.h>
#include <thread>

namespace outcrop::conversation
{

FolderLock::FolderLock(const QString &folder)
    : m_folder(base::retryInterrupted(
          [&] { return ::open(QFile::encodeName(folder).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC); }))
{
    constexpr int tries = 400;
    for (int i = 0; m_folder.isOpen() && i < tries; ++i) {
        if (::flock(m_folder.number(), LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK)
            return;
        std::this_thread::sleep_for(std::chrono::milliseconds(5)); // on the thread that writes
    }
}

} // namespace outcrop::conversation
