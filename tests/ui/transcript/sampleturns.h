// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/transcriptturn.h"

/// Turns as a conversation would have them.
namespace outcrop::test
{

ui::models::TranscriptBlock textBlock(const QString &text,
                                      ui::models::Strata strata = ui::models::Strata::None);
/// A file as a block: "image", "document", "video" or "audio".
ui::models::TranscriptBlock fileBlock(QLatin1StringView member, const QString &name, const QString &format,
                                      const QByteArray &bytes);
ui::models::TranscriptBlock toolUse(const QString &name, const QString &id, const QString &input);
ui::models::TranscriptBlock toolResult(const QString &id, const QString &text, ui::models::ToolState state);
ui::models::TranscriptTurn turnOf(const QString &id, const QString &role,
                                  std::vector<ui::models::TranscriptBlock> blocks);
ui::models::TranscriptTurn textTurn(const QString &id, const QString &role, const QString &text);

/// The conversation of the target pictures; its last answer still streams.
std::vector<ui::models::TranscriptTurn> radioConversation();
/// An answer with every kind of Markdown.
QString longAnswer();
/// Search results, guarded text and image, and an answer that cites them.
std::vector<ui::models::TranscriptTurn> citingConversation();
/// A throttled request after some text.
ui::models::TranscriptTurn failedTurn();

} // namespace outcrop::test
