// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/json/segmentedlist.h"
#include "core/json/value.h"

#include <QByteArrayView>

#include <atomic>
#include <optional>
#include <vector>

/// How a Json is kept. Private to core/json.
namespace outcrop::json::detail
{

struct Storage {
    enum class Type : quint8 { Parsed, Built };

    explicit Storage(Type storageType) : type(storageType) {}
    Storage(const Storage &) = delete;
    Storage &operator=(const Storage &) = delete;

    std::atomic<int> references{0};
    const Type type;
};

/// A parsed text and the index of its values. A *slot* names a value: the offset of its first byte for a
/// scalar and for an empty container, otherwise `containerFlag` with the number of its container. Four bytes
/// a value (eight a member) and eight a container keep 16 MiB of tiny values below six times the text.
struct ParsedText final : Storage {
    static constexpr quint32 containerFlag = 0x8000'0000U;

    // Numbered in the order in which they were closed; the slots of a container are those between the end of
    // the one before and its own end. An object has two a member: offset of the name, slot of the value.
    struct Container {
        quint32 begin;
        quint32 slotsEnd;
    };

    ParsedText() : Storage(Type::Parsed) {}

    QByteArray text;
    SegmentedList<Container> containers;
    SegmentedList<quint32> slots;

    char firstByte(quint32 slot) const { return text.constData()[beginOf(slot)]; }
    quint32 beginOf(quint32 slot) const
    {
        return (slot & containerFlag) != 0 ? containers[slot & ~containerFlag].begin : slot;
    }
    Kind kindOf(quint32 slot) const;
    /// After the last byte of the value.
    quint32 endOf(quint32 slot) const;
    QByteArrayView textOf(quint32 slot) const;

    quint32 firstSlot(quint32 container) const
    {
        return container == 0 ? 0 : containers[container - 1].slotsEnd;
    }
    /// Items or members of the value.
    qsizetype sizeOf(quint32 slot) const;
    quint32 childOf(quint32 slot, qsizetype index) const;
    /// Offset of the name of a member.
    quint32 nameOf(quint32 slot, qsizetype index) const;
    /// The name's text with its quotes.
    QByteArrayView nameTextAt(quint32 offset) const;
};

/// The white space of a container as it was written, kept for writing it again after a change.
struct Gaps {
    QByteArray afterOpen, beforeColon, afterColon, beforeComma, afterComma, beforeClose;
};

struct BuiltValue final : Storage {
    explicit BuiltValue(Kind valueKind) : Storage(Type::Built), kind(valueKind) {}

    Kind kind;
    QByteArray bytes;         ///< number as spelled, or string as UTF-8
    QString words;            ///< or a long string as it was given, shared with whoever shows it
    std::vector<Json> values; ///< items or member values
    std::vector<Json> names;  ///< strings, as many as values in an object
    std::optional<Gaps> gaps;

    QByteArray utf8() const { return words.isNull() ? bytes : words.toUtf8(); }
};

/// What the rest of core/json may touch of a Json.
struct Access {
    static Json fromParsed(ParsedText *text, quint32 slot) { return Json(text, slot); }
    static bool isParsed(const Json &json) { return json.m_form == Json::Form::Parsed; }
    static bool isBuilt(const Json &json) { return json.m_form == Json::Form::Built; }
    static const ParsedText &parsed(const Json &json) { return json.parsed(); }
    static const BuiltValue &built(const Json &json) { return json.built(); }
    static quint32 slot(const Json &json) { return json.m_slot; }
    static bool sameStorage(const Json &left, const Json &right)
    {
        return left.m_form == right.m_form && left.m_storage == right.m_storage &&
               left.m_slot == right.m_slot;
    }
    /// The name of member @p index as a string value, spelled as it was.
    static Json name(const Json &object, qsizetype index);

    static QByteArray keyUtf8(QAnyStringView key);

    /// Destroys what nobody refers to any more, without recursion.
    static void destroy(Storage *storage) noexcept;
};

} // namespace outcrop::json::detail
