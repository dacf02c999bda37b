// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/json/pointer.h"

#include <QAnyStringView>
#include <QByteArray>
#include <QLatin1StringView>
#include <QString>

#include <concepts>
#include <initializer_list>
#include <optional>
#include <utility>

namespace outcrop::json
{

namespace detail
{
struct Storage;
struct ParsedText;
struct BuiltValue;
struct Access;
} // namespace detail

enum class Kind : quint8 { Null, Bool, Number, String, Array, Object };

/// A run of bytes in a text.
struct Range {
    qint64 offset = 0;
    qint64 length = 0;

    friend bool operator==(const Range &, const Range &) = default;
};

/// One JSON value that loses nothing of the text it came from: member order, duplicate members, the spelling
/// of numbers and strings. Copies are cheap (shared, copied on the first change). A parsed value keeps its
/// whole text alive. Reads need no lock as long as no thread changes the same value.
///
/// Reading a member or conversion that is not there gives nothing, null or an empty value; it never asserts.
/// Nothing here recurses, whatever the depth. Facts: RFC 8259; design/reliability.md J1-J4, faults 60-64.
class Json
{
public:
    Json() = default; ///< null
    Json(bool value);
    Json(double value); ///< shortest spelling that reads back the same; null when not finite
    template <std::integral T>
    requires(!std::same_as<T, bool> && !std::same_as<T, char> && !std::same_as<T, char16_t> &&
             !std::same_as<T, char32_t>) Json(T value)
        : Json(integer(static_cast<qint64>(value), std::is_unsigned_v<T>))
    {
    }
    Json(const QString &text);
    Json(QStringView text);
    Json(QLatin1StringView text);
    template <typename T>
    Json(T *) = delete; // a pointer would become true

    Json(const Json &other);
    Json(Json &&other) noexcept;
    Json &operator=(const Json &other);
    Json &operator=(Json &&other) noexcept;
    ~Json();

    /// A number with this exact spelling; null when it is not a JSON number.
    static Json number(QByteArrayView lexeme);
    /// A string from UTF-8; what is not valid UTF-8 becomes U+FFFD.
    static Json string(QByteArrayView utf8);
    static Json array(std::initializer_list<Json> items = {});
    static Json object(std::initializer_list<std::pair<QLatin1StringView, Json>> members = {});

    Kind kind() const;
    bool isNull() const { return kind() == Kind::Null; }
    bool isBool() const { return kind() == Kind::Bool; }
    bool isNumber() const { return kind() == Kind::Number; }
    bool isString() const { return kind() == Kind::String; }
    bool isArray() const { return kind() == Kind::Array; }
    bool isObject() const { return kind() == Kind::Object; }

    std::optional<bool> toBool() const;
    /// Nothing when it is no number, not integral or does not fit.
    std::optional<qint64> toInt() const;
    /// Nothing when it is no number or exceeds a double.
    std::optional<double> toDouble() const;
    /// The number as spelled; empty when it is none.
    QByteArray numberText() const;
    /// The string decoded; empty when it is none.
    QString toString() const;
    QByteArray toUtf8() const;
    /// Whether it is a string of white space only. Looks no further than the first other character.
    bool isBlankString() const;

    /// How many items or members; 0 for a scalar.
    qsizetype size() const;
    bool isEmpty() const { return size() == 0; }
    /// The item, or the value of the member, at @p index; null when there is none. Constant time.
    Json at(qsizetype index) const;
    /// The decoded name of the member at @p index.
    QString keyAt(qsizetype index) const;
    QByteArray keyUtf8At(qsizetype index) const;

    /// The last member of that name, or -1. Linear in the number of members.
    qsizetype indexOf(QAnyStringView key) const;
    bool contains(QAnyStringView key) const { return indexOf(key) >= 0; }
    Json value(QAnyStringView key) const;
    std::optional<Json> find(QAnyStringView key) const;
    /// Whether two members of this object have the same name. Not of objects inside.
    bool hasDuplicateMembers() const;
    /// Where the first duplicate member at any depth stands.
    std::optional<Pointer> firstDuplicateMember() const;

    /// Changes the last member of that name, or appends it. A value that is no object becomes one.
    void set(QAnyStringView key, Json value);
    /// Appends a member without looking for one of that name: constant time.
    void appendMember(QAnyStringView key, Json value);
    /// Appends an item. A value that is no array becomes one.
    void append(Json value);
    void insert(qsizetype index, Json value);
    void insertMember(qsizetype index, QAnyStringView key, Json value);
    /// Replaces the item, or the member's value, at @p index.
    void setAt(qsizetype index, Json value);
    void removeAt(qsizetype index);
    /// Removes every member of that name.
    void remove(QAnyStringView key);
    /// Takes the item or member at @p from out and puts it in at @p to (an index after the removal).
    void move(qsizetype from, qsizetype to);
    /// Gives the member at @p index another name.
    void rename(qsizetype index, QAnyStringView key);

    /// The value @p pointer leads to; nothing when there is none.
    std::optional<Json> resolve(const Pointer &pointer) const;
    /// Puts @p value where @p pointer leads; false (and no change) when nothing is there.
    bool replace(const Pointer &pointer, Json value);

    /// Whether both are one value in memory, which says more than being equal. Constant time.
    bool isSameValueAs(const Json &other) const;
    /// Whether both are views of one parsed text. Constant time.
    bool sharesTextWith(const Json &other) const;

    /// Where this value stood in the text it was parsed from; nothing for built and changed values.
    std::optional<Range> byteRange() const;
    /// The same for the name of the member at @p index, quotes included.
    std::optional<Range> keyByteRange(qsizetype index) const;

    /// Same structure, member order and number spelling; strings compared by content.
    friend bool operator==(const Json &left, const Json &right);
    /// Same meaning: member order ignored, the last of duplicate members counts, numbers by exact value.
    bool equivalent(const Json &other) const;

private:
    friend struct detail::Access;

    enum class Form : quint8 { Null, True, False, Parsed, Built };

    static Json integer(qint64 value, bool isUnsigned);
    explicit Json(detail::BuiltValue *built);
    Json(detail::ParsedText *text, quint32 slot);
    detail::BuiltValue *detach(Kind kind);
    const detail::ParsedText &parsed() const;
    const detail::BuiltValue &built() const;
    void release() noexcept;

    detail::Storage *m_storage = nullptr;
    quint32 m_slot = 0; // of a parsed value: see ParsedText
    Form m_form = Form::Null;
};

} // namespace outcrop::json
