// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QString>

#include <memory>

namespace outcrop::app
{

/// Keeps two windows from working on one data folder. An flock(2) on a file: it goes with the process,
/// however that ends, and knows no host name that could lock a folder for ever (reliability.md, D3).
class DataLock
{
public:
    /// Takes the lock of @p lockFile, creating the file (0600). Storage if another process holds it (the
    /// message names that process) or the file cannot be opened.
    static base::Result<std::unique_ptr<DataLock>> take(const QString &lockFile);

    ~DataLock();
    DataLock(const DataLock &) = delete;
    DataLock &operator=(const DataLock &) = delete;

private:
    explicit DataLock(int descriptor) : m_descriptor(descriptor) {}

    int m_descriptor;
};

} // namespace outcrop::app
