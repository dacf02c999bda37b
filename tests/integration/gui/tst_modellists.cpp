// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/modelcatalog.h"
#include "app/gui/modellists.h"
#include "core/base/atomicfile.h"
#include "core/base/regularfile.h"
#include "core/credentials/staticprovider.h"
#include "core/net/qthttptransport.h"
#include "core/simulator/simulator.h"
#include "ui/models/modelsmodel.h"
#include "ui/shell/modelpopup.h"

#include <QLineEdit>
#include <QListView>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace outcrop;
using namespace outcrop::app;
using namespace Qt::StringLiterals;
using ui::models::ModelRow;
using ui::models::ModelsModel;
using ui::shell::ModelPopup;

namespace
{

const QString connectionName = u"Simulator"_s;

/// Model lists over the real simulator.
struct Rig {
    QTemporaryDir folder;
    simulator::Simulator server;
    base::SystemClock clock;
    net::QtHttpTransport transport{net::TransportOptions{}};
    QSettings settings{folder.filePath(u"window.ini"_s), QSettings::IniFormat};
    bool isReachable = true;
    std::unique_ptr<RuleMemory> rules;
    std::unique_ptr<ModelLists> lists;

    Rig()
    {
        if (!server.start().ok())
            qFatal("the simulator did not start");
        makeLists();
    }

    void makeLists()
    {
        lists.reset();
        rules = std::make_unique<RuleMemory>(folder.filePath(u"rules.json"_s), bundledModels(), clock);
        lists = std::make_unique<ModelLists>(ModelLists::Surroundings{
            transport, clock, settings, bundledModels(), *rules, folder.filePath(u"models"_s),
            [this](const QString &) { return target(); },
            [](const QString &) { return QStringList{u"usual.model"_s}; }});
    }

    std::optional<client::ConnectionTarget> target() const
    {
        if (!isReachable)
            return std::nullopt;
        aws::Credentials keys;
        keys.accessKeyId = server.options().accessKeyId;
        keys.secretAccessKey = server.options().secretAccessKey;
        if (!server.options().sessionToken.isEmpty())
            keys.sessionToken = server.options().sessionToken;
        client::ConnectionTarget target;
        target.name = connectionName;
        target.endpoint = server.url();
        target.region = u"us-east-1"_s;
        target.credentials =
            std::make_shared<credentials::StaticProvider>(u"test"_s, credentials::Identity(keys));
        return target;
    }

    QStringList ids() const
    {
        QStringList ids;
        for (const ModelRow &row : lists->rows(connectionName))
            ids.append(row.id);
        return ids;
    }
};

} // namespace

class TestModelLists : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void offersTheUsualUntilAsked();
    void asksOnceAndKeepsTheListForTheNextStart();
    void aListThatCannotBeHadKeepsTheOldOne();
    void favouritesAndRecentsComeFirst();
    void learnsFromARefusalUntilToldToForget();
    void neverWritesOverRulesItCannotRead();
    void choosesByThreeLettersAndEnter();
    void takesATypedIdAndKeepsFavouritesByKey();
};

void TestModelLists::offersTheUsualUntilAsked()
{
    Rig rig;
    QCOMPARE(rig.ids(), QStringList{u"usual.model"_s});
    QVERIFY(rig.lists->stateText(connectionName).contains(u"not asked yet"_s));
    QCOMPARE(rig.server.requestCount(), 0);
}

void TestModelLists::asksOnceAndKeepsTheListForTheNextStart()
{
    Rig rig;
    rig.lists->refresh(connectionName);
    rig.lists->refresh(connectionName); // while it is going on
    QVERIFY(rig.lists->isRefreshing(connectionName));
    QTRY_VERIFY(!rig.lists->isRefreshing(connectionName));
    QVERIFY2(rig.ids().contains(u"outcrop.simulator-1"_s), qPrintable(rig.lists->stateText(connectionName)));
    QCOMPARE(rig.server.requestCount(), 4);
    const QStringList listed = rig.ids();
    QVERIFY(rig.lists->stateText(connectionName).startsWith(u"Listed by Simulator"_s));

    rig.server.stop();
    rig.makeLists(); // as after a restart
    QCOMPARE(rig.ids(), listed);
}

void TestModelLists::aListThatCannotBeHadKeepsTheOldOne()
{
    Rig rig;
    rig.lists->refresh(connectionName);
    QTRY_VERIFY(!rig.lists->isRefreshing(connectionName));
    const QStringList listed = rig.ids();
    rig.server.stop();
    rig.lists->refresh(connectionName);
    QTRY_VERIFY(!rig.lists->isRefreshing(connectionName));
    QCOMPARE(rig.ids(), listed);
    QVERIFY(rig.lists->stateText(connectionName).contains(u"This list is of"_s));

    rig.isReachable = false;
    rig.lists->refresh(connectionName);
    QVERIFY(!rig.lists->isRefreshing(connectionName));
    QVERIFY(rig.lists->stateText(connectionName).contains(u"cannot be used"_s));
}

void TestModelLists::favouritesAndRecentsComeFirst()
{
    Rig rig;
    rig.lists->noteUsed(u"acme.recent"_s);
    rig.lists->noteUsed(u"acme.newest"_s);
    rig.lists->setFavourite(u"amazon.nova-lite-v1:0"_s, true);
    QCOMPARE(rig.ids(),
             (QStringList{u"amazon.nova-lite-v1:0"_s, u"acme.newest"_s, u"acme.recent"_s, u"usual.model"_s}));
    const ModelRow nova = rig.lists->rows(connectionName).front();
    QVERIFY(nova.isFavourite && !nova.isRecent);
    QCOMPARE(nova.name, u"Nova Lite"_s);
    QVERIFY(nova.facts.contains(u"context"_s));
    rig.makeLists();
    QVERIFY(rig.lists->rows(connectionName).front().isFavourite);
    rig.lists->setFavourite(u"amazon.nova-lite-v1:0"_s, false);
    QVERIFY(!rig.ids().contains(u"amazon.nova-lite-v1:0"_s));
}

void TestModelLists::learnsFromARefusalUntilToldToForget()
{
    Rig rig;
    base::Error refusal = base::makeError(base::ErrorKind::Validation, u"The service refused the request."_s);
    refusal.serviceMessage = u"This model doesn't support tool use."_s;
    QVERIFY(rig.rules->learn(connectionName, u"us.usual.model"_s, refusal)); // a profile of the same model
    QVERIFY(!rig.rules->learn(connectionName, u"usual.model"_s, refusal));
    rig.makeLists(); // as after a restart
    ModelRow row = rig.lists->rows(connectionName).front();
    QCOMPARE(row.hint, u"refused tools"_s);
    QVERIFY(row.evidence.contains(refusal.serviceMessage));

    ModelPopup popup(rig.lists.get(), connectionName, u"usual.model"_s);
    popup.show();
    auto *list = popup.findChild<QListView *>();
    QVERIFY(list->currentIndex().data(Qt::ToolTipRole).toString().contains(u"tools"_s));
    QTest::keyClick(popup.findChild<QLineEdit *>(), Qt::Key_Delete, Qt::ShiftModifier);
    QCOMPARE(list->currentIndex().data(ModelsModel::HintRole).toString(), QString());
    rig.makeLists();
    QVERIFY(rig.lists->rows(connectionName).front().hint.isEmpty());
}

void TestModelLists::neverWritesOverRulesItCannotRead()
{
    Rig rig;
    const QString path = rig.folder.filePath(u"rules.json"_s);
    QVERIFY(base::AtomicFile::write(path, "{ half").ok());
    rig.makeLists();
    base::Error refusal = base::makeError(base::ErrorKind::Validation, u"Refused."_s);
    refusal.serviceMessage = u"This model doesn't support tool use."_s;
    QVERIFY(rig.rules->learn(connectionName, u"usual.model"_s, refusal));
    QCOMPARE(base::RegularFile::read(path, 1000)->bytes, QByteArray("{ half"));
    QVERIFY(!correctedModels(path).ok());
    QVERIFY(correctedModels(path + u".absent"_s).ok());
}

void TestModelLists::choosesByThreeLettersAndEnter()
{
    Rig rig;
    rig.lists->refresh(connectionName);
    QTRY_VERIFY(!rig.lists->isRefreshing(connectionName));
    ModelPopup popup(rig.lists.get(), connectionName, u"outcrop.simulator-1"_s);
    QSignalSpy chosen(&popup, &ModelPopup::chosen);
    popup.show();
    auto *field = popup.findChild<QLineEdit *>();
    auto *list = popup.findChild<QListView *>();
    QVERIFY(field && list);
    QCOMPARE(field->accessibleName(), u"Search models"_s);
    QCOMPARE(list->currentIndex().data().toString(), u"outcrop.simulator-1"_s);
    const int all = list->model()->rowCount();
    QVERIFY(all > 1);
    QTest::keyClick(field, Qt::Key_Down);
    const QString second = list->currentIndex().data().toString();
    QVERIFY(second != u"outcrop.simulator-1"_s);
    QTest::keyClicks(field, second);
    QCOMPARE(list->currentIndex().data().toString(), second);
    QTest::keyClick(field, Qt::Key_Return);
    QCOMPARE(chosen.count(), 1);
    QCOMPARE(chosen.first().first().toString(), second);
    QVERIFY(!popup.isVisible());
}

void TestModelLists::takesATypedIdAndKeepsFavouritesByKey()
{
    Rig rig;
    ModelPopup popup(rig.lists.get(), connectionName, u"usual.model"_s);
    QSignalSpy chosen(&popup, &ModelPopup::chosen);
    popup.show();
    auto *field = popup.findChild<QLineEdit *>();
    auto *list = popup.findChild<QListView *>();
    QTest::keyClick(field, Qt::Key_D, Qt::ControlModifier);
    QVERIFY(list->currentIndex().data(ModelsModel::FavouriteRole).toBool());
    QTest::keyClicks(field, u"arn:aws:x/y"_s);
    QVERIFY(list->currentIndex().data(ModelsModel::TypedRole).toBool());
    QTest::keyClick(field, Qt::Key_D, Qt::ControlModifier); // what was typed is no favourite
    QVERIFY(!list->currentIndex().data(ModelsModel::FavouriteRole).toBool());
    QTest::keyClick(field, Qt::Key_Return);
    QCOMPARE(chosen.count(), 1);
    QCOMPARE(chosen.first().first().toString(), u"arn:aws:x/y"_s);
}

QTEST_MAIN(TestModelLists)
#include "tst_modellists.moc"
