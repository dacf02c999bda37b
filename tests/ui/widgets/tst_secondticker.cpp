// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/cachepointbutton.h"
#include "ui/widgets/secondticker.h"
#include "ui/widgets/warmth.h"

#include <QRegularExpression>
#include <QTest>
#include <QVBoxLayout>

using namespace outcrop;
using namespace outcrop::ui::widgets;
using namespace Qt::StringLiterals;

namespace
{

QDateTime inSeconds(double seconds)
{
    return QDateTime::currentDateTimeUtc().addMSecs(qint64(seconds * 1000));
}

/// A window with two cache points.
struct Rig {
    QWidget window;
    CachePointButton *first = new CachePointButton;
    CachePointButton *second = new CachePointButton;

    Rig()
    {
        auto *layout = new QVBoxLayout(&window);
        layout->addWidget(first);
        layout->addWidget(second);
        window.show();
    }
    SecondTicker &ticker() { return *SecondTicker::of(first); }
};

} // namespace

/// Countdowns of cache points, and the timer they share.
class TestSecondTicker : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void wordsAreMinutesAndSecondsWhileThereAreAny()
    {
        QCOMPARE(warmWords({}), QString());
        QCOMPARE(warmWords(inSeconds(-3)), QString());
        const QDateTime now = QDateTime::currentDateTimeUtc();
        QCOMPARE(warmWords(now.addMSecs(299'900), now), u"warm 4:59"_s);
        QCOMPARE(warmWords(now.addMSecs(3'600'500), now), u"warm 60:00"_s);
        QCOMPARE(warmWords(now.addMSecs(900), now), QString());
        QVERIFY(warmUntilWords(inSeconds(60)).contains(QRegularExpression(u"\\d\\d:\\d\\d:\\d\\d"_s)));
        QCOMPARE(warmUntilWords(inSeconds(-1)), QString());
    }

    void nothingRunsWhileNothingIsWarm()
    {
        Rig rig;
        QVERIFY(QTest::qWaitForWindowExposed(&rig.window));
        rig.first->setWarmUntil(inSeconds(-60));
        rig.first->repaint();
        QVERIFY(!rig.ticker().isRunning());
        QVERIFY(!rig.first->text().contains(u"warm"_s));
    }

    void allCountdownsOfAWindowShareOneTimer()
    {
        Rig rig;
        QVERIFY(QTest::qWaitForWindowExposed(&rig.window));
        for (CachePointButton *button : {rig.first, rig.second})
            button->setWarmUntil(inSeconds(200));
        QTRY_VERIFY(rig.ticker().isRunning());
        QCOMPARE(SecondTicker::of(rig.second), SecondTicker::of(rig.first));
        QCOMPARE(rig.window.findChildren<SecondTicker *>().size(), 1);
        QVERIFY(rig.first->text().contains(u"· 5 min · warm 3:"_s));
        for (int second = 0; second < 2; ++second) {
            const QString before = rig.first->text();
            QTRY_VERIFY(rig.first->text() != before && rig.second->text() != before);
        }
    }

    void aSecondThatChangesNoWordIsFollowedByTheNext()
    {
        Rig rig;
        QVERIFY(QTest::qWaitForWindowExposed(&rig.window));
        // The words change just after each second begins, so the first tick may find them the same.
        const QDateTime now = QDateTime::currentDateTimeUtc();
        rig.first->setWarmUntil(now.addMSecs(200'000 - now.time().msec() + 40));
        const QString before = rig.first->text();
        QTRY_VERIFY(rig.first->text() != before);
    }

    void whatIsOverIsSaidNoMore()
    {
        Rig rig;
        QVERIFY(QTest::qWaitForWindowExposed(&rig.window));
        const QString coldTip = rig.first->toolTip();
        const QDateTime now = QDateTime::currentDateTimeUtc();
        rig.first->setWarmUntil(now.addMSecs(1900), now);
        QVERIFY(rig.first->text().contains(u"warm 0:01"_s));
        QVERIFY(rig.first->toolTip() != coldTip);
        QTRY_VERIFY(!rig.first->text().contains(u"warm"_s));
        QTRY_COMPARE(rig.first->toolTip(), coldTip);
        QCOMPARE(rig.first->accessibleDescription(), QString());
        QTRY_VERIFY(!rig.ticker().isRunning());
    }

    void whatIsNotSeenCostsNothing()
    {
        Rig rig;
        QVERIFY(QTest::qWaitForWindowExposed(&rig.window));
        rig.first->setWarmUntil(inSeconds(200));
        QTRY_VERIFY(rig.ticker().isRunning());
        rig.window.hide();
        QTRY_VERIFY(!rig.ticker().isRunning());
        rig.window.show();
        QTRY_VERIFY(rig.ticker().isRunning());
    }

    void aReaderIsToldTheTimeNotTheSeconds()
    {
        CachePointButton button;
        const QString name = button.accessibleName();
        button.setWarmUntil(inSeconds(200));
        QCOMPARE(button.accessibleName(), name);
        QVERIFY(button.accessibleDescription().startsWith(u"In the cache until "_s));
        button.setWarmUntil({});
        QCOMPARE(button.accessibleDescription(), QString());
    }
};

QTEST_MAIN(TestSecondTicker)
#include "tst_secondticker.moc"
