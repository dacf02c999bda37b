// SPDX-License-Identifier: GPL-3.0-or-later
// keychain_tool read|peek|write|remove NAME [HEX]: one operation on the keychain of the session it is started
// in. Prints one line: "ok", "ok HEX", "nothing" (and who says so), or "error CODE".
#include "core/credentials/keychainstore.h"

#include <QCoreApplication>

#include <cstdio>

using namespace outcrop;

namespace
{

QByteArray told(const credentials::SecretJob &job)
{
    if (job.error())
        return "error " + job.error()->code.toLatin1();
    return job.secret() ? "ok " + job.secret()->reveal().toHex() : QByteArray("ok");
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QStringList words = application.arguments();
    const QString operation = words.value(1);
    const QString name = words.value(2);
    credentials::KeychainStore store(QStringLiteral("Outcrop test"));
    std::unique_ptr<credentials::SecretJob> job;
    if (operation == QLatin1StringView("write"))
        job = store.write(name, base::SecretString(QByteArray::fromHex(words.value(3).toLatin1())));
    else if (operation == QLatin1StringView("read"))
        job = store.read(name);
    else if (operation == QLatin1StringView("peek"))
        job = store.peek(name);
    else
        job = store.remove(name);
    QObject::connect(job.get(), &credentials::SecretJob::finished, &application, [&] {
        const bool isRead = operation == QLatin1StringView("read") || operation == QLatin1StringView("peek");
        const bool isNothing = isRead && !job->error() && !job->secret();
        const QByteArray nothing = "nothing " + job->provider().toUtf8();
        std::puts((isNothing ? nothing : told(*job)).constData());
        std::fflush(stdout);
        std::_Exit(0); // a job of the library that hangs would hold up the way out
    });
    return QCoreApplication::exec();
}
