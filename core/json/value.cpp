// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/json/value.h"

#include "core/json/number.h"
#include "core/json/scan.h"
#include "core/json/storage.h"

#include <QLocale>

#include <algorithm>
#include <cmath>

namespace outcrop::json
{

using detail::Access;
using detail::BuiltValue;
using detail::ParsedText;
using detail::Storage;

namespace
{

QByteArray keyBytes(QAnyStringView key)
{
    return key.visit([](auto view) -> QByteArray {
        if constexpr (std::is_same_v<decltype(view), QUtf8StringView>)
            return QByteArray(view.data(), view.size());
        else
            return view.toString().toUtf8();
    });
}

// Whether the name spelled between the quotes at @p offset is @p key.
bool nameIs(const ParsedText &parsed, quint32 offset, const QByteArray &key)
{
    const QByteArrayView name = parsed.nameTextAt(offset);
    const QByteArrayView inside = name.sliced(1, name.size() - 2);
    if (!inside.contains('\\'))
        return inside == key;
    return scan::decodeString(inside) == key;
}

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

Json::Json(bool value) : m_form(value ? Form::True : Form::False) {}

Json::Json(double value)
{
    if (std::isfinite(value))
        *this = number(QByteArray::number(value, 'g', QLocale::FloatingPointShortest));
}

Json::Json(const QString &text) : Json(QStringView(text)) {}

Json::Json(QStringView text) : Json(new BuiltValue(Kind::String))
{
    static_cast<BuiltValue *>(m_storage)->bytes = text.toUtf8();
}

Json::Json(QLatin1StringView text) : Json(new BuiltValue(Kind::String))
{
    static_cast<BuiltValue *>(m_storage)->bytes = text.toString().toUtf8();
}

Json::Json(BuiltValue *built) : m_storage(built), m_form(Form::Built)
{
    built->references.fetch_add(1, std::memory_order_relaxed);
}

Json::Json(ParsedText *text, quint32 slot) : m_storage(text), m_slot(slot), m_form(Form::Parsed)
{
    text->references.fetch_add(1, std::memory_order_relaxed);
}

Json::Json(const Json &other) : m_storage(other.m_storage), m_slot(other.m_slot), m_form(other.m_form)
{
    if (m_storage != nullptr)
        m_storage->references.fetch_add(1, std::memory_order_relaxed);
}

Json::Json(Json &&other) noexcept
    : m_storage(std::exchange(other.m_storage, nullptr))
    , m_slot(other.m_slot)
    , m_form(std::exchange(other.m_form, Form::Null))
{
}

Json &Json::operator=(const Json &other)
{
    Json copy(other);
    return *this = std::move(copy);
}

Json &Json::operator=(Json &&other) noexcept
{
    if (this != &other) {
        // The old value goes last: it may hold the new one.
        Json old(std::move(*this));
        m_storage = std::exchange(other.m_storage, nullptr);
        m_slot = other.m_slot;
        m_form = std::exchange(other.m_form, Form::Null);
    }
    return *this;
}

Json::~Json()
{
    release();
}

void Json::release() noexcept
{
    if (m_storage != nullptr && m_storage->references.fetch_sub(1, std::memory_order_acq_rel) == 1)
        Access::destroy(m_storage);
    m_storage = nullptr;
}

const ParsedText &Json::parsed() const
{
    return *static_cast<const ParsedText *>(m_storage);
}
const BuiltValue &Json::built() const
{
    return *static_cast<const BuiltValue *>(m_storage);
}

Json Json::integer(qint64 value, bool isUnsigned)
{
    return number(isUnsigned ? QByteArray::number(static_cast<quint64>(value)) : QByteArray::number(value));
}

Json Json::number(QByteArrayView lexeme)
{
    if (!number::isValid(lexeme))
        return {};
    auto *built = new BuiltValue(Kind::Number);
    built->bytes = lexeme.toByteArray();
    return Json(built);
}

Json Json::string(QByteArrayView utf8)
{
    auto *built = new BuiltValue(Kind::String);
    built->bytes = scan::isUtf8(utf8) ? utf8.toByteArray() : QString::fromUtf8(utf8).toUtf8();
    return Json(built);
}

Json Json::array(std::initializer_list<Json> items)
{
    auto *built = new BuiltValue(Kind::Array);
    built->values.assign(items.begin(), items.end());
    return Json(built);
}

Json Json::object(std::initializer_list<std::pair<QLatin1StringView, Json>> members)
{
    auto *built = new BuiltValue(Kind::Object);
    for (const auto &[key, value] : members) {
        built->names.emplace_back(key);
        built->values.push_back(value);
    }
    return Json(built);
}

Kind Json::kind() const
{
    switch (m_form) {
    case Form::Null:
        return Kind::Null;
    case Form::True:
    case Form::False:
        return Kind::Bool;
    case Form::Parsed:
        return parsed().kindOf(m_slot);
    case Form::Built:
        return built().kind;
    }
    return Kind::Null;
}

std::optional<bool> Json::toBool() const
{
    if (kind() != Kind::Bool)
        return std::nullopt;
    return m_form == Form::Parsed ? parsed().firstByte(m_slot) == 't' : m_form == Form::True;
}

QByteArray Json::numberText() const
{
    if (kind() != Kind::Number)
        return {};
    return m_form == Form::Parsed ? parsed().textOf(m_slot).toByteArray() : built().bytes;
}

std::optional<qint64> Json::toInt() const
{
    const QByteArray lexeme = numberText();
    return lexeme.isEmpty() ? std::nullopt : number::toInt(lexeme);
}

std::optional<double> Json::toDouble() const
{
    const QByteArray lexeme = numberText();
    return lexeme.isEmpty() ? std::nullopt : number::toDouble(lexeme);
}

QByteArray Json::toUtf8() const
{
    if (kind() != Kind::String)
        return {};
    if (m_form == Form::Built)
        return built().bytes;
    const QByteArrayView text = parsed().textOf(m_slot);
    return scan::decodeString(text.sliced(1, text.size() - 2));
}

QString Json::toString() const
{
    return QString::fromUtf8(toUtf8());
}

qsizetype Json::size() const
{
    if (m_form == Form::Parsed)
        return parsed().sizeOf(m_slot);
    return m_form == Form::Built ? static_cast<qsizetype>(built().values.size()) : 0;
}

Json Json::at(qsizetype index) const
{
    if (index < 0 || index >= size())
        return {};
    if (m_form == Form::Parsed)
        return Json(static_cast<ParsedText *>(m_storage), parsed().childOf(m_slot, index));
    return built().values[static_cast<size_t>(index)];
}

QByteArray Json::keyUtf8At(qsizetype index) const
{
    if (index < 0 || index >= size() || kind() != Kind::Object)
        return {};
    return Access::name(*this, index).toUtf8();
}

QString Json::keyAt(qsizetype index) const
{
    return QString::fromUtf8(keyUtf8At(index));
}

qsizetype Json::indexOf(QAnyStringView key) const
{
    if (kind() != Kind::Object)
        return -1;
    const QByteArray wanted = keyBytes(key);
    for (qsizetype i = size() - 1; i >= 0; --i) {
        if (m_form == Form::Parsed ? nameIs(parsed(), parsed().nameOf(m_slot, i), wanted)
                                   : built().names[static_cast<size_t>(i)].toUtf8() == wanted)
            return i;
    }
    return -1;
}

Json Json::value(QAnyStringView key) const
{
    return at(indexOf(key));
}

std::optional<Json> Json::find(QAnyStringView key) const
{
    const qsizetype index = indexOf(key);
    return index < 0 ? std::nullopt : std::optional(at(index));
}

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
    built->names.push_back(string(keyBytes(key)));
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
    built->names.insert(built->names.begin() + place, string(keyBytes(key)));
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
        detach(Kind::Object)->names[static_cast<size_t>(index)] = string(keyBytes(key));
}

std::optional<Json> Json::resolve(const Pointer &pointer) const
{
    Json current = *this;
    for (const QString &token : pointer.tokens()) {
        qsizetype index = -1;
        if (current.kind() == Kind::Object)
            index = current.indexOf(token);
        else if (current.kind() == Kind::Array)
            index = Pointer::indexFrom(token).value_or(-1);
        if (index < 0 || index >= current.size())
            return std::nullopt;
        current = current.at(index);
    }
    return current;
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

std::optional<Range> Json::byteRange() const
{
    if (m_form != Form::Parsed)
        return std::nullopt;
    const qint64 begin = parsed().beginOf(m_slot);
    return Range{begin, parsed().endOf(m_slot) - begin};
}

std::optional<Range> Json::keyByteRange(qsizetype index) const
{
    if (m_form != Form::Parsed || kind() != Kind::Object || index < 0 || index >= size())
        return std::nullopt;
    const quint32 offset = parsed().nameOf(m_slot, index);
    return Range{offset, parsed().nameTextAt(offset).size()};
}

} // namespace outcrop::json
