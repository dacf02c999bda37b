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

/// Runs @p work on a thread of Qt's pool and gives what it returns to @p done, on the thread of @p context
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
    QThreadPool::globalInstance()->start([promise, work = std::move(work)]() mutable {
        promise->addResult(work());
        promise->finish();
    });
}

} // namespace outcrop::base
