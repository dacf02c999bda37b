// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/json/value.h"

#include "core/json/number.h"
#include "core/json/scan.h"
#include "core/json/storage.h"

#include <QLocale>

#include <algorithm>
#include <cmath>
#include <cstring>

namespace outcrop::json
{

using detail::Access;
using detail::BuiltValue;
using detail::ParsedText;
using detail::Storage;

namespace
{

// A text of this many UTF-16 code units or more is kept as it is: an answer of 24 MiB would be recoded in the
// window's thread when it ends, and once more to be shown.
constexpr qsizetype sharedFrom = 64 * 1024;

// Whether the name spelled between the quotes at @p offset is @p key.
bool nameIs(const ParsedText &parsed, quint32 offset, const QByteArray &key)
{
    const QByteArrayView name = parsed.nameTextAt(offset);
    const QByteArrayView inside = name.sliced(1, name.size() - 2);
    if (!inside.contains('\\'))
        return inside == key;
    return scan::decodeString(inside) == key;
}

} // namespace

Json::Json(bool value) : m_form(value ? Form::True : Form::False) {}

Json::Json(double value)
{
    if (std::isfinite(value))
        *this = number(QByteArray::number(value, 'g', QLocale::FloatingPointShortest));
}

Json::Json(const QString &text) : Json(new BuiltValue(Kind::String))
{
    auto *built = static_cast<BuiltValue *>(m_storage);
    if (text.size() < sharedFrom)
        built->bytes = text.toUtf8();
    else
        built->words = text;
}

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
        return built().utf8();
    const QByteArrayView text = parsed().textOf(m_slot);
    return scan::decodeString(text.sliced(1, text.size() - 2));
}

QString Json::toString() const
{
    if (m_form == Form::Built && !built().words.isNull())
        return built().words;
    return QString::fromUtf8(toUtf8());
}

bool Json::isBlankString() const
{
    if (!isString())
        return false;
    if (m_form == Form::Parsed) {
        const char *p = parsed().text.constData() + parsed().beginOf(m_slot) + 1;
        while (*p == ' ' || (*p == '\\' && std::strchr("nrtf", p[1]) != nullptr))
            p += *p == ' ' ? 1 : 2;
        if (*p != '"' && *p != '\\' && static_cast<uchar>(*p) < 0x80)
            return false;
    }
    return toString().trimmed().isEmpty();
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
    const QByteArray wanted = detail::Access::keyUtf8(key);
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

bool Json::isSameValueAs(const Json &other) const
{
    return Access::sameStorage(*this, other);
}

bool Json::sharesTextWith(const Json &other) const
{
    return m_form == Form::Parsed && other.m_form == Form::Parsed && m_storage == other.m_storage;
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
