// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace outcrop::ui::transcript
{

class TranscriptView;

/// Makes the transcript a list of messages for assistive technology. Harmless when called again.
void installTranscriptAccessibility();

void notifyTranscriptReset(TranscriptView *view);
void notifyTranscriptRows(TranscriptView *view, int first, int last, bool inserted);
/// The message under the keyboard changed.
void notifyTranscriptFocus(TranscriptView *view, int row);
void notifyTranscriptSpotFocus(TranscriptView *view, int row, int spot);
/// An answer is complete, stopped or failed: said once, never per token.
void notifyTranscriptFinished(TranscriptView *view, int row);

} // namespace outcrop::ui::transcript
