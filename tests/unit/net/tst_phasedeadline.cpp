// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/phasedeadline.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

using namespace outcrop::net;
using namespace std::chrono_literals;

/// The timers run in milliseconds here, the clock that is looked at stands still unless it is set.
class TestPhaseDeadline : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_now = 1000s;
        m_looks = 0;
    }

    void passesWhenItsTimeIsOver()
    {
        PhaseDeadline deadline;
        QSignalSpy passed(&deadline, &PhaseDeadline::passed);
        QElapsedTimer timer;
        timer.start();
        deadline.start(60ms);
        QTRY_COMPARE(passed.size(), 1);
        QVERIFY2(timer.elapsed() >= 59, qPrintable(QString::number(timer.elapsed())));
    }

    void waitsAsLongAsItsTimeIsNotOver()
    {
        PhaseDeadline deadline(clock(), 5ms);
        QSignalSpy passed(&deadline, &PhaseDeadline::passed);
        deadline.start(300s);
        lookAFewTimes();
        m_now += 299s;
        lookAFewTimes();
        QVERIFY(passed.isEmpty());
        deadline.stop();
    }

    /// A suspend of ten minutes with a limit of five: two looks after the resume it is over.
    void sleepCountsAsSilence()
    {
        PhaseDeadline deadline(clock(), 5ms);
        QSignalSpy passed(&deadline, &PhaseDeadline::passed);
        deadline.start(300s);
        lookAFewTimes();
        m_now += 600s;
        const int before = m_looks;
        QTRY_COMPARE(passed.size(), 1);
        QVERIFY2(m_looks - before <= 6, qPrintable(QString::number(m_looks - before))); // 3 for two looks
    }

    void whatCameMeanwhileIsHeardFirst()
    {
        PhaseDeadline deadline(clock(), 5ms);
        QSignalSpy passed(&deadline, &PhaseDeadline::passed);
        deadline.start(300s);
        lookAFewTimes();
        m_now += 600s;
        // The first look after it comes before what has waited in the socket.
        m_atNextLook = [&deadline] {
            QMetaObject::invokeMethod(
                &deadline, [&deadline] { deadline.start(300s); }, Qt::QueuedConnection);
        };
        lookAFewTimes();
        QVERIFY(passed.isEmpty());
        deadline.stop();
    }

private:
    PhaseDeadline::TimeSource clock()
    {
        return [this] {
            ++m_looks;
            if (const auto act = std::exchange(m_atNextLook, nullptr))
                act();
            return m_now;
        };
    }
    void lookAFewTimes()
    {
        const int enough = m_looks + 8;
        QTRY_VERIFY(m_looks >= enough);
    }

    std::chrono::milliseconds m_now{0};
    int m_looks = 0;
    std::function<void()> m_atNextLook;
};

QTEST_GUILESS_MAIN(TestPhaseDeadline)
#include "tst_phasedeadline.moc"
