// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/transcript/turnwords.h"

#include "ui/widgets/cachepointbutton.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace outcrop::ui::transcript
{

namespace
{

QString tr(const char *text)
{
    return QCoreApplication::translate("Transcript", text);
}

/// As the editors say it; what is not known as it stands.
QString ttlWords(const QString &ttl)
{
    using conversation::CacheTtl;
    using widgets::CachePointButton;
    if (ttl == u"5m")
        return CachePointButton::words(CacheTtl::FiveMinutes);
    return ttl == u"1h" ? CachePointButton::words(CacheTtl::OneHour) : ttl;
}

} // namespace

QString cachePointWords(const models::TranscriptBlock &block)
{
    const QString words = tr("cache point");
    return block.name.isEmpty() ? words : words + u" · "_s + ttlWords(block.name);
}

bool isGrowing(models::TurnState state)
{
    return state == models::TurnState::Waiting || state == models::TurnState::Streaming;
}

StateWords stateWords(const models::TranscriptTurn &turn)
{
    StateWords words;
    switch (turn.state) {
    case models::TurnState::Complete:
        break;
    case models::TurnState::Waiting:
        words = {tr("waiting…"), PillTone::Amber};
        break;
    case models::TurnState::Streaming:
        words = {tr("streaming…"), PillTone::Amber};
        break;
    case models::TurnState::Stopped:
        words = {tr("stopped by you"), PillTone::Neutral};
        break;
    case models::TurnState::Incomplete:
        words = {tr("incomplete"), PillTone::Amber};
        break;
    case models::TurnState::Failed:
        words = {tr("failed"), PillTone::Error};
        break;
    case models::TurnState::NotRun:
        words = {tr("not run"), PillTone::Neutral};
        break;
    }
    if (!turn.stateNote.isEmpty())
        words.text = turn.stateNote;
    return words;
}

std::vector<FooterPart> footerParts(const models::TranscriptTurn &turn)
{
    const models::TranscriptFooter &footer = turn.footer;
    std::vector<FooterPart> parts;
    const auto add = [&parts](const QString &text, models::Strata strata = models::Strata::None) {
        parts.push_back({text, strata});
    };
    if (!footer.stopReason.isEmpty())
        add(footer.stopReason);
    if (footer.estimatedTokensPerSecond)
        add(tr("≈ %1 tok/s").arg(qRound(*footer.estimatedTokensPerSecond)));
    if (footer.inputTokens)
        add(tr("%1 in").arg(numberText(*footer.inputTokens)));
    if (footer.outputTokens)
        add(tr("%1 out").arg(numberText(*footer.outputTokens)));
    if (footer.firstToken)
        add(tr("first token %1").arg(durationText(*footer.firstToken)));
    if (footer.total)
        add(durationText(*footer.total));
    if (footer.cacheReadTokens)
        add(tr("read %1").arg(numberText(*footer.cacheReadTokens)), models::Strata::Read);
    if (footer.cacheWriteTokens)
        add(tr("write %1").arg(numberText(*footer.cacheWriteTokens)), models::Strata::Write);
    if (footer.events)
        add(tr("%1 events").arg(numberText(*footer.events)));
    return parts;
}

QString reasoningAction(bool unfolded)
{
    return unfolded ? tr("Hide the reasoning") : tr("Show the reasoning");
}

QString forkAction(int step)
{
    return step < 0 ? tr("Previous branch") : tr("Next branch");
}

QString keptEditWords()
{
    return tr("edited, not applied");
}

QString messageAction(HotSpot::Kind action)
{
    switch (action) {
    case HotSpot::Kind::Edit:
        return tr("edit");
    case HotSpot::Kind::Rerun:
        return tr("rerun");
    case HotSpot::Kind::Insert:
        return tr("insert");
    case HotSpot::Kind::Copy:
        return tr("copy");
    case HotSpot::Kind::Delete:
        return tr("delete");
    default:
        return {};
    }
}

QString noteWords(const QString &note)
{
    constexpr qsizetype shown = 48;
    QString line = note.simplified();
    if (line.size() > shown)
        line = line.left(shown - 1) + QChar(0x2026);
    return tr("note: %1").arg(line);
}

QString spokenRole(const QString &role)
{
    if (role == u"user")
        return tr("User");
    if (role == u"assistant")
        return tr("Assistant");
    return role;
}

} // namespace outcrop::ui::transcript
