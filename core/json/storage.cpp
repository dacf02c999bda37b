// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/json/storage.h"

#include "core/json/scan.h"

namespace outcrop::json::detail
{

Kind ParsedText::kindOf(quint32 slot) const
{
    switch (firstByte(slot)) {
    case '{':
        return Kind::Object;
    case '[':
        return Kind::Array;
    case '"':
        return Kind::String;
    case 't':
    case 'f':
        return Kind::Bool;
    case 'n':
        return Kind::Null;
    default:
        return Kind::Number;
    }
}

qsizetype ParsedText::sizeOf(quint32 slot) const
{
    if ((slot & containerFlag) == 0)
        return 0;
    const quint32 container = slot & ~containerFlag;
    const quint32 count = containers[container].slotsEnd - firstSlot(container);
    return text.constData()[containers[container].begin] == '{' ? count / 2 : count;
}

quint32 ParsedText::childOf(quint32 slot, qsizetype index) const
{
    const quint32 container = slot & ~containerFlag;
    const bool object = text.constData()[containers[container].begin] == '{';
    return slots[firstSlot(container) + static_cast<size_t>(object ? index * 2 + 1 : index)];
}

quint32 ParsedText::nameOf(quint32 slot, qsizetype index) const
{
    return slots[firstSlot(slot & ~containerFlag) + static_cast<size_t>(index) * 2];
}

QByteArrayView ParsedText::nameTextAt(quint32 offset) const
{
    const char *begin = text.constData() + offset;
    return {begin, scan::endOfValidString(begin + 1)};
}

quint32 ParsedText::endOf(quint32 slot) const
{
    const char *const base = text.constData();
    const char *const end = base + text.size();
    // A container ends after its last child: go down to a scalar, then up again over the closing brackets.
    int depth = 0;
    while ((slot & containerFlag) != 0) {
        slot = slots[containers[slot & ~containerFlag].slotsEnd - 1];
        ++depth;
    }
    const char *p = base + slot;
    switch (*p) {
    case '{':
    case '[':
        p = scan::skipSpace(p + 1, end) + 1;
        break;
    case '"':
        p = scan::endOfValidString(p + 1);
        break;
    case 't':
    case 'n':
        p += 4;
        break;
    case 'f':
        p += 5;
        break;
    default:
        p = scan::scanNumber(p, end).end;
    }
    for (; depth > 0; --depth)
        p = scan::skipSpace(p, end) + 1;
    return static_cast<quint32>(p - base);
}

QByteArrayView ParsedText::textOf(quint32 slot) const
{
    const char *base = text.constData();
    return {base + beginOf(slot), base + endOf(slot)};
}

Json Access::name(const Json &object, qsizetype index)
{
    if (isBuilt(object))
        return object.built().names[static_cast<size_t>(index)];
    return Json(static_cast<ParsedText *>(object.m_storage), object.parsed().nameOf(object.m_slot, index));
}

QByteArray Access::keyUtf8(QAnyStringView key)
{
    return key.visit([](auto view) -> QByteArray {
        if constexpr (std::is_same_v<decltype(view), QUtf8StringView>)
            return QByteArray(view.data(), view.size());
        else
            return view.toString().toUtf8();
    });
}

void Access::destroy(Storage *storage) noexcept
{
    // Values inside whose last reference this was are moved to the list first, so no destructor nests.
    std::vector<Json> doomed;
    for (;;) {
        if (storage->type == Storage::Type::Parsed) {
            delete static_cast<ParsedText *>(storage);
        } else {
            auto *built = static_cast<BuiltValue *>(storage);
            for (Json &value : built->values) {
                if (isBuilt(value) && value.m_storage->references.load(std::memory_order_acquire) == 1 &&
                    !value.built().values.empty())
                    doomed.push_back(std::move(value));
            }
            delete built;
        }
        if (doomed.empty())
            return;
        storage = doomed.back().m_storage;
        doomed.back().m_storage = nullptr;
        doomed.back().m_form = Json::Form::Null;
        doomed.pop_back();
    }
}

} // namespace outcrop::json::detail
