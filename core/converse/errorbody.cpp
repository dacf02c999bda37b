// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/converse/errorbody.h"

#include "core/base/limits.h"
#include "core/json/json.h"

#include <QRegularExpression>
#include <QStringDecoder>

#include <algorithm>
#include <initializer_list>

namespace outcrop::converse
{

namespace
{

using json::Json;

/// More than this of a refusal is never read: real ones have a few kB.
constexpr qsizetype mostRead = 256 * 1024;

QString at(const Json &root, std::initializer_list<QLatin1StringView> path)
{
    Json value = root;
    for (const QLatin1StringView key : path)
        value = value.value(key);
    if (value.isString())
        return value.toString();
    return value.isNumber() ? QString::fromLatin1(value.numberText()) : QString();
}

bool isNumeric(const QString &text)
{
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), [](QChar c) { return c.isDigit(); });
}

QString codeOf(const Json &root)
{
    // protocol/converse.md, 6; `type`, which gateways use, is "Sender" or "Receiver" in older AWS bodies.
    const QString candidates[] = {
        at(root, {QLatin1StringView("code")}),
        at(root, {QLatin1StringView("Code")}),
        at(root, {QLatin1StringView("__type")}),
        at(root, {QLatin1StringView("type")}),
        at(root, {QLatin1StringView("error"), QLatin1StringView("type")}),
        at(root, {QLatin1StringView("error"), QLatin1StringView("code")}),
        at(root, {QLatin1StringView("detail"), QLatin1StringView("error"), QLatin1StringView("type")}),
    };
    for (const QString &candidate : candidates) {
        // "error" says nothing, and a number is only the status again: what stands further inside may say
        // more.
        const QString name = errorTypeName(candidate);
        if (!name.isEmpty() && name != QLatin1StringView("error") && name != QLatin1StringView("None") &&
            !isNumeric(name))
            return name;
    }
    return {};
}

/// The first string inside @p root, in document order, at a small depth; for bodies nobody foresaw.
QString firstText(const Json &root, int depth = 0)
{
    if (root.isString())
        return root.toString();
    constexpr int deepest = 4;
    constexpr qsizetype widest = 32;
    for (qsizetype i = 0; depth < deepest && i < std::min(root.size(), widest); ++i) {
        const QString found = firstText(root.at(i), depth + 1);
        if (!found.isEmpty())
            return found;
    }
    return {};
}

QString messageOf(const Json &root)
{
    const QLatin1StringView error("error");
    const QLatin1StringView detail("detail");
    const QLatin1StringView message("message");
    const QString candidates[] = {
        at(root, {message}),
        at(root, {QLatin1StringView("Message")}),
        at(root, {error, message}),
        at(root, {error, QLatin1StringView("Message")}),
        at(root, {error}),
        at(root, {detail, error}),
        at(root, {detail, error, message}),
        at(root, {detail, message}),
        at(root, {detail}),
        at(root, {QLatin1StringView("errorMessage")}),
        at(root, {QLatin1StringView("error_description")}),
        at(root.value(detail).at(0), {QLatin1StringView("msg")}), // a list of complaints
        at(root, {QLatin1StringView("msg")}),
    };
    for (const QString &candidate : candidates) {
        if (!candidate.trimmed().isEmpty())
            return candidate;
    }
    return firstText(root);
}

/// One element's content, without the markup inside it.
QString elementText(const QString &text, QLatin1StringView name)
{
    const qsizetype open = text.indexOf(u'<' + name, 0, Qt::CaseInsensitive);
    const qsizetype begin = open < 0 ? -1 : text.indexOf(u'>', open) + 1;
    if (begin <= 0)
        return {};
    const qsizetype end = text.indexOf(QStringLiteral("</") + name, begin, Qt::CaseInsensitive);
    QString content = text.mid(begin, end < 0 ? -1 : end - begin);
    static const QRegularExpression markup(QStringLiteral("<[^<>]*>"));
    content.remove(markup);
    return content.simplified()
        .left(longestErrorMessage)
        .replace(QStringLiteral("&lt;"), QStringLiteral("<"))
        .replace(QStringLiteral("&gt;"), QStringLiteral(">"))
        .replace(QStringLiteral("&quot;"), QStringLiteral("\""))
        .replace(QStringLiteral("&amp;"), QStringLiteral("&"));
}

void readMarkup(const QString &text, ErrorBody &read)
{
    const bool isHtml = text.contains(QLatin1StringView("<html"), Qt::CaseInsensitive) ||
                        text.contains(QLatin1StringView("<!doctype html"), Qt::CaseInsensitive) ||
                        text.contains(QLatin1StringView("<body"), Qt::CaseInsensitive);
    read.form = isHtml ? ErrorBody::Form::Html : ErrorBody::Form::Xml;
    if (isHtml) {
        read.message = elementText(text, QLatin1StringView("title"));
        if (read.message.isEmpty())
            read.message = elementText(text, QLatin1StringView("h1"));
        return;
    }
    read.code = errorTypeName(elementText(text, QLatin1StringView("Code")));
    read.message = elementText(text, QLatin1StringView("Message"));
}

/// The JSON inside `data: {...}` lines, which older gateways write instead of an error body.
QByteArray withoutEventLines(const QByteArray &text)
{
    const qsizetype data = text.startsWith("data:") ? 0 : text.indexOf("\ndata:") + 1;
    if (!text.startsWith("data:") && !(text.startsWith("event:") && data > 0))
        return text;
    const qsizetype begin = data + 5;
    const qsizetype end = text.indexOf('\n', begin);
    return text.mid(begin, end < 0 ? -1 : end - begin).trimmed();
}

QString safeExcerpt(const QByteArray &body)
{
    return shownText(QString::fromUtf8(body.left(base::limits::errorExcerptBytes)));
}

/// A character cut off at the end is no reason to call a text binary.
bool isUtf8Text(const QByteArray &body)
{
    QStringDecoder decoder(QStringDecoder::Utf8);
    const QString text = decoder.decode(body);
    return !text.contains(QChar(u'\0')) && !text.contains(QChar::ReplacementCharacter);
}

void readJson(const Json &root, ErrorBody &read)
{
    read.code = codeOf(root);
    read.message = messageOf(root).left(longestErrorMessage);
}

} // namespace

QString shownText(QString text)
{
    for (QChar &c : text) {
        const bool plain = c.isPrint() || c == u'\n' || c == u'\t' || c.isSurrogate();
        if (!plain || c.category() == QChar::Other_Format)
            c = QChar::ReplacementCharacter;
    }
    return text;
}

QString errorTypeName(QStringView written)
{
    QStringView name = written.trimmed();
    if (const qsizetype colon = name.indexOf(u':'); colon >= 0)
        name = name.first(colon);
    if (const qsizetype hash = name.lastIndexOf(u'#'); hash >= 0)
        name = name.sliced(hash + 1);
    return shownText(name.trimmed().left(longestErrorCode).toString());
}

ErrorBody readErrorBody(QByteArrayView body)
{
    ErrorBody read;
    const QByteArray text = body.first(std::min(body.size(), mostRead)).toByteArray().trimmed();
    if (text.isEmpty())
        return read;
    const bool isWhole = body.size() <= mostRead;
    if (isWhole && !isUtf8Text(text)) {
        read.form = ErrorBody::Form::Binary;
        read.excerpt = QStringLiteral("hex ") + QString::fromLatin1(text.left(32).toHex(' '));
        return read;
    }
    read.excerpt = safeExcerpt(text);
    const QByteArray candidate = withoutEventLines(text);
    if (const auto whole = json::parse(candidate); whole.ok()) {
        read.form = ErrorBody::Form::Json;
        readJson(*whole, read);
    } else if (candidate.startsWith('{') || candidate.startsWith('[') || candidate.startsWith('"')) {
        read.form = ErrorBody::Form::TruncatedJson;
        readJson(json::parseTolerant(candidate).value, read);
    } else if (text.startsWith('<')) {
        readMarkup(QString::fromUtf8(text), read);
    } else {
        read.form = ErrorBody::Form::Text;
        read.message = QString::fromUtf8(text);
    }
    return read;
}

} // namespace outcrop::converse
