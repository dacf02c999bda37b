// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/credentials/keychainstore.h"

#include "core/credentials/secretservice.h"

#include <QTimer>

#include <qt6keychain/keychain.h>

#include <functional>
#include <utility>

namespace outcrop::credentials
{

namespace
{

/// What the library's result means (reliability.md, K3). Several failures have no code but a text.
KeychainState stateOf(const QKeychain::Job &job)
{
    switch (job.error()) {
    case QKeychain::NoError:
        return KeychainState::Fine;
    case QKeychain::AccessDenied:
        return KeychainState::Locked;
    case QKeychain::AccessDeniedByUser:
        return KeychainState::Denied;
    case QKeychain::NoBackendAvailable:
    case QKeychain::NotImplemented:
        return KeychainState::Absent;
    default:
        break;
    }
    const QString text = job.errorString();
    const auto says = [&text](const char *word) {
        return text.contains(QLatin1StringView(word), Qt::CaseInsensitive);
    };
    if (says("locked"))
        return KeychainState::Locked;
    if (says("dismissed") || says("cancelled") || says("canceled"))
        return KeychainState::Denied;
    if (says("timed out") || says("timeout") || says("did not receive a reply") || says("NoReply"))
        return KeychainState::Hung;
    if (says("not provided by any") || says("ServiceUnknown") || says("autolaunch") ||
        says("Could not connect") || says("Cannot spawn") || says("org.freedesktop.secrets") ||
        says("kwallet") || says("No such file"))
        return KeychainState::Absent;
    return KeychainState::Failed;
}

base::Error errorOf(const QKeychain::Job &job)
{
    return keychainError(stateOf(job), job.errorString());
}

/// One operation, which takes several jobs of the library. The library deletes its jobs when they end, also
/// after this one is gone: they cannot be cancelled.
class KeychainJob final : public SecretJob
{
public:
    enum class Task { Read, Peek, Write, Remove };

    KeychainJob(QString service, std::chrono::milliseconds deadline, Task task, QString name,
                base::SecretString secret = {});

private:
    template <typename LibraryJob>
    using Then = std::function<void(const LibraryJob &)>;

    template <typename LibraryJob>
    void start(LibraryJob *job, const QString &key, Then<LibraryJob> then)
    {
        job->setKey(key);
        connect(job, &QKeychain::Job::finished, this, [this, job, then] {
            if (!isFinished())
                then(*job);
        });
        job->start();
    }

    QKeychain::ReadPasswordJob *reader() const { return new QKeychain::ReadPasswordJob(m_service); }
    void readIt();
    void readUnlessLocked();
    void readIfOpen();
    void writeIt();
    void readBack();
    void removeIt();
    /// Then ends with success, and who keeps secrets here; with an error if "nothing there" means nothing.
    void endAfterLook();
    void takeLook();
    void look(void (KeychainJob::*then)());

    QString m_service;
    QString m_name;
    base::SecretString m_secret;
    QTimer m_deadline;
    std::unique_ptr<SecretServiceLook> m_look;
};

KeychainJob::KeychainJob(QString service, std::chrono::milliseconds deadline, Task task, QString name,
                         base::SecretString secret)
    : m_service(std::move(service)), m_name(std::move(name)), m_secret(std::move(secret))
{
    m_deadline.setSingleShot(true);
    connect(&m_deadline, &QTimer::timeout, this, [this] { fail(keychainError(KeychainState::Hung)); });
    m_deadline.setTimerType(Qt::PreciseTimer); // a coarse one may end a quarter of a second early
    m_deadline.start(deadline);
    switch (task) {
    case Task::Read:
        readIt();
        break;
    case Task::Peek:
        readUnlessLocked();
        break;
    case Task::Write:
        writeIt();
        break;
    case Task::Remove:
        removeIt();
        break;
    }
}

void KeychainJob::readIt()
{
    start<QKeychain::ReadPasswordJob>(reader(), m_name, [this](const QKeychain::ReadPasswordJob &job) {
        if (job.error() == QKeychain::EntryNotFound)
            endAfterLook();
        else if (job.error() == QKeychain::NoError)
            end(base::SecretString(job.binaryData()));
        else
            fail(errorOf(job));
    });
}

void KeychainJob::writeIt()
{
    auto *writer = new QKeychain::WritePasswordJob(m_service);
    writer->setBinaryData(m_secret.reveal()); // a text would be cut at a NUL
    start<QKeychain::WritePasswordJob>(writer, m_name, [this](const QKeychain::WritePasswordJob &job) {
        if (job.error() == QKeychain::NoError)
            readBack();
        else
            fail(errorOf(job));
    });
}

void KeychainJob::readBack()
{
    start<QKeychain::ReadPasswordJob>(reader(), m_name, [this](const QKeychain::ReadPasswordJob &job) {
        if (job.error() == QKeychain::NoError && job.binaryData() == m_secret.reveal())
            endAfterLook();
        else if (job.error() == QKeychain::NoError || job.error() == QKeychain::EntryNotFound)
            fail(keychainError(KeychainState::Failed, QStringLiteral("It does not give back what it took.")));
        else
            fail(errorOf(job));
    });
}

void KeychainJob::removeIt()
{
    auto *remover = new QKeychain::DeletePasswordJob(m_service);
    start<QKeychain::DeletePasswordJob>(remover, m_name, [this](const QKeychain::DeletePasswordJob &removal) {
        if (removal.error() != QKeychain::NoError && removal.error() != QKeychain::EntryNotFound) {
            fail(errorOf(removal));
            return;
        }
        start<QKeychain::ReadPasswordJob>(reader(), m_name, [this](const QKeychain::ReadPasswordJob &job) {
            if (job.error() == QKeychain::EntryNotFound)
                endAfterLook();
            else if (job.error() == QKeychain::NoError)
                fail(keychainError(KeychainState::Failed, QStringLiteral("The secret is still there.")));
            else
                fail(errorOf(job));
        });
    });
}

void KeychainJob::look(void (KeychainJob::*then)())
{
    m_look = std::make_unique<SecretServiceLook>();
    connect(m_look.get(), &SecretServiceLook::finished, this, then, Qt::QueuedConnection);
}

/// The library asks for the password of a locked keychain. It starts one that does not run, which then asks
/// for it; so does KDE's wallet, which it asks where there is no Secret Service.
void KeychainJob::readUnlessLocked()
{
    look(&KeychainJob::readIfOpen);
}

void KeychainJob::readIfOpen()
{
    if (isFinished())
        return;
    const SecretServiceFacts &facts = m_look->facts();
    if (!facts.isThere) {
        fail(keychainError(KeychainState::NotAsked));
    } else if (facts.isLocked) {
        fail(keychainError(KeychainState::Locked));
    } else if (!facts.hasKeyring) { // KDE's wallet would have a person make one
        setProvider(facts.provider);
        end(std::nullopt);
    } else {
        readIt();
    }
}

void KeychainJob::endAfterLook()
{
    look(&KeychainJob::takeLook);
}

void KeychainJob::takeLook()
{
    if (isFinished())
        return;
    // Without a Secret Service the library has asked KDE's wallet itself, which does not say so of a locked
    // one.
    const SecretServiceFacts &facts = m_look->facts();
    setProvider(facts.provider);
    if (facts.isLocked)
        fail(keychainError(KeychainState::Locked));
    else
        end(std::nullopt);
}

} // namespace

KeychainStore::KeychainStore(QString service, std::chrono::milliseconds deadline)
    : m_service(std::move(service)), m_deadline(deadline)
{
}

QString KeychainStore::name() const
{
    return QStringLiteral("the keychain");
}

std::unique_ptr<SecretJob> KeychainStore::read(const QString &name)
{
    return std::make_unique<KeychainJob>(m_service, m_deadline, KeychainJob::Task::Read, name);
}

std::unique_ptr<SecretJob> KeychainStore::peek(const QString &name)
{
    return std::make_unique<KeychainJob>(m_service, m_deadline, KeychainJob::Task::Peek, name);
}

std::unique_ptr<SecretJob> KeychainStore::write(const QString &name, const base::SecretString &secret)
{
    return std::make_unique<KeychainJob>(m_service, m_deadline, KeychainJob::Task::Write, name, secret);
}

std::unique_ptr<SecretJob> KeychainStore::remove(const QString &name)
{
    return std::make_unique<KeychainJob>(m_service, m_deadline, KeychainJob::Task::Remove, name);
}

} // namespace outcrop::credentials
