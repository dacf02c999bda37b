// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFutureWatcher>
#include <QObject>
#include <QPromise>
#include <QThreadPool>

#include <memory>
#include <utility>

namespace outcrop::base
{

/// The threads for work of the program. Not Qt's own pool: painting uses that one and waits for it, so a
/// window would stand still for as long as somebody's work takes (Qt 6.4, fills of the raster engine).
QThreadPool &workers();

/// What goes first of the work that waits for a thread; what runs is not broken off. In the order it came in
/// otherwise.
enum class Urgency {
    Background = -1, ///< what nobody waits for before going on: scans, previews, estimates
    Usual = 0,
    Request = 1, ///< a request that is about to be sent
};

/// Runs @p work on one of the workers() and gives what it returns to @p done, on the thread of @p context
/// and from its event loop. Nothing is called once @p context is gone; the work itself is not broken off.
/// For work that takes a while and touches nothing that others change: reading, hashing, decoding.
template <typename Work, typename Done>
void offThread(QObject *context, Work work, Done done, Urgency urgency = Urgency::Usual)
{
    using Value = std::invoke_result_t<Work>;
    auto promise = std::make_shared<QPromise<Value>>();
    promise->start();
    // Not QFuture::then(): of Qt 6.4 it expects its context to be there still when the work is done.
    auto *watcher = new QFutureWatcher<Value>(context);
    QObject::connect(watcher, &QFutureWatcher<Value>::finished, context,
                     [watcher, done = std::move(done)]() mutable {
                         watcher->deleteLater();
                         done(watcher->future().takeResult());
                     });
    watcher->setFuture(promise->future());
    workers().start(
        [promise, work = std::move(work)]() mutable {
            promise->addResult(work());
            promise->finish();
        },
        static_cast<int>(urgency));
}

} // namespace outcrop::base
