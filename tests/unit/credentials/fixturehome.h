// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/credentials/defaultchain.h"
#include "core/net/qthttptransport.h"
#include "tests/support/fakeclock.h"
#include "tests/support/identityserver.h"

#include <QDir>
#include <QSignalSpy>
#include <QTemporaryDir>

namespace outcrop::testsupport
{

inline aws::Credentials keys(const QByteArray &id, const QByteArray &secret)
{
    aws::Credentials made;
    made.accessKeyId = id;
    made.secretAccessKey = base::SecretString(secret);
    return made;
}

/// "id/secret/token/account/end", or the error.
inline QString told(const credentials::Resolution &resolution)
{
    if (resolution.error)
        return QStringLiteral("error: ") + resolution.error->message;
    if (!resolution.identity)
        return QStringLiteral("nothing");
    const auto *found = std::get_if<aws::Credentials>(&*resolution.identity);
    if (!found)
        return QStringLiteral("bearer");
    return QStringLiteral("%1/%2/%3/%4/%5")
        .arg(QString::fromUtf8(found->accessKeyId), QString::fromUtf8(found->secretAccessKey.reveal()),
             QString::fromUtf8(found->sessionToken ? found->sessionToken->reveal() : QByteArray()),
             found->accountId, found->expiration ? found->expiration->toString(Qt::ISODate) : QString());
}

/// A home with AWS files, and the local services, for a chain of providers.
class FixtureHome
{
public:
    FixtureHome()
    {
        services.addTo(environment);
        // Keys of the environment of whoever runs the tests have no place here: it starts out empty.
        environment.insert(QStringLiteral("PATH"), QString::fromLocal8Bit(qgetenv("PATH")));
    }

    QString path(const QString &name) const { return m_folder.filePath(name); }
    void write(const QString &name, const QByteArray &content)
    {
        QDir(m_folder.path()).mkpath(QFileInfo(path(name)).path());
        QFile file(path(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
            qFatal("cannot write %s", qPrintable(file.fileName()));
    }
    void config(const QByteArray &content) { write(QStringLiteral(".aws/config"), content); }
    void credentials(const QByteArray &content) { write(QStringLiteral(".aws/credentials"), content); }
    /// An executable script under the home; its path.
    QString script(const QString &name, const QByteArray &content)
    {
        write(name, "#!/bin/sh\n" + content);
        QFile::setPermissions(path(name), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        return path(name);
    }

    std::shared_ptr<const credentials::ProviderContext> context() const
    {
        auto made = std::make_shared<credentials::ProviderContext>(limits);
        made->environment = environment;
        made->home = m_folder.path();
        made->clock = &clock;
        made->transport = &transport;
        made->localTransport = &transport;
        return made;
    }

    static credentials::Resolution resolved(credentials::CredentialsProvider &provider)
    {
        const auto job = provider.resolve();
        QSignalSpy finished(job.get(), &credentials::ResolveJob::finished);
        if (!finished.wait(20'000) || finished.count() != 1)
            return credentials::Resolution::skipped({}, QStringLiteral("finished() was not emitted once"));
        return job->resolution();
    }
    credentials::Resolution profile(const QString &name) const
    {
        return resolved(*credentials::chainForProfile(context(), name));
    }
    credentials::Resolution fromEnvironment() const
    {
        return resolved(*credentials::chainFromEnvironment(context()));
    }

    FakeClock clock;
    IdentityServer services{clock.utcNow()};
    QProcessEnvironment environment;
    credentials::ProviderContext limits; ///< the rest of a context: prompts, deadlines
    mutable net::QtHttpTransport transport;

private:
    QTemporaryDir m_folder;
};

} // namespace outcrop::testsupport
