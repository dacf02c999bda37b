// SPDX-License-Identifier: GPL-3.0-or-later
// The JSON parsers and the writer: what is read is written back the same, what is refused can still be read
// in part.
#include "core/json/json.h"

#include <cstdlib>

using namespace outcrop::json;

namespace
{

void require(bool condition)
{
    if (!condition)
        std::abort();
}

void checkAccepted(const QByteArray &text, const Json &value)
{
    const Range range = *value.byteRange();
    require(write(value, Layout::AsWritten) == text.mid(range.offset, range.length));
    for (const Layout layout : {Layout::Compact, Layout::Pretty}) {
        const auto again = parse(write(value, layout));
        require(again.ok() && *again == value && again->equivalent(value));
    }
    // A changed copy is still valid and keeps what was not changed.
    Json changed = value;
    if (changed.isObject())
        changed.insertMember(0, u"\u00e9\"", value);
    else
        changed.append(value);
    const auto again = parse(write(changed, Layout::AsWritten), {.maxDepth = 600});
    require(again.ok() && *again == changed);
    (void)value.firstDuplicateMember();
    (void)value.toInt();
    (void)value.toDouble();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray text(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    const auto result = parse(text);
    const TolerantResult tolerant = parseTolerant(text);
    require(tolerant.complete == result.ok());
    if (result.ok()) {
        require(tolerant.value == *result);
        checkAccepted(text, *result);
    } else {
        const ParseError &error = result.error();
        require(error.offset >= 0 && error.offset <= text.size() && error.line > 0 && error.column > 0);
        require(Pointer::parse(error.pointer).has_value() && !error.message.isEmpty());
        require(parse(write(tolerant.value)).ok());
    }
    const TolerantResult half = parseTolerant(QByteArrayView(text).first(text.size() / 2));
    require(parse(write(half.value)).ok());
    return 0;
}
