// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/credentials/secretkeeper.h"

#include <QSignalSpy>
#include <QTest>

using namespace outcrop;
using namespace outcrop::credentials;
using namespace Qt::StringLiterals;

namespace
{

class FailingJob final : public SecretJob
{
public:
    explicit FailingJob(const base::Error &error) { fail(error); }
};

/// A keychain that can be locked.
class LockableStore final : public SecretStore
{
public:
    QString name() const override { return u"the keychain"_s; }
    std::unique_ptr<SecretJob> read(const QString &name) override
    {
        return isLocked ? refusal() : inside.read(name);
    }
    std::unique_ptr<SecretJob> write(const QString &name, const base::SecretString &secret) override
    {
        return isLocked ? refusal() : inside.write(name, secret);
    }
    std::unique_ptr<SecretJob> remove(const QString &name) override
    {
        return isLocked ? refusal() : inside.remove(name);
    }

    bool isLocked = false;
    SessionSecrets inside;

private:
    static std::unique_ptr<SecretJob> refusal()
    {
        return std::make_unique<FailingJob>(
            base::makeError(base::ErrorKind::Keychain, u"The keychain is locked."_s, u"Unlock it."_s));
    }
};

void finish(SecretJob &job)
{
    QSignalSpy finished(&job, &base::Job::finished);
    QVERIFY(finished.wait(5000));
    QCOMPARE(finished.count(), 1);
}

} // namespace

class TestSecretKeeper : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsWhatTheKeychainTakesThereAndNowhereElse();
    void keepsInMemoryWhatTheKeychainRefusesAndSaysWhy();
    void whatTheKeychainTakesLaterLeavesMemory();
    void aLockedKeychainIsNoEmptyOne();
    void removesFromBoth();
    void aStoppedWriteKeepsNothingInMemory();
    void whatIsBeingWrittenIsThereAlready();
};

void TestSecretKeeper::keepsWhatTheKeychainTakesThereAndNowhereElse()
{
    LockableStore keychain;
    SecretKeeper keeper(keychain);
    auto written = keeper.write(u"a"_s, base::SecretString(QByteArray("secret")));
    finish(*written);
    QVERIFY(!written->error());
    QVERIFY(!keeper.whyInMemory(u"a"_s));
    auto inside = keychain.inside.read(u"a"_s);
    finish(*inside);
    QCOMPARE(inside->secret()->reveal(), QByteArray("secret"));
    keychain.isLocked = true; // so it can only come from memory, where it is not
    auto read = keeper.read(u"a"_s);
    finish(*read);
    QVERIFY(read->error());
}

void TestSecretKeeper::keepsInMemoryWhatTheKeychainRefusesAndSaysWhy()
{
    LockableStore keychain;
    keychain.isLocked = true;
    SecretKeeper keeper(keychain);
    auto written = keeper.write(u"a"_s, base::SecretString(QByteArray("secret")));
    finish(*written);
    QVERIFY(!written->error());
    QVERIFY(keeper.whyInMemory(u"a"_s));
    QCOMPARE(keeper.whyInMemory(u"a"_s)->message, u"The keychain is locked."_s);
    auto read = keeper.read(u"a"_s);
    finish(*read);
    QCOMPARE(read->secret()->reveal(), QByteArray("secret"));
}

void TestSecretKeeper::whatTheKeychainTakesLaterLeavesMemory()
{
    LockableStore keychain;
    keychain.isLocked = true;
    SecretKeeper keeper(keychain);
    finish(*keeper.write(u"a"_s, base::SecretString(QByteArray("old"))));
    keychain.isLocked = false;
    finish(*keeper.write(u"a"_s, base::SecretString(QByteArray("new"))));
    QVERIFY(!keeper.whyInMemory(u"a"_s));
    auto read = keeper.read(u"a"_s);
    finish(*read);
    QCOMPARE(read->secret()->reveal(), QByteArray("new"));
    keychain.isLocked = true;
    auto locked = keeper.read(u"a"_s);
    finish(*locked);
    QVERIFY(locked->error());
}

void TestSecretKeeper::aLockedKeychainIsNoEmptyOne()
{
    LockableStore keychain;
    SecretKeeper keeper(keychain);
    auto absent = keeper.read(u"a"_s);
    finish(*absent);
    QVERIFY(!absent->error() && !absent->secret());
    keychain.isLocked = true;
    auto locked = keeper.read(u"a"_s);
    finish(*locked);
    QVERIFY(locked->error() && !locked->secret());
    QCOMPARE(locked->error()->kind, base::ErrorKind::Keychain);
}

void TestSecretKeeper::removesFromBoth()
{
    LockableStore keychain;
    SecretKeeper keeper(keychain);
    finish(*keeper.write(u"a"_s, base::SecretString(QByteArray("kept"))));
    keychain.isLocked = true;
    finish(*keeper.write(u"a"_s, base::SecretString(QByteArray("in memory"))));
    auto refused = keeper.remove(u"a"_s);
    finish(*refused);
    QVERIFY(refused->error()); // the keychain still has the first
    QVERIFY(!keeper.whyInMemory(u"a"_s));
    keychain.isLocked = false;
    finish(*keeper.remove(u"a"_s));
    auto read = keeper.read(u"a"_s);
    finish(*read);
    QVERIFY(!read->secret() && !read->error());
}

void TestSecretKeeper::whatIsBeingWrittenIsThereAlready()
{
    LockableStore keychain;
    keychain.isLocked = true;
    SecretKeeper keeper(keychain);
    const auto write = keeper.write(u"key"_s, base::SecretString(QByteArray("new")));
    const auto read = keeper.read(u"key"_s); // somebody runs before the keychain has answered
    finish(*read);
    QVERIFY(read->secret());
    QCOMPARE(read->secret()->reveal(), QByteArray("new"));
    QSignalSpy finished(write.get(), &base::Job::finished);
    QTRY_VERIFY(finished.count() == 1 || write->isFinished());
}

void TestSecretKeeper::aStoppedWriteKeepsNothingInMemory()
{
    LockableStore keychain;
    keychain.isLocked = true;
    SecretKeeper keeper(keychain);
    auto written = keeper.write(u"a"_s, base::SecretString(QByteArray("secret")));
    written->abort();
    finish(*written);
    QCOMPARE(written->error()->kind, base::ErrorKind::Cancelled);
    QVERIFY(!keeper.whyInMemory(u"a"_s));
}

QTEST_GUILESS_MAIN(TestSecretKeeper)
#include "tst_secretkeeper.moc"
