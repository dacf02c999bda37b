// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/processguard.h"

#include <QCoreApplication>

#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>

namespace outcrop::app
{

void hardenProcess()
{
    ::umask(S_IRWXG | S_IRWXO);
    const rlimit none{0, 0};
    ::setrlimit(RLIMIT_CORE, &none);
    ::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
}

std::optional<base::Error> noticeOfUser(unsigned userId)
{
    if (userId != 0)
        return std::nullopt;
    return base::makeError(
        base::ErrorKind::BadInput,
        QCoreApplication::translate("Outcrop", "Outcrop runs as root: its files belong to root, and what a "
                                               "tool does, root does"),
        QCoreApplication::translate("Outcrop", "Start it as yourself, without sudo."));
}

} // namespace outcrop::app
