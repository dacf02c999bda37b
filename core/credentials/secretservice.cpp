// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/credentials/secretservice.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusObjectPath>
#include <QDBusPendingCallWatcher>
#include <QDBusVariant>
#include <QFile>
#include <QFileInfo>

#include <array>
#include <utility>

namespace outcrop::credentials
{

namespace
{

const QString service = QStringLiteral("org.freedesktop.secrets");
const QString busService = QStringLiteral("org.freedesktop.DBus");

QDBusMessage busCall(const QString &method, const QString &argument)
{
    QDBusMessage message = QDBusMessage::createMethodCall(busService, QStringLiteral("/org/freedesktop/DBus"),
                                                          busService, method);
    message << argument;
    return message;
}

QString executableOf(uint process)
{
    QFile words(QStringLiteral("/proc/%1/cmdline").arg(process));
    if (!words.open(QIODevice::ReadOnly))
        return {};
    return QFileInfo(QString::fromLocal8Bit(words.read(4096).split('\0').constFirst())).fileName();
}

} // namespace

QString keychainName(const QString &executable)
{
    static const std::array<std::pair<const char16_t *, const char16_t *>, 5> names{{
        {u"gnome-keyring", u"GNOME Keyring"},
        {u"kwallet", u"KDE Wallet"},
        {u"ksecretd", u"KDE Wallet"},
        {u"keepassxc", u"KeePassXC"},
        {u"oo7", u"oo7"},
    }};
    for (const auto &[start, name] : names) {
        if (executable.startsWith(QString::fromUtf16(start)))
            return QString::fromUtf16(name);
    }
    return executable;
}

SecretServiceLook::SecretServiceLook()
{
    if (!QDBusConnection::sessionBus().isConnected()) {
        finishLater();
        return;
    }
    call(busCall(QStringLiteral("GetNameOwner"), service), [this](const QDBusMessage &reply) {
        m_facts.isThere = true;
        m_facts.isLocked = true; // until it is known that it is not
        askWho(reply.arguments().value(0).toString());
    });
}

void SecretServiceLook::call(const QDBusMessage &message, Then then)
{
    auto *watcher = new QDBusPendingCallWatcher(QDBusConnection::sessionBus().asyncCall(message), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher, then = std::move(then)] {
        watcher->deleteLater();
        if (isFinished())
            return;
        if (watcher->isError())
            finishLater();
        else
            then(watcher->reply());
    });
}

void SecretServiceLook::askWho(const QString &owner)
{
    call(busCall(QStringLiteral("GetConnectionUnixProcessID"), owner), [this](const QDBusMessage &reply) {
        m_facts.provider = keychainName(executableOf(reply.arguments().value(0).toUInt()));
        askForKeyring();
    });
}

void SecretServiceLook::askForKeyring()
{
    QDBusMessage alias = QDBusMessage::createMethodCall(service, QStringLiteral("/org/freedesktop/secrets"),
                                                        QStringLiteral("org.freedesktop.Secret.Service"),
                                                        QStringLiteral("ReadAlias"));
    alias << QStringLiteral("default");
    call(alias, [this](const QDBusMessage &reply) {
        const QString path = reply.arguments().value(0).value<QDBusObjectPath>().path();
        m_facts.hasKeyring = path.size() > 1; // "/" stands for none
        m_facts.isLocked = m_facts.hasKeyring;
        if (m_facts.hasKeyring)
            askWhetherLocked(path);
        else
            finishLater();
    });
}

void SecretServiceLook::askWhetherLocked(const QString &path)
{
    QDBusMessage property = QDBusMessage::createMethodCall(
        service, path, QStringLiteral("org.freedesktop.DBus.Properties"), QStringLiteral("Get"));
    property << QStringLiteral("org.freedesktop.Secret.Collection") << QStringLiteral("Locked");
    call(property, [this](const QDBusMessage &reply) {
        m_facts.isLocked = reply.arguments().value(0).value<QDBusVariant>().variant().toBool();
        finishLater();
    });
}

} // namespace outcrop::credentials
