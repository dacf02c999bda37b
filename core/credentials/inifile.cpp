// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/credentials/inifile.h"

#include "core/base/regularfile.h"

#include <QRegularExpression>
#include <QStringDecoder>

#include <algorithm>
#include <optional>
#include <utility>

namespace outcrop::credentials
{

namespace
{

constexpr qint64 mostBytes = 1024 * 1024; // a thousand profiles are 200 kB; reliability.md, fault 35

bool isBlank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\f' || c == '\v';
}

QByteArrayView trimmed(QByteArrayView text)
{
    while (!text.isEmpty() && isBlank(text.front()))
        text = text.sliced(1);
    while (!text.isEmpty() && isBlank(text.back()))
        text.chop(1);
    return text;
}

bool isComment(QByteArrayView line)
{
    return line.startsWith('#') || line.startsWith(';');
}

/// Without a comment that begins with ` #` or ` ;`.
QByteArrayView withoutComment(QByteArrayView text)
{
    for (qsizetype i = 1; i < text.size(); ++i) {
        if ((text[i] == '#' || text[i] == ';') && isBlank(text[i - 1]))
            return trimmed(text.first(i));
    }
    return text;
}

class IniReader
{
public:
    IniReader(const QByteArray &bytes, const QString &path) : m_bytes(bytes) { m_file.path = path; }

    base::Result<IniFile> read();

private:
    std::optional<base::Error> readLine(QByteArrayView line);
    std::optional<base::Error> readHeader(QByteArrayView line);
    std::optional<base::Error> readProperty(QByteArrayView line);
    std::optional<base::Error> readContinuation(QByteArrayView line);
    std::optional<IniProperty> property(QByteArrayView line) const;
    void put(std::vector<IniProperty> &into, IniProperty property);
    base::Error error(const QString &why, const QString &advice) const;
    void notice(const QString &text);

    const QByteArray &m_bytes;
    IniFile m_file;
    int m_line = 0;
    std::optional<size_t> m_section;  // the one being read
    std::optional<size_t> m_property; // of it, that an indented line belongs to
};

base::Result<IniFile> IniReader::read()
{
    QByteArrayView rest(m_bytes);
    if (rest.startsWith("\xef\xbb\xbf")) {
        rest = rest.sliced(3);
        m_file.notices +=
            QStringLiteral("%1 begins with a byte order mark, which was left out.").arg(m_file.path);
    }
    while (!rest.isEmpty()) {
        ++m_line;
        const qsizetype end = rest.indexOf('\n');
        const QByteArrayView line = end < 0 ? rest : rest.first(end);
        rest = end < 0 ? QByteArrayView() : rest.sliced(end + 1);
        if (auto problem = readLine(line))
            return *problem;
    }
    return std::move(m_file);
}

std::optional<base::Error> IniReader::readLine(QByteArrayView line)
{
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    [[maybe_unused]] const QString decoded = decoder.decode(line);
    if (decoder.hasError() || line.contains('\0'))
        return error(QStringLiteral("is not UTF-8 text"), QStringLiteral("Save the file as UTF-8."));
    const QByteArrayView content = trimmed(line);
    if (content.isEmpty() || isComment(content))
        return std::nullopt;
    if (isBlank(line.front()))
        return readContinuation(content);
    return content.startsWith('[') ? readHeader(content) : readProperty(content);
}

std::optional<base::Error> IniReader::readHeader(QByteArrayView line)
{
    m_section.reset();
    m_property.reset();
    const qsizetype end = line.indexOf(']');
    if (end < 0)
        return error(QStringLiteral("begins a section without the closing bracket"),
                     QStringLiteral("Write it like [profile name]."));
    const QByteArrayView after = trimmed(line.sliced(end + 1));
    if (!after.isEmpty() && !isComment(after))
        return error(QStringLiteral("has more text after the section's closing bracket"),
                     QStringLiteral("Put the text on a line of its own, or a # before it."));
    const QString header = QString::fromUtf8(trimmed(line.sliced(1, end - 1)));
    if (header.isEmpty())
        return error(QStringLiteral("begins a section without a name"),
                     QStringLiteral("Write it like [profile name]."));
    const auto found =
        std::find_if(m_file.sections.begin(), m_file.sections.end(),
                     [&header](const IniSection &section) { return section.header == header; });
    m_section = static_cast<size_t>(found - m_file.sections.begin());
    if (found == m_file.sections.end())
        m_file.sections.push_back({header, m_line, {}});
    else
        notice(QStringLiteral("%1 stands here again and is read as one with line %2")
                   .arg(shownHeader(header))
                   .arg(found->line));
    return std::nullopt;
}

std::optional<IniProperty> IniReader::property(QByteArrayView line) const
{
    const qsizetype equals = line.indexOf('=');
    const QByteArrayView name = equals < 0 ? QByteArrayView() : trimmed(line.first(equals));
    if (name.isEmpty())
        return std::nullopt;
    const QByteArrayView value = trimmed(line.sliced(equals + 1));
    return IniProperty{
        QString::fromUtf8(name).toLower(),
        base::SecretString((isComment(value) ? QByteArrayView() : withoutComment(value)).toByteArray()),
        m_line,
        {}};
}

std::optional<base::Error> IniReader::readProperty(QByteArrayView line)
{
    auto read = property(line);
    if (!read)
        return error(QStringLiteral("is neither a section nor \"name = value\""),
                     QStringLiteral("Mend the line, or put a # before it."));
    if (!m_section)
        return error(QStringLiteral("stands before the first section"),
                     QStringLiteral("Put a line like [default] above it."));
    auto &properties = m_file.sections[*m_section].properties;
    const QString name = read->name;
    put(properties, std::move(*read));
    m_property = static_cast<size_t>(std::find_if(properties.begin(), properties.end(),
                                                  [&name](const auto &p) { return p.name == name; }) -
                                     properties.begin());
    return std::nullopt;
}

std::optional<base::Error> IniReader::readContinuation(QByteArrayView line)
{
    if (!m_section || !m_property)
        return error(QStringLiteral("is indented but continues nothing"),
                     QStringLiteral("Take away the white space at its beginning."));
    IniProperty &parent = m_file.sections[*m_section].properties[*m_property];
    if (!parent.value.isEmpty()) {
        parent.value = base::SecretString(parent.value.reveal() + '\n' + line.toByteArray());
        return std::nullopt;
    }
    auto read = property(line);
    if (!read)
        return error(QStringLiteral("is indented but is not \"name = value\""),
                     QStringLiteral("Mend the line, or put a # before it."));
    put(parent.nested, std::move(*read));
    return std::nullopt;
}

void IniReader::put(std::vector<IniProperty> &into, IniProperty property)
{
    for (IniProperty &present : into) {
        if (present.name != property.name)
            continue;
        notice(QStringLiteral("%1 stands here again; this one counts, not line %2")
                   .arg(shownName(property))
                   .arg(present.line));
        present = std::move(property);
        return;
    }
    into.push_back(std::move(property));
}

base::Error IniReader::error(const QString &why, const QString &advice) const
{
    return base::makeError(base::ErrorKind::Credentials,
                           QStringLiteral("%1, line %2 %3.").arg(m_file.path).arg(m_line).arg(why), advice);
}

void IniReader::notice(const QString &text)
{
    m_file.notices += QStringLiteral("%1, line %2: %3.").arg(m_file.path).arg(m_line).arg(text);
}

} // namespace

QString shownName(const IniProperty &property)
{
    static const QRegularExpression plausible(QStringLiteral("^[a-z0-9_]{1,40}$"));
    const QByteArray value = property.value.reveal();
    const bool hasValue = std::any_of(value.begin(), value.end(), [](char c) { return c != '='; });
    return (hasValue || !property.nested.empty()) && plausible.match(property.name).hasMatch()
               ? QStringLiteral("\"%1\"").arg(property.name)
               : QStringLiteral("a name that is none");
}

QString shownHeader(const QString &header)
{
    static const QRegularExpression plausible(QStringLiteral("^(?!.*[^\\s]{41})[\\w .@:'\"-]{1,64}$"),
                                              QRegularExpression::UseUnicodePropertiesOption);
    return plausible.match(header).hasMatch() ? QStringLiteral("[%1]").arg(header)
                                              : QStringLiteral("a section without a plausible name");
}

const IniProperty *IniSection::find(QStringView name) const
{
    const auto found = std::find_if(properties.begin(), properties.end(),
                                    [name](const IniProperty &property) { return property.name == name; });
    return found == properties.end() ? nullptr : &*found;
}

base::Result<IniFile> parseIni(const QByteArray &bytes, const QString &path)
{
    return IniReader(bytes, path).read();
}

base::Result<IniFile> readIni(const QString &path)
{
    const auto content = base::RegularFile::read(path, mostBytes);
    if (content)
        return parseIni(content->bytes, path);
    if (content.error().code == QLatin1StringView("ENOENT")) {
        IniFile none;
        none.path = path;
        return none;
    }
    return content.error();
}

} // namespace outcrop::credentials
