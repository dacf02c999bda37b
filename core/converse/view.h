// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/json/json.h"

#include <QByteArray>
#include <QString>

#include <concepts>
#include <optional>
#include <type_traits>
#include <utility>
#include <vector>

namespace outcrop::converse
{

/// A typed look at a JSON value: the value itself is the storage, so unknown members, member order and the
/// spelling of numbers survive whatever is read or set (architecture.md, "Json is the model"). A copyable
/// value; equal when the JSON is equal.
///
/// Reading gives nothing when the member is absent, null, or of another JSON type than the shape says; json()
/// still has it. Setting changes that one member in place or appends it; setting nothing removes it. Ranges
/// in the comments of the shapes are those of the service model (protocol/shapes.md); they are not enforced
/// here.
class View
{
public:
    View() : m_json(json::Json::object()) {}
    explicit View(json::Json value) : m_json(std::move(value)) {}

    const json::Json &json() const { return m_json; }

    /// Of a union: the name of its member, known or not; empty unless there is exactly one.
    QString unionMember() const
    {
        return m_json.isObject() && m_json.size() == 1 ? m_json.keyAt(0) : QString();
    }

    friend bool operator==(const View &left, const View &right) { return left.m_json == right.m_json; }

protected:
    template <typename T>
    std::optional<T> read(QLatin1StringView key) const;
    template <typename T>
    void write(QLatin1StringView key, const std::optional<T> &value);
    /// The same for a union: the one other member is replaced.
    template <typename T>
    void writeOnly(QLatin1StringView key, const std::optional<T> &value);

private:
    json::Json m_json;
};

/// Bytes that travel as base64 text (standard alphabet, padded: protocol/converse.md, 11).
struct Blob {
    QByteArray bytes;

    friend bool operator==(const Blob &, const Blob &) = default;
};

template <typename T>
using List = std::vector<T>;

/// A JSON object used as a map, in its order.
template <typename T>
using Map = std::vector<std::pair<QString, T>>;

namespace detail
{

bool decode(const json::Json &value, QString &to);
bool decode(const json::Json &value, bool &to);
bool decode(const json::Json &value, qint64 &to);
bool decode(const json::Json &value, double &to);
bool decode(const json::Json &value, Blob &to);
inline bool decode(const json::Json &value, json::Json &to)
{
    to = value;
    return true;
}
template <std::derived_from<View> T>
bool decode(const json::Json &value, T &to)
{
    to = T(value);
    return true;
}

inline json::Json encode(const QString &value)
{
    return json::Json(value);
}
inline json::Json encode(bool value)
{
    return json::Json(value);
}
inline json::Json encode(qint64 value)
{
    return json::Json(value);
}
inline json::Json encode(double value)
{
    return json::Json(value);
}
inline json::Json encode(const Blob &value)
{
    return json::Json::string(value.bytes.toBase64());
}
inline json::Json encode(const json::Json &value)
{
    return value;
}
inline json::Json encode(const View &value)
{
    return value.json();
}

template <typename T>
bool decode(const json::Json &value, List<T> &to);
template <typename T>
bool decode(const json::Json &value, Map<T> &to);
template <typename T>
json::Json encode(const List<T> &value);
template <typename T>
json::Json encode(const Map<T> &value);

template <typename T>
bool decode(const json::Json &value, List<T> &to)
{
    if (!value.isArray())
        return false;
    to.resize(static_cast<size_t>(value.size()));
    for (size_t i = 0; i < to.size(); ++i) {
        if (!decode(value.at(static_cast<qsizetype>(i)), to[i]))
            return false;
    }
    return true;
}

template <typename T>
bool decode(const json::Json &value, Map<T> &to)
{
    if (!value.isObject())
        return false;
    to.resize(static_cast<size_t>(value.size()));
    for (size_t i = 0; i < to.size(); ++i) {
        to[i].first = value.keyAt(static_cast<qsizetype>(i));
        if (!decode(value.at(static_cast<qsizetype>(i)), to[i].second))
            return false;
    }
    return true;
}

template <typename T>
json::Json encode(const List<T> &value)
{
    json::Json list = json::Json::array();
    for (const T &item : value)
        list.append(encode(item));
    return list;
}

template <typename T>
json::Json encode(const Map<T> &value)
{
    json::Json object = json::Json::object();
    for (const auto &[key, item] : value)
        object.appendMember(key, encode(item));
    return object;
}

} // namespace detail

template <typename T>
std::optional<T> View::read(QLatin1StringView key) const
{
    const std::optional<json::Json> found = m_json.find(key);
    T value{};
    if (!found || (found->isNull() && !std::same_as<T, json::Json>) || !detail::decode(*found, value))
        return std::nullopt;
    return value;
}

template <typename T>
void View::write(QLatin1StringView key, const std::optional<T> &value)
{
    if (value)
        m_json.set(key, detail::encode(*value));
    else
        m_json.remove(key);
}

template <typename T>
void View::writeOnly(QLatin1StringView key, const std::optional<T> &value)
{
    if (value && !m_json.contains(key) && m_json.size() <= 1)
        m_json = json::Json::object();
    write(key, value);
}

} // namespace outcrop::converse

// One member of a shape: its getter and setter.
#define OUTCROP_MEMBER(Type, name, setName)                                                                  \
    std::optional<Type> name() const                                                                         \
    {                                                                                                        \
        return read<Type>(QLatin1StringView(#name));                                                         \
    }                                                                                                        \
    void setName(const std::optional<Type> &value)                                                           \
    {                                                                                                        \
        write(QLatin1StringView(#name), value);                                                              \
    }
// The same for a member of a union.
#define OUTCROP_UNION_MEMBER(Type, name, setName)                                                            \
    std::optional<Type> name() const                                                                         \
    {                                                                                                        \
        return read<Type>(QLatin1StringView(#name));                                                         \
    }                                                                                                        \
    void setName(const std::optional<Type> &value)                                                           \
    {                                                                                                        \
        writeOnly(QLatin1StringView(#name), value);                                                          \
    }
