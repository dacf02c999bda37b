// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/json/number.h"
#include "core/json/storage.h"
#include "core/json/value.h"

#include <QHash>
#include <QSet>

#include <vector>

namespace outcrop::json
{

namespace
{

enum class Mode { Exact, Meaning };

struct Pair {
    Json left, right;
};

// Name -> index of the last member of that name.
QHash<QByteArray, qsizetype> membersByName(const Json &object)
{
    QHash<QByteArray, qsizetype> members;
    members.reserve(object.size());
    for (qsizetype i = 0; i < object.size(); ++i)
        members.insert(object.keyUtf8At(i), i);
    return members;
}

bool pushMembersByName(const Pair &pair, std::vector<Pair> &open)
{
    const auto left = membersByName(pair.left);
    const auto right = membersByName(pair.right);
    if (left.size() != right.size())
        return false;
    for (auto it = left.begin(); it != left.end(); ++it) {
        const auto other = right.constFind(it.key());
        if (other == right.constEnd())
            return false;
        open.push_back({pair.left.at(it.value()), pair.right.at(other.value())});
    }
    return true;
}

bool pushChildren(const Pair &pair, Mode mode, std::vector<Pair> &open)
{
    const bool object = pair.left.isObject();
    if (object && mode == Mode::Meaning)
        return pushMembersByName(pair, open);
    if (pair.left.size() != pair.right.size())
        return false;
    for (qsizetype i = 0; i < pair.left.size(); ++i) {
        if (object && pair.left.keyUtf8At(i) != pair.right.keyUtf8At(i))
            return false;
        open.push_back({pair.left.at(i), pair.right.at(i)});
    }
    return true;
}

bool sameScalar(const Pair &pair, Mode mode)
{
    switch (pair.left.kind()) {
    case Kind::Bool:
        return pair.left.toBool() == pair.right.toBool();
    case Kind::Number: {
        const QByteArray left = pair.left.numberText();
        const QByteArray right = pair.right.numberText();
        return left == right || (mode == Mode::Meaning && number::sameValue(left, right));
    }
    case Kind::String:
        return pair.left.toUtf8() == pair.right.toUtf8();
    default:
        return true;
    }
}

bool same(const Json &left, const Json &right, Mode mode)
{
    std::vector<Pair> open;
    open.push_back({left, right});
    while (!open.empty()) {
        const Pair pair = std::move(open.back());
        open.pop_back();
        if (detail::Access::sameStorage(pair.left, pair.right))
            continue;
        if (pair.left.kind() != pair.right.kind())
            return false;
        const bool container = pair.left.isArray() || pair.left.isObject();
        if (container ? !pushChildren(pair, mode, open) : !sameScalar(pair, mode))
            return false;
    }
    return true;
}

// Index of the first member whose name stood before, or -1.
qsizetype duplicateIn(const Json &object)
{
    QSet<QByteArray> seen;
    seen.reserve(object.size());
    for (qsizetype i = 0; i < object.size(); ++i) {
        const QByteArray name = object.keyUtf8At(i);
        if (seen.contains(name))
            return i;
        seen.insert(name);
    }
    return -1;
}

} // namespace

bool operator==(const Json &left, const Json &right)
{
    return same(left, right, Mode::Exact);
}

bool Json::equivalent(const Json &other) const
{
    return same(*this, other, Mode::Meaning);
}

bool Json::hasDuplicateMembers() const
{
    return isObject() && duplicateIn(*this) >= 0;
}

std::optional<Pointer> Json::firstDuplicateMember() const
{
    struct Frame {
        Json container;
        qsizetype next = 0;
    };
    const auto pointerTo = [](const std::vector<Frame> &path, qsizetype last) {
        Pointer pointer;
        for (size_t i = 0; i < path.size(); ++i) {
            const qsizetype index = i + 1 < path.size() ? path[i].next - 1 : last;
            if (path[i].container.isObject())
                pointer.append(path[i].container.keyAt(index));
            else
                pointer.append(index);
        }
        return pointer;
    };
    std::vector<Frame> path;
    const auto enter = [&path](const Json &value) {
        path.push_back({value, 0});
        return value.isObject() ? duplicateIn(value) : -1;
    };
    if (const qsizetype index = enter(*this); index >= 0)
        return pointerTo(path, index);
    while (!path.empty()) {
        Frame &frame = path.back();
        if (frame.next == frame.container.size()) {
            path.pop_back();
            continue;
        }
        const Json child = frame.container.at(frame.next++);
        if (child.size() == 0)
            continue;
        if (const qsizetype index = enter(child); index >= 0)
            return pointerTo(path, index);
    }
    return std::nullopt;
}

} // namespace outcrop::json
