// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/filedescriptor.h"

#include <QString>

namespace outcrop::conversation
{

/// Held while a file of a folder is compared and replaced, so that two programs of ours do not do it at once.
/// Leaves nothing in the folder. Waits two seconds at most and then goes on without, as it does where a file
/// system has no locks: the comparison itself still holds.
class FolderLock
{
public:
    explicit FolderLock(const QString &folder);

private:
    base::FileDescriptor m_folder;
};

} // namespace outcrop::conversation
