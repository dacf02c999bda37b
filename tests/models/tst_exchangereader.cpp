// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/exchangereader.h"

#include <QSemaphore>
#include <QStringList>
#include <QTest>

#include <memory>

using namespace outcrop;
using namespace Qt::StringLiterals;
using ui::models::ExchangeReader;
using ui::models::ExchangeSource;

namespace
{

// What it holds is read when the test lets it.
class HeldSource final : public ExchangeSource
{
    Q_OBJECT

public:
    Load loading(qint64) const override
    {
        return [gate = m_gate]() -> base::Result<history::Exchange> {
            gate->acquire();
            return base::makeError(base::ErrorKind::NotFound, u"not here"_s);
        };
    }
    void letOneThrough() { m_gate->release(); }
    void write(qint64 id) { Q_EMIT written(id); }

private:
    std::shared_ptr<QSemaphore> m_gate = std::make_shared<QSemaphore>();
};

} // namespace

class TestExchangeReader : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void takesWhatWasAskedForLast()
    {
        HeldSource source;
        QStringList taken;
        ExchangeReader<QString> reader(&source, [&](const QString &value) {
            taken.append(value);
            return true;
        });
        reader.read(1, [](const auto &) { return u"one"_s; });
        reader.read(2, [](const auto &) { return u"two"_s; });
        source.letOneThrough();
        source.letOneThrough();
        QTRY_COMPARE(taken, QStringList{u"two"_s});
    }

    void whatWasGivenUpIsNotTakenForTheNextWish()
    {
        HeldSource source;
        QStringList taken;
        ExchangeReader<QString> reader(&source, [&](const QString &value) {
            taken.append(value);
            return true;
        });
        reader.read(1, [](const auto &) { return u"given up"_s; });
        reader.stop();
        reader.read(1, [](const auto &) { return u"wanted"_s; });
        source.letOneThrough();
        source.letOneThrough();
        QTRY_COMPARE(taken, QStringList{u"wanted"_s});
    }

    void readsAgainWhenMoreWasWritten()
    {
        HeldSource source;
        int taken = 0;
        ExchangeReader<bool> reader(&source, [&](bool) { return ++taken == 2; });
        reader.read(1, [](const auto &) { return true; });
        source.letOneThrough();
        QTRY_COMPARE(taken, 1);
        source.write(2); // another one
        source.write(1);
        source.letOneThrough();
        QTRY_COMPARE(taken, 2);
    }
};

QTEST_GUILESS_MAIN(TestExchangeReader)
#include "tst_exchangereader.moc"
