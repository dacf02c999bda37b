// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QtGlobal>

#include <optional>

namespace outcrop::stream
{

/// The text of one contentBlockDelta, still in the payload.
struct DeltaText {
    enum class Kind : quint8 { Text, ToolInput, ReasoningText };

    Kind kind = Kind::Text;
    qint64 index = 0;
    QByteArrayView inside; ///< of the JSON string, without its quotes
    bool escaped = false;  ///< there are escapes to decode
};

/// Reads the payloads that make up nearly all of a stream without building a value:
/// `{"contentBlockIndex":N,"delta":{"text":S},"p":S}` and the same with `{"toolUse":{"input":S}}` or
/// `{"reasoningContent":{"text":S}}`, members in any order, white space anywhere. Checks them as strictly as
/// json::parse(). Nothing for every other payload, valid or not: those take the way over the tree.
std::optional<DeltaText> scanDelta(QByteArrayView payload);

/// The same for payloads with bytes that are not UTF-8 or escaped halves of surrogate pairs inside the
/// string, as some gateways send them; `inside` is for wobbly::decodeString().
std::optional<DeltaText> scanWobblyDelta(QByteArrayView payload);

} // namespace outcrop::stream
