// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/credentials/processtree.h"

#include <QByteArray>
#include <QDir>
#include <QFile>

#include <csignal>
#include <map>
#include <vector>

namespace outcrop::credentials
{

namespace
{

/// Children by parent. A line of /proc/N/stat is "pid (name) state ppid ..."; the name may have brackets.
std::multimap<qint64, qint64> childrenOfAll()
{
    std::multimap<qint64, qint64> children;
    const QDir proc(QStringLiteral("/proc"));
    for (const QString &name : proc.entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        bool isNumber = false;
        const qint64 pid = name.toLongLong(&isNumber);
        QFile stat(proc.filePath(name + QStringLiteral("/stat")));
        if (!isNumber || !stat.open(QIODevice::ReadOnly))
            continue;
        const QByteArray line = stat.readAll();
        const auto fields = line.mid(line.lastIndexOf(')') + 1).simplified().split(' ');
        if (fields.size() > 1)
            children.emplace(fields.at(1).toLongLong(), pid);
    }
    return children;
}

} // namespace

void killProcessTree(qint64 pid)
{
    if (pid <= 1)
        return;
    ::kill(static_cast<pid_t>(pid), SIGSTOP); // it starts nothing more while its children are looked up
    const auto children = childrenOfAll();
    std::vector<qint64> all{pid};
    for (size_t i = 0; i < all.size(); ++i) {
        const auto [from, to] = children.equal_range(all[i]);
        for (auto child = from; child != to; ++child)
            all.push_back(child->second);
    }
    for (const qint64 each : all)
        ::kill(static_cast<pid_t>(each), SIGKILL);
}

} // namespace outcrop::credentials
