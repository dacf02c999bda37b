// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/json/number.h"
#include "core/json/storage.h"
#include "core/json/value.h"

#include <QHash>
#include <QSet>

#include <algorithm>
#include <cstring>
#include <vector>

namespace outcrop::json
{

namespace
{

enum class Mode { Exact, Meaning };

struct Pair {
    Json left, right;
};

// Two containers whose children are compared one by one.
struct Frame {
    Pair pair;
    qsizetype next = 0;
    bool object = false;
    bool byName = false;                                    // objects by meaning
    std::vector<std::pair<qsizetype, qsizetype>> sameNames; // then: which members belong together
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

bool pairByName(Frame &frame)
{
    const auto left = membersByName(frame.pair.left);
    const auto right = membersByName(frame.pair.right);
    if (left.size() != right.size())
        return false;
    frame.sameNames.reserve(static_cast<size_t>(left.size()));
    for (auto it = left.begin(); it != left.end(); ++it) {
        const auto other = right.constFind(it.key());
        if (other == right.constEnd())
            return false;
        frame.sameNames.emplace_back(it.value(), other.value());
    }
    return true;
}

bool hasEscape(QByteArrayView quoted)
{
    return std::memchr(quoted.data(), '\\', static_cast<size_t>(quoted.size())) != nullptr;
}

// Without a copy of either, since nothing about a long text is short.
bool isText(const QString &words, QByteArrayView utf8)
{
    if (utf8.size() < words.size() || utf8.size() > 3 * words.size())
        return false;
    if (QAnyStringView::equal(QStringView(words), QUtf8StringView(utf8.data(), utf8.size())))
        return true;
    return !words.isValidUtf16() && words.toUtf8() == utf8; // for what sameText() says of surrogates
}

bool sameText(const QString &left, const QString &right)
{
    if (left.constData() == right.constData())
        return left.size() == right.size();
    const auto [one, other] = std::mismatch(left.begin(), left.end(), right.begin(), right.end());
    if (one == left.end() || other == right.end())
        return left.size() == right.size();
    // Half of a pair of surrogates is written as a question mark, so it can be what stands there in the other
    // text.
    return (one->isSurrogate() || other->isSurrogate()) && left.toUtf8() == right.toUtf8();
}

// Texts are long and nearly always the same: nothing is decoded that need not be.
bool sameString(const Json &left, const Json &right)
{
    using detail::Access;
    const auto quotedText = [](const Json &json) { return Access::parsed(json).textOf(Access::slot(json)); };
    const bool leftParsed = Access::isParsed(left);
    const auto inWords = [](const Json &json) {
        return Access::isBuilt(json) && !Access::built(json).words.isNull();
    };
    if (inWords(left) || inWords(right)) {
        if (inWords(left) && inWords(right))
            return sameText(left.toString(), right.toString());
        const Json &words = inWords(left) ? left : right;
        const Json &other = inWords(left) ? right : left;
        if (!Access::isParsed(other))
            return isText(words.toString(), Access::built(other).bytes);
        const QByteArrayView quoted = quotedText(other);
        if (!hasEscape(quoted))
            return isText(words.toString(), quoted.sliced(1, quoted.size() - 2));
        return quoted.size() >= words.toString().size() + 2 && isText(words.toString(), other.toUtf8());
    } else if (leftParsed && Access::isParsed(right)) {
        const QByteArrayView one = quotedText(left);
        const QByteArrayView other = quotedText(right);
        if (one == other)
            return true;
        if (!hasEscape(one) && !hasEscape(other))
            return false;
    } else if (leftParsed || Access::isParsed(right)) {
        const QByteArrayView quoted = quotedText(leftParsed ? left : right);
        const QByteArrayView plain = Access::built(leftParsed ? right : left).bytes;
        if (quoted.size() < plain.size() + 2)
            return false; // an escape only makes it longer
        if (!hasEscape(quoted))
            return quoted.sliced(1, quoted.size() - 2) == plain;
    }
    return left.toUtf8() == right.toUtf8();
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
        return sameString(pair.left, pair.right);
    default:
        return true;
    }
}

// The next children to compare; nothing at the end. False in `same` when their names differ.
struct Step {
    std::optional<Pair> pair;
    bool same = true;
};

Step step(Frame &frame)
{
    const auto index = frame.next++;
    const Pair &pair = frame.pair;
    if (frame.byName) {
        if (static_cast<size_t>(index) == frame.sameNames.size())
            return {};
        const auto [left, right] = frame.sameNames[static_cast<size_t>(index)];
        return {Pair{pair.left.at(left), pair.right.at(right)}};
    }
    if (index == pair.left.size())
        return {};
    if (frame.object && pair.left.keyUtf8At(index) != pair.right.keyUtf8At(index))
        return {{}, false};
    return {Pair{pair.left.at(index), pair.right.at(index)}};
}

// Whether scalars are the same; containers are pushed to be compared.
bool begin(Pair pair, Mode mode, std::vector<Frame> &open)
{
    if (detail::Access::sameStorage(pair.left, pair.right))
        return true;
    const Kind kind = pair.left.kind();
    if (kind != pair.right.kind())
        return false;
    if (kind != Kind::Array && kind != Kind::Object)
        return sameScalar(pair, mode);
    Frame frame{std::move(pair), 0, kind == Kind::Object, kind == Kind::Object && mode == Mode::Meaning, {}};
    if (frame.byName ? !pairByName(frame) : frame.pair.left.size() != frame.pair.right.size())
        return false;
    open.push_back(std::move(frame));
    return true;
}

bool same(const Json &left, const Json &right, Mode mode)
{
    std::vector<Frame> open;
    if (!begin({left, right}, mode, open))
        return false;
    while (!open.empty()) {
        Step next = step(open.back());
        if (!next.same)
            return false;
        if (!next.pair)
            open.pop_back();
        else if (!begin(*std::move(next.pair), mode, open))
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
