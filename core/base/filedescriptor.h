// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cerrno>
#include <unistd.h>
#include <utility>

namespace outcrop::base
{

/// Calls @p call until it gives anything but EINTR, a thousand times at most.
template <typename Call>
auto retryInterrupted(Call &&call)
{
    auto result = call();
    for (int again = 0; result == -1 && errno == EINTR && again < 1000; ++again)
        result = call();
    return result;
}

/// Owns one POSIX file descriptor.
class FileDescriptor
{
public:
    FileDescriptor() = default;
    explicit FileDescriptor(int descriptor) : m_descriptor(descriptor) {}
    FileDescriptor(FileDescriptor &&other) noexcept : m_descriptor(std::exchange(other.m_descriptor, -1)) {}
    FileDescriptor &operator=(FileDescriptor &&other) noexcept
    {
        std::swap(m_descriptor, other.m_descriptor);
        return *this;
    }
    FileDescriptor(const FileDescriptor &) = delete;
    FileDescriptor &operator=(const FileDescriptor &) = delete;
    ~FileDescriptor() { (void)close(); }

    bool isOpen() const { return m_descriptor >= 0; }
    int number() const { return m_descriptor; }

    /// Closes and tells whether the system reported an error (errno). EINTR is none: Linux has closed by
    /// then.
    bool close()
    {
        if (!isOpen())
            return true;
        return ::close(std::exchange(m_descriptor, -1)) == 0 || errno == EINTR;
    }

private:
    int m_descriptor = -1;
};

} // namespace outcrop::base
