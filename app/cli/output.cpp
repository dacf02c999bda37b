// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/output.h"

#include <cerrno>
#include <unistd.h>

namespace outcrop::app
{

namespace
{

bool writeAll(int descriptor, QByteArrayView bytes)
{
    while (!bytes.isEmpty()) {
        const ssize_t written = ::write(descriptor, bytes.data(), static_cast<size_t>(bytes.size()));
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return false;
        bytes = bytes.sliced(written);
    }
    return true;
}

} // namespace

QString terminalSafe(const QString &text)
{
    QString safe = text;
    for (QChar &c : safe) {
        const char16_t code = c.unicode();
        if (code < 0x20 && code != u'\n' && code != u'\t')
            c = QChar(0x2400 + code); // the symbol for that control character
        else if (code == 0x7f)
            c = QChar(0x2421);
        else if ((code >= 0x80 && code < 0xa0) || (code >= 0x202a && code <= 0x202e) ||
                 (code >= 0x2066 && code <= 0x2069))
            c = QChar::ReplacementCharacter;
    }
    return safe;
}

bool Output::write(const QByteArray &bytes)
{
    return writeAll(STDOUT_FILENO, bytes);
}

bool Output::writeText(const QString &text)
{
    static const bool isTerminal = ::isatty(STDOUT_FILENO) == 1;
    return writeAll(STDOUT_FILENO, (isTerminal ? terminalSafe(text) : text).toUtf8());
}

bool Output::writeLine(const json::Json &value)
{
    return writeAll(STDOUT_FILENO, json::write(value) + '\n');
}

void Output::note(const QString &line)
{
    writeAll(STDERR_FILENO, terminalSafe(line).toUtf8() + '\n');
}

void Output::error(const base::Error &error)
{
    note(QStringLiteral("outcrop: ") + error.message);
    if (!error.serviceMessage.isEmpty())
        note(QStringLiteral("  the service says: ") + error.serviceMessage.trimmed());
    for (const QString &line : error.detail.split(u'\n', Qt::SkipEmptyParts))
        note(QStringLiteral("  ") + line);
    if (!error.advice.isEmpty())
        note(QStringLiteral("  ") + error.advice);
    if (!error.requestId.isEmpty())
        note(QStringLiteral("  request id: ") + error.requestId);
}

json::Json errorToJson(const base::Error &error)
{
    json::Json value = json::Json::object();
    value.set(u"kind", base::errorKindName(error.kind));
    value.set(u"message", error.message);
    const auto setText = [&value](QStringView key, const QString &text) {
        if (!text.isEmpty())
            value.set(key, text);
    };
    setText(u"code", error.code);
    setText(u"serviceMessage", error.serviceMessage);
    setText(u"advice", error.advice);
    setText(u"detail", error.detail);
    setText(u"requestId", error.requestId);
    if (error.httpStatus)
        value.set(u"httpStatus", *error.httpStatus);
    return value;
}

} // namespace outcrop::app
