// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/json/parser.h"

#include "core/json/textparser.h"

namespace outcrop::json
{

base::Result<Json, ParseError> parse(const QByteArray &text, const ParseOptions &options)
{
    TextParser parser(text, options);
    if (parser.run())
        return parser.takeValue();
    return parser.error();
}

base::Result<Json, ParseError> parse(QByteArrayView text, const ParseOptions &options)
{
    if (text.size() > options.maxBytes) {
        TextParser parser(QByteArray::fromRawData(text.data(), text.size()), options);
        parser.run();
        return parser.error();
    }
    return parse(text.toByteArray(), options);
}

base::Error ParseError::toError(const QString &what) const
{
    QString text = QStringLiteral("%1 is not valid JSON: %2 (line %3, column %4).")
                       .arg(what, message, QString::number(line), QString::number(column));
    QString detail = QStringLiteral("At byte %1").arg(offset);
    if (!pointer.isEmpty())
        detail += QStringLiteral(", JSON Pointer %1").arg(pointer);
    return base::makeError(base::ErrorKind::BadInput, std::move(text), {}, std::move(detail));
}

} // namespace outcrop::json
