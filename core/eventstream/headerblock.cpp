// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/eventstream/headerblock.h"

#include "core/base/limits.h"

#include <QtEndian>

#include <algorithm>
#include <array>

namespace outcrop::eventstream
{

using Code = FrameFault::Code;

namespace
{

constexpr int lengthPrefixed = -1;
constexpr std::array<int, 10> valueSize{0, 0, 1, 2, 4, 8, lengthPrefixed, lengthPrefixed, 8, 16};

} // namespace

std::optional<Code> HeaderBlock::read(QByteArrayView block)
{
    if (m_serial != 0 && block == m_bytes)
        return std::nullopt;
    m_bytes = block.toByteArray();
    ++m_serial;
    m_views.clear();
    const std::optional<Code> fault = parse();
    if (fault)
        m_views.clear();
    return fault;
}

std::optional<Code> HeaderBlock::parse()
{
    QByteArrayView rest = m_bytes;
    while (!rest.isEmpty()) {
        const auto nameLength = static_cast<uchar>(rest.front());
        if (nameLength == 0)
            return Code::HeaderNameEmpty;
        if (rest.size() < 2 + nameLength)
            return Code::HeaderOverrun;
        const QByteArrayView name = rest.sliced(1, nameLength);
        if (!name.isValidUtf8())
            return Code::HeaderNameNotUtf8;
        const auto type = static_cast<uchar>(rest[1 + nameLength]);
        if (type >= valueSize.size())
            return Code::HeaderTypeUnknown;
        rest = rest.sliced(2 + nameLength);

        qsizetype size = valueSize[type];
        if (size == lengthPrefixed) {
            if (rest.size() < 2)
                return Code::HeaderOverrun;
            size = qFromBigEndian<quint16>(rest.data());
            rest = rest.sliced(2);
        }
        if (rest.size() < size)
            return Code::HeaderOverrun;
        if (size > base::limits::eventStreamHeaderValueBytes)
            return Code::HeaderValueTooLarge;
        const QByteArrayView value = rest.first(size);
        rest = rest.sliced(size);
        if (static_cast<HeaderType>(type) == HeaderType::String && !value.isValidUtf8())
            return Code::HeaderStringNotUtf8;
        if (std::any_of(m_views.begin(), m_views.end(),
                        [&](const HeaderView &seen) { return seen.name == name; }))
            return Code::HeaderDuplicate;
        if (m_views.size() == base::limits::eventStreamHeaders)
            return Code::TooManyHeaders;
        m_views.push_back({name, static_cast<HeaderType>(type), value});
    }
    return std::nullopt;
}

} // namespace outcrop::eventstream
