// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/json/json.h"

#include <QByteArrayView>
#include <QtGlobal>

/// How many tokens a prompt probably has. No tokenizer is public for most models; this is a rule that can be
/// read in a minute and is the same everywhere in the program: shown as "≈", and used by the simulator for
/// CountTokens, usage and its cache.
///
/// Text is cut into runs of one kind:
///   ASCII letters and digits           a token for every 6, begun ones counted ("token" 1, "tokenizer" 2)
///   other letters up to U+2E7F         a token for every 2 (accented Latin, Greek, Cyrillic, Arabic ...)
///   everything from U+2E80             a token each (Chinese, Japanese, Korean, emoji)
///   the same ASCII sign repeated       a token for every 4 ("----" 1, "{[" 2)
///   line ends                          a token for every 4
///   spaces and tabs                    nothing for one, a token for every 8 of a longer run
/// Measured against nothing but common sense: English prose comes to about 1.3 tokens a word.
///
/// Values that are not text: an image 1500; a document or a file of text its text (of a file of more than 64
/// KiB as its beginning has them), any other document a token for every 20 bytes, video and audio one for
/// every 500 bytes. A message adds 4, a tool 8, a tool call or result 6.
namespace outcrop::converse
{

/// Tokens of UTF-8 text; a malformed sequence counts one.
qint64 estimateTextTokens(QByteArrayView utf8);

/// Tokens of one content block of a message, or of one system block. A cache point has none.
qint64 estimateBlockTokens(const json::Json &block);

/// Tokens of one item of `toolConfig.tools`.
qint64 estimateToolTokens(const json::Json &tool);

/// What a message adds to its blocks.
inline constexpr qint64 tokensPerMessage = 4;

/// Tokens of a whole Converse request body: tools, system and messages.
qint64 estimatePromptTokens(const json::Json &body);

} // namespace outcrop::converse
