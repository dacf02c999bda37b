// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QDebug>

#include <iosfwd>

namespace outcrop::base
{

/// Bytes that must never be logged, stored or exported: keys, tokens, passwords.
/// It cannot be streamed or converted; whoever needs the bytes says reveal(), which is easy to review.
/// The buffer is overwritten when the last copy goes. Copies made by other code (Qt, libcrypto) are not.
class SecretString
{
public:
    SecretString() = default;
    explicit SecretString(QByteArray bytes);
    SecretString(const SecretString &) = default;
    SecretString(SecretString &&) noexcept = default;
    SecretString &operator=(const SecretString &other);
    SecretString &operator=(SecretString &&other) noexcept;
    ~SecretString();

    bool isEmpty() const { return m_bytes.isEmpty(); }
    QByteArray reveal() const { return m_bytes; }

    friend bool operator==(const SecretString &, const SecretString &) = default;

private:
    void wipe();

    QByteArray m_bytes;
};

QDebug operator<<(QDebug, const SecretString &) = delete;
std::ostream &operator<<(std::ostream &, const SecretString &) = delete;

} // namespace outcrop::base
