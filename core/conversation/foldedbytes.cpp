// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/conversation/foldedbytes.h"

#include <QCoreApplication>
#include <QCryptographicHash>

#include <algorithm>

namespace outcrop::conversation
{

using json::Json;

namespace
{

/// A toolResult with a guarded image in it has six levels.
constexpr int deepest = 10;

const QByteArray mark = " base64 · ";

bool holdsBytes(QByteArrayView member)
{
    return member == "bytes" || member == "redactedContent";
}

/// Blocks that have no bytes, and values that may be anything.
bool isPlain(QByteArrayView member)
{
    return member == "text" || member == "cachePoint" || member == "toolUse" || member == "json";
}

qsizetype lengthOf(const Json &text)
{
    const auto range = text.byteRange();
    return range ? range->length : text.toUtf8().size(); // of a built one this is no copy
}

QByteArray sizeText(qsizetype bytes)
{
    const auto in = [bytes](double unit, const char *name) {
        const double amount = static_cast<double>(bytes) / unit;
        return QByteArray::number(amount, 'f', amount < 10 ? 1 : 0) + ' ' + name;
    };
    return bytes < 1000        ? QByteArray::number(bytes) + " B"
           : bytes < 1'000'000 ? in(1e3, "kB")
                               : in(1e6, "MB");
}

/// From the length and samples all over it: reading 25 MB would be noticed.
QByteArray nameOf(const QByteArray &bytes)
{
    constexpr qsizetype samples = 64;
    constexpr qsizetype sampleSize = 1024;
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(QByteArray::number(bytes.size()));
    if (bytes.size() <= samples * sampleSize) {
        hash.addData(bytes);
    } else {
        const qsizetype step = (bytes.size() - sampleSize) / (samples - 1);
        for (qsizetype i = 0; i < samples; ++i)
            hash.addData(QByteArrayView(bytes).sliced(i * step, sampleSize));
    }
    return hash.result().toHex().left(8);
}

} // namespace

QRegularExpression FoldedBytes::standIns()
{
    return QRegularExpression(QStringLiteral("[\\d.]+ (?:B|kB|MB) base64 · [0-9a-f]{8}(?:-\\d+)?"));
}

Json FoldedBytes::folded(const Json &block)
{
    return block.size() == 1 && isPlain(block.keyUtf8At(0)) ? block : fold(block, 0);
}

Json FoldedBytes::fold(const Json &value, int depth)
{
    if (depth == deepest || (!value.isObject() && !value.isArray()))
        return value;
    Json result = value;
    for (qsizetype i = 0; i < value.size(); ++i) {
        const QByteArray name = value.isObject() ? value.keyUtf8At(i) : QByteArray();
        if (isPlain(name))
            continue;
        const Json child = value.at(i);
        if (child.isString()) {
            if (holdsBytes(name) && lengthOf(child) > shown)
                result.setAt(i, Json::string(standInFor(child)));
        } else if (const Json inner = fold(child, depth + 1); !inner.isSameValueAs(child)) {
            result.setAt(i, inner);
        }
    }
    return result;
}

QByteArray FoldedBytes::standInFor(const Json &text)
{
    const auto known =
        std::ranges::find_if(m_seen, [&text](const Seen &seen) { return seen.value.isSameValueAs(text); });
    if (known != m_seen.end())
        return known->standIn;
    const QByteArray bytes = text.toUtf8();
    const QByteArray plain = sizeText(bytes.size()) + mark + nameOf(bytes);
    QByteArray standIn = plain;
    for (int i = 2; m_values.contains(standIn) && m_values.value(standIn).toUtf8() != bytes; ++i)
        standIn = plain + '-' + QByteArray::number(i); // the samples do not tell them apart
    if (!m_values.contains(standIn))
        m_values.insert(standIn, text);
    m_seen.push_back({text, standIn});
    return standIn;
}

std::optional<RequestProblem> FoldedBytes::unfold(Json &body) const
{
    RequestProblem problem;
    json::Pointer where;
    for (const char *section : {"system", "messages"}) {
        const qsizetype index = body.indexOf(section);
        Json value = body.at(index);
        where = json::Pointer().child(QString::fromLatin1(section));
        const Json before = value;
        if (!unfoldIn(value, -2, where, problem)) // messages are two levels above their blocks
            return problem;
        if (!value.isSameValueAs(before))
            body.setAt(index, value);
    }
    return std::nullopt;
}

std::optional<RequestProblem> FoldedBytes::unfoldBlock(Json &block) const
{
    RequestProblem problem;
    json::Pointer where;
    return unfoldIn(block, 0, where, problem) ? std::nullopt : std::optional(problem);
}

qsizetype FoldedBytes::size() const
{
    qsizetype sum = 0;
    for (const Json &value : m_values)
        sum += lengthOf(value);
    return sum;
}

bool FoldedBytes::unfoldIn(Json &value, int depth, json::Pointer &where, RequestProblem &problem) const
{
    if (depth == deepest || (!value.isObject() && !value.isArray()))
        return true;
    for (qsizetype i = 0; i < value.size(); ++i) {
        const QByteArray name = value.isObject() ? value.keyUtf8At(i) : QByteArray();
        if (isPlain(name))
            continue;
        json::Pointer place = value.isObject() ? where.child(QString::fromUtf8(name)) : where.child(i);
        Json child = value.at(i);
        if (child.isString()) {
            if (!holdsBytes(name) || lengthOf(child) > shown)
                continue;
            const QByteArray text = child.toUtf8();
            if (const auto bytes = m_values.constFind(text); bytes != m_values.constEnd()) {
                value.setAt(i, bytes.value());
            } else if (text.contains("base64") || text.contains("·")) {
                problem = {place, QCoreApplication::translate(
                                      "outcrop::conversation::FoldedBytes",
                                      "this stood for bytes that are kept aside: undo the change, or put "
                                      "base64 in its place")};
                return false;
            }
            continue;
        }
        const Json before = child;
        if (!unfoldIn(child, depth + 1, place, problem))
            return false;
        if (!child.isSameValueAs(before))
            value.setAt(i, child);
    }
    return true;
}

QByteArray FoldedBytes::unfolded(const QByteArray &text) const
{
    QByteArray whole = text;
    for (auto it = m_values.constBegin(); it != m_values.constEnd(); ++it) {
        const QByteArray quoted = '"' + it.key() + '"';
        if (whole.contains(quoted))
            whole.replace(quoted, json::write(it.value()));
    }
    return whole;
}

} // namespace outcrop::conversation
