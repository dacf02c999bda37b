// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/offthread.h"
#include "core/history/exchange.h"
#include "ui/models/exchangesource.h"

#include <functional>

namespace outcrop::ui::models
{

/// Reads exchanges of a source, one at a time, and makes something of each, all on another thread. What is
/// not recorded yet is read again when more of it is.
template <typename Value>
class ExchangeReader : public QObject
{
public:
    /// Called on another thread, so it knows only what it holds.
    using Make = std::function<Value(const base::Result<history::Exchange> &)>;
    /// Called on this thread, never from inside read(). False: more is to come.
    using Take = std::function<bool(const Value &)>;

    /// @p source must live longer.
    ExchangeReader(ExchangeSource *source, Take take, QObject *parent = nullptr)
        : QObject(parent), m_source(source), m_take(std::move(take))
    {
        connect(source, &ExchangeSource::written, this, &ExchangeReader::noteWritten);
    }

    /// Instead of what is being read or waited for, if that is another exchange.
    void read(qint64 id, Make make)
    {
        if (id != m_id)
            ++m_wish;
        m_id = id;
        m_make = std::move(make);
        m_due = true;
        begin();
    }
    /// What was asked for is not wanted any more.
    void stop()
    {
        ++m_wish;
        m_id = 0;
        m_due = false;
        m_isBehind = false;
    }

private:
    void begin()
    {
        if (m_isReading || !m_due)
            return;
        m_due = false;
        m_isBehind = false;
        m_wasWritten = false;
        m_isReading = true;
        base::offThread(
            this, [load = m_source->loading(m_id), make = m_make] { return make(load()); },
            [this, wish = m_wish](const Value &value) { end(wish, value); });
    }
    void end(quint64 wish, const Value &value)
    {
        m_isReading = false;
        if (wish == m_wish) {
            m_isBehind = !m_take(value);
            m_due = m_due || (m_isBehind && m_wasWritten && wish == m_wish);
        }
        begin();
    }
    void noteWritten(qint64 id)
    {
        if (id != m_id)
            return;
        m_wasWritten = true;
        m_due = m_due || (m_isBehind && !m_isReading);
        begin();
    }

    ExchangeSource *m_source;
    Take m_take;
    qint64 m_id = 0;
    quint64 m_wish =
        0; ///< counts what was asked for: an exchange can be asked for, given up and asked for again
    Make m_make;
    bool m_due = false; ///< to be read
    bool m_isReading = false;
    bool m_isBehind = false;   ///< what was read last was not all
    bool m_wasWritten = false; ///< since the reading began
};

} // namespace outcrop::ui::models
