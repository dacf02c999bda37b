// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/json/scan.h"
#include "core/json/storage.h"
#include "core/json/value.h"

#include <algorithm>
#include <utility>

namespace outcrop::json
{

using detail::Access;
using detail::BuiltValue;
using detail::ParsedText;

namespace
{

QByteArrayView between(const char *begin, const char *end)
{
    return {begin, end};
}

// The white space around the first members: what a changed container is written with.
detail::Gaps gapsOf(const ParsedText &parsed, quint32 slot)
{
    const char *const base = parsed.text.constData();
    const char *const textEnd = base + parsed.text.size();
    const auto space = [&](const char *&p) {
        const char *begin = p;
        p = scan::skipSpace(p, textEnd);
        return between(begin, p).toByteArray();
    };
    detail::Gaps gaps;
    const char *p = base + parsed.beginOf(slot) + 1;
    gaps.afterOpen = space(p);
    const qsizetype size = parsed.sizeOf(slot);
    if (size == 0)
        return gaps;
    if (parsed.kindOf(slot) == Kind::Object) {
        p = scan::endOfValidString(p + 1);
        gaps.beforeColon = space(p);
        ++p;
        gaps.afterColon = space(p);
    }
    p = base + parsed.endOf(parsed.childOf(slot, 0));
    if (size > 1) {
        gaps.beforeComma = space(p);
        ++p;
        gaps.afterComma = space(p);
        p = base + parsed.endOf(parsed.childOf(slot, size - 1));
    } else {
        gaps.afterComma = gaps.afterOpen;
    }
    gaps.beforeClose = space(p);
    return gaps;
}

} // namespace

BuiltValue *Json::detach(Kind kind)
{
    const bool same = this->kind() == kind;
    if (same && m_form == Form::Built && m_storage->references.load(std::memory_order_acquire) == 1)
        return static_cast<BuiltValue *>(m_storage);
    auto *fresh = new BuiltValue(kind);
    Json holder(fresh);
    if (same && m_form == Form::Built) {
        fresh->values = built().values;
        fresh->names = built().names;
        fresh->gaps = built().gaps;
    } else if (same) {
        const qsizetype count = size();
        fresh->values.reserve(static_cast<size_t>(count));
        for (qsizetype i = 0; i < count; ++i) {
            fresh->values.push_back(at(i));
            if (kind == Kind::Object)
                fresh->names.push_back(Access::name(*this, i));
        }
        fresh->gaps = gapsOf(parsed(), m_slot);
    }
    *this = std::move(holder);
    return fresh;
}

void Json::set(QAnyStringView key, Json value)
{
    const qsizetype index = indexOf(key);
    if (index >= 0)
        setAt(index, std::move(value));
    else
        appendMember(key, std::move(value));
}

void Json::appendMember(QAnyStringView key, Json value)
{
    BuiltValue *built = detach(Kind::Object);
    built->names.push_back(string(detail::Access::keyUtf8(key)));
    built->values.push_back(std::move(value));
}

void Json::append(Json value)
{
    detach(Kind::Array)->values.push_back(std::move(value));
}

void Json::insert(qsizetype index, Json value)
{
    BuiltValue *built = detach(Kind::Array);
    const qsizetype place = std::clamp<qsizetype>(index, 0, static_cast<qsizetype>(built->values.size()));
    built->values.insert(built->values.begin() + place, std::move(value));
}

void Json::insertMember(qsizetype index, QAnyStringView key, Json value)
{
    BuiltValue *built = detach(Kind::Object);
    const qsizetype place = std::clamp<qsizetype>(index, 0, static_cast<qsizetype>(built->values.size()));
    built->names.insert(built->names.begin() + place, string(detail::Access::keyUtf8(key)));
    built->values.insert(built->values.begin() + place, std::move(value));
}

void Json::setAt(qsizetype index, Json value)
{
    if (index >= 0 && index < size())
        detach(kind())->values[static_cast<size_t>(index)] = std::move(value);
}

void Json::removeAt(qsizetype index)
{
    if (index < 0 || index >= size())
        return;
    BuiltValue *built = detach(kind());
    built->values.erase(built->values.begin() + index);
    if (built->kind == Kind::Object)
        built->names.erase(built->names.begin() + index);
}

void Json::remove(QAnyStringView key)
{
    for (qsizetype index = indexOf(key); index >= 0; index = indexOf(key))
        removeAt(index);
}

void Json::move(qsizetype from, qsizetype to)
{
    if (from < 0 || from >= size() || from == to)
        return;
    BuiltValue *built = detach(kind());
    const qsizetype place = std::clamp<qsizetype>(to, 0, static_cast<qsizetype>(built->values.size()) - 1);
    const auto shift = [from, place](std::vector<Json> &list) {
        Json moved = std::move(list[static_cast<size_t>(from)]);
        list.erase(list.begin() + from);
        list.insert(list.begin() + place, std::move(moved));
    };
    shift(built->values);
    if (built->kind == Kind::Object)
        shift(built->names);
}

void Json::rename(qsizetype index, QAnyStringView key)
{
    if (index >= 0 && index < size() && kind() == Kind::Object)
        detach(Kind::Object)->names[static_cast<size_t>(index)] = string(detail::Access::keyUtf8(key));
}

bool Json::replace(const Pointer &pointer, Json value)
{
    if (!resolve(pointer))
        return false;
    Json *target = this;
    for (const QString &token : pointer.tokens()) {
        const Kind kind = target->kind();
        const qsizetype index =
            kind == Kind::Object ? target->indexOf(token) : Pointer::indexFrom(token).value_or(0);
        target = &target->detach(kind)->values[static_cast<size_t>(index)];
    }
    *target = std::move(value);
    return true;
}

} // namespace outcrop::json
