// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/conversation/requesttext.h"

#include <QScopedValueRollback>

#include <algorithm>

namespace outcrop::conversation
{

using json::Json;
using json::TextPatch;

namespace
{

qint64 sameBegin(const QByteArray &left, const QByteArray &right)
{
    return std::ranges::mismatch(left, right).in1 - left.begin();
}

/// Behind the first @p from bytes.
qint64 sameEnd(const QByteArray &left, const QByteArray &right, qint64 from)
{
    const qint64 most = std::min(left.size(), right.size()) - from;
    qint64 same = 0;
    while (same < most && left[left.size() - 1 - same] == right[right.size() - 1 - same])
        ++same;
    return same;
}

TextPatch patchBetween(const QByteArray &before, const QByteArray &after)
{
    const qint64 begin = sameBegin(before, after);
    const qint64 end = sameEnd(before, after, begin);
    return {{begin, before.size() - begin - end}, after.sliced(begin, after.size() - begin - end)};
}

/// Line and column as the parser counts them, for what it had nothing to say about.
RequestText::Problem at(const QByteArray &text, qint64 offset)
{
    RequestText::Problem problem;
    problem.offset = offset;
    const QByteArrayView before = QByteArrayView(text).first(offset);
    problem.line = 1 + std::ranges::count(before, '\n');
    problem.column = 1 + std::ranges::count_if(before.sliced(before.lastIndexOf('\n') + 1),
                                               [](char c) { return (c & 0xC0) != 0x80; });
    return problem;
}

RequestText::Problem located(const RequestProblem &wrong, const QByteArray &text, const Json &body)
{
    RequestText::Problem problem = at(text, json::textRangeOf(body, wrong.where)->offset);
    problem.pointer = wrong.where.toString();
    problem.message = wrong.message;
    return problem;
}

} // namespace

RequestText::RequestText(ConversationDocument *document, QObject *parent)
    : QObject(parent), m_document(document)
{
    m_good = json::write(wanted(), json::Layout::Pretty);
    m_value = json::parse(m_good).valueOr({});
    m_text = m_good;
    m_applySoon.setSingleShot(true);
    m_followSoon.setSingleShot(true);
    connect(&m_applySoon, &QTimer::timeout, this, &RequestText::apply);
    connect(&m_followSoon, &QTimer::timeout, this, &RequestText::follow);
    connect(document, &ConversationDocument::changed, this, &RequestText::onDocumentChanged);
    if (document->conversation().requestText)
        showKeptText();
}

RequestText::~RequestText()
{
    apply();
}

Json RequestText::wanted()
{
    const Conversation &conversation = m_document->conversation();
    Json body = requestBody(conversation, requestLayout(conversation, m_editing.shape),
                            [this](const Json &part, QStringView) { return m_bytes.folded(part); });
    // Whoever wrote {} meant to write on; the document does not tell it from nothing.
    for (const char *section : {"toolConfig", "system", "inferenceConfig"}) {
        const auto empty = m_value.find(section);
        if (empty && empty->isEmpty() && !body.contains(section))
            body.appendMember(section, *empty);
    }
    return body;
}

void RequestText::edit(const TextPatch &change)
{
    const qint64 end = change.range.offset + change.range.length;
    m_same = m_edited || m_problem ? std::min(m_same, change.range.offset) : change.range.offset;
    m_sameEnd = m_edited || m_problem ? std::min(m_sameEnd, m_text.size() - end) : m_text.size() - end;
    m_text.replace(change.range.offset, change.range.length, change.text);

    const TextRun run{change.range.offset, change.range.length, change.text.size(),
                      change.text.contains('\n')};
    if (!m_edited)
        m_run = run;
    else if (m_run && m_run->isContinuedBy(run))
        m_run = TextRun{std::min(m_run->at, run.at), m_run->removed + run.removed,
                        m_run->inserted + run.inserted, run.hasLineEnd};
    else
        m_run.reset();
    m_edited = true;
    m_inserted += change.text.size();
    if (!m_applySoon.isActive())
        m_applySoon.start(applyDelay);
}

void RequestText::flush()
{
    apply();
    if (m_followSoon.isActive())
        follow();
}

RequestText::Problem RequestText::problemOf(const json::ParseError &error)
{
    return {error.offset, error.line, error.column, error.pointer, error.message};
}

std::optional<RequestText::Problem> RequestText::problemOf(const QByteArray &text) const
{
    const auto parsed = json::parse(text);
    if (!parsed)
        return problemOf(parsed.error());
    Json whole = *parsed;
    std::optional<RequestProblem> wrong = m_bytes.unfold(whole);
    if (!wrong)
        wrong = checkRequestBody(whole);
    if (!wrong)
        return std::nullopt;
    return located(*wrong, text, *parsed);
}

/// From the text to the document.
void RequestText::apply()
{
    m_applySoon.stop();
    if (!std::exchange(m_edited, false))
        return;
    const bool pasted = std::exchange(m_inserted, 0) > FoldedBytes::shown;
    const auto parsed = json::parse(m_text);
    if (!parsed) {
        keepHalfTyped(problemOf(parsed.error()));
        return;
    }
    const Json value = *parsed;
    Json body = value;
    std::optional<RequestProblem> wrong = m_bytes.unfold(body);
    if (!wrong) {
        const QScopedValueRollback applying(m_applying, true);
        m_editing.text = value;
        const auto applied = applyRequestBody(*m_document, body, m_editing, m_run);
        m_editing.text = {};
        if (!applied)
            wrong = applied.error();
    }
    if (wrong) {
        keepHalfTyped(located(*wrong, m_text, value));
        return;
    }
    m_good = m_text;
    m_value = value;
    m_run.reset();
    setProblem(std::nullopt, false);
    if (pasted) // perhaps bytes that are to be folded
        follow();
}

void RequestText::keepHalfTyped(const Problem &problem)
{
    const QScopedValueRollback applying(m_applying, true);
    setRequestText(*m_document, QString::fromUtf8(m_text), m_run);
    m_run.reset();
    setProblem(problem, m_contested);
}

void RequestText::setProblem(const std::optional<Problem> &problem, bool contested)
{
    if (problem == m_problem && contested == m_contested)
        return;
    m_problem = problem;
    m_contested = contested;
    Q_EMIT problemChanged();
}

void RequestText::onDocumentChanged()
{
    if (!m_applying && !m_followSoon.isActive())
        m_followSoon.start(followDelay);
}

/// From the document to the text.
void RequestText::follow()
{
    m_followSoon.stop();
    const std::optional<QString> &kept = m_document->conversation().requestText;
    const std::vector<TextPatch> patches = json::textPatches(m_good, m_value, wanted());
    const bool isOther =
        kept.has_value() != m_problem.has_value() || (kept && *kept != QString::fromUtf8(m_text));
    if (isOther && !m_edited) { // by undo
        takeGood(patches);
        if (kept)
            showKeptText();
        else
            forgetHalfTyped();
        return;
    }
    if (patches.empty())
        return;
    const bool isHalf = m_problem || m_edited;
    const std::vector<TextPatch> here = isHalf ? outsideHalf(patches) : patches;
    takeGood(patches);
    m_text = isHalf ? json::patched(std::move(m_text), here) : m_good;
    if (!here.empty())
        Q_EMIT patched(here);
    if (!m_problem)
        return;
    const std::optional<Problem> problem = problemOf(m_text);
    if (!problem) { // what was missing came from elsewhere
        m_edited = true;
        m_applySoon.start(applyDelay);
        return;
    }
    setProblem(problem, m_contested || here.size() < patches.size());
    const QScopedValueRollback applying(m_applying, true);
    DocumentEdits(*m_document)
        .setMember({MemberName::Kind::RequestText, {}}, Json(QString::fromUtf8(m_text)));
}

void RequestText::takeGood(const std::vector<TextPatch> &patches)
{
    m_good = json::patched(std::move(m_good), patches);
    m_value = json::parse(m_good).valueOr({});
}

/// Those that concern the parts in which the text is still as it was, at their places in the text as it is.
std::vector<TextPatch> RequestText::outsideHalf(const std::vector<TextPatch> &patches)
{
    const qint64 shift = m_text.size() - m_good.size();
    qint64 same = m_same;
    qint64 end = m_good.size() - m_sameEnd;  // of the half-typed part, in the good text
    for (const TextPatch &patch : patches) { // what reaches into it belongs to it
        const qint64 patchEnd = patch.range.offset + patch.range.length;
        if (patch.range.offset < end && patchEnd > same) {
            same = std::min(same, patch.range.offset);
            end = std::max(end, patchEnd);
        }
    }
    m_same = same;
    m_sameEnd = m_good.size() - end;
    std::vector<TextPatch> here;
    for (const TextPatch &patch : patches) {
        const qint64 patchEnd = patch.range.offset + patch.range.length;
        const qint64 grows = patch.text.size() - patch.range.length;
        if (patchEnd <= same) {
            here.push_back(patch);
            m_same += grows;
        } else if (patch.range.offset >= end) {
            here.push_back({{patch.range.offset + shift, patch.range.length}, patch.text});
            m_sameEnd += grows;
        }
    }
    return here;
}

/// Undo, or the last start, brought another text.
void RequestText::showKeptText()
{
    const QByteArray kept = m_document->conversation().requestText->toUtf8();
    const TextPatch patch = patchBetween(m_text, kept);
    m_text = kept;
    measureHalf();
    Q_EMIT patched({patch});
    if (const std::optional<Problem> problem = problemOf(m_text)) {
        setProblem(problem, false);
        return;
    }
    m_edited = true;
    m_applySoon.start(applyDelay);
}

void RequestText::forgetHalfTyped()
{
    const TextPatch patch = patchBetween(m_text, m_good);
    m_text = m_good;
    Q_EMIT patched({patch});
    setProblem(std::nullopt, false);
}

void RequestText::measureHalf()
{
    m_same = sameBegin(m_text, m_good);
    m_sameEnd = sameEnd(m_text, m_good, m_same);
}

void RequestText::discard()
{
    apply();
    setRequestText(*m_document, std::nullopt);
    flush();
}

json::Pointer RequestText::pointerAt(qint64 offset) const
{
    const bool isHalf = m_problem || m_edited;
    if (!isHalf || offset <= m_same)
        return json::pointerAt(m_value, offset);
    const qint64 fromEnd = m_text.size() - offset;
    return json::pointerAt(m_value, fromEnd <= m_sameEnd ? m_good.size() - fromEnd : m_same);
}

json::Range RequestText::rangeOf(const json::Pointer &pointer) const
{
    json::Range range = json::textRangeOf(m_value, pointer).value_or(json::Range{});
    if (!m_problem && !m_edited)
        return range;
    const auto here = [this](qint64 offset) {
        if (offset <= m_same)
            return offset;
        const qint64 fromEnd = m_good.size() - offset;
        return fromEnd <= m_sameEnd ? m_text.size() - fromEnd : m_text.size() - m_sameEnd;
    };
    const qint64 begin = here(range.offset);
    return {begin, here(range.offset + range.length) - begin};
}

} // namespace outcrop::conversation
