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

/// Runs @p work on one of the workers() and gives what it returns to @p done, on the thread of @p context
/// and from its event loop. Nothing is called once @p context is gone; the work itself is not broken off.
/// For work that takes a while and touches nothing that others change: reading, hashing, decoding.
template <typename Work, typename Done>
void offThread(QObject *context, Work work, Done done)
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
    workers().start([promise, work = std::move(work)]() mutable {
        promise->addResult(work());
        promise->finish();
    });
}

} // namespace outcrop::base
