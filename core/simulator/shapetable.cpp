// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulator/shapetable.h"

#include "core/simulator/converseshapes.h"

#include <algorithm>

namespace outcrop::simulator
{

namespace
{

ShapeType::Kind kindNamed(QStringView word)
{
    static const QHash<QString, ShapeType::Kind> kinds{
        {QStringLiteral("document"), ShapeType::Kind::Document},
        {QStringLiteral("blob"), ShapeType::Kind::Blob},
        {QStringLiteral("string"), ShapeType::Kind::String},
        {QStringLiteral("enum"), ShapeType::Kind::Enum},
        {QStringLiteral("integer"), ShapeType::Kind::Integer},
        {QStringLiteral("float"), ShapeType::Kind::Float},
        {QStringLiteral("boolean"), ShapeType::Kind::Boolean},
        {QStringLiteral("list"), ShapeType::Kind::List},
        {QStringLiteral("map"), ShapeType::Kind::Map},
    };
    return kinds.value(word.toString(), ShapeType::Kind::Named);
}

/// Reads a type from the front of @p words.
class TypeReader
{
public:
    explicit TypeReader(QStringList words) : m_words(std::move(words)) {}

    bool atEnd() const { return m_next == m_words.size(); }

    ShapeType read()
    {
        ShapeType type;
        const QString word = take();
        type.kind = kindNamed(word);
        if (type.kind == ShapeType::Kind::Named)
            type.name = word;
        if (type.kind == ShapeType::Kind::Enum) {
            while (!atEnd())
                type.values.append(take());
        }
        readRange(type);
        readPattern(type);
        readElements(type);
        return type;
    }

private:
    QString peek() const { return atEnd() ? QString() : m_words.at(m_next); }
    QString take() { return atEnd() ? QString() : m_words.at(m_next++); }

    bool takeIf(QStringView word)
    {
        const bool found = peek() == word;
        m_next += found ? 1 : 0;
        return found;
    }

    void readRange(ShapeType &type)
    {
        const qsizetype dots = peek().indexOf(QLatin1StringView(".."));
        if (dots < 0 || peek().startsWith(u'~'))
            return;
        const QString range = take();
        bool ok = false;
        const double least = range.first(dots).toDouble(&ok);
        if (ok)
            type.least = least;
        const double most = range.sliced(dots + 2).toDouble(&ok);
        if (ok)
            type.most = most;
    }

    void readPattern(ShapeType &type)
    {
        if (peek().startsWith(u'~'))
            type.pattern = QRegularExpression(QRegularExpression::anchoredPattern(take().sliced(1)));
    }

    void readElements(ShapeType &type)
    {
        if (takeIf(u"of")) {
            auto first = std::make_shared<const ShapeType>(read());
            if (takeIf(u"to")) {
                type.key = std::move(first);
                type.element = std::make_shared<const ShapeType>(read());
            } else {
                type.element = std::move(first);
            }
        }
    }

    QStringList m_words;
    qsizetype m_next = 0;
};

std::optional<ShapeMember> memberOf(QStringList words)
{
    if (words.size() < 2)
        return std::nullopt;
    ShapeMember member;
    member.name = words.takeFirst();
    member.required = member.name.endsWith(u'*');
    if (member.required)
        member.name.chop(1);
    TypeReader reader(words);
    member.type = reader.read();
    return reader.atEnd() ? std::optional(std::move(member)) : std::nullopt;
}

} // namespace

const ShapeMember *Shape::member(QStringView memberName) const
{
    const auto found = std::find_if(members.begin(), members.end(),
                                    [memberName](const ShapeMember &one) { return one.name == memberName; });
    return found == members.end() ? nullptr : &*found;
}

QStringList Shape::memberNames() const
{
    QStringList names;
    for (const ShapeMember &one : members)
        names.append(one.name);
    return names;
}

ShapeTable::ShapeTable(QByteArrayView text)
{
    QString current;
    for (const QString &line : QString::fromLatin1(text).split(u'\n', Qt::SkipEmptyParts)) {
        QStringList words = line.split(u' ', Qt::SkipEmptyParts);
        if (!line.startsWith(u' ') && words.size() == 2) {
            current = words.at(1);
            m_shapes.insert(current, {current, words.at(0) == QLatin1StringView("union"), {}});
        } else if (auto member = memberOf(std::move(words)); member && m_shapes.contains(current)) {
            m_shapes[current].members.push_back(std::move(*member));
        } else {
            m_faults.append(line);
        }
    }
}

const ShapeTable &ShapeTable::converse()
{
    static const ShapeTable table(converseShapesText());
    return table;
}

const Shape *ShapeTable::find(const QString &name) const
{
    const auto found = m_shapes.constFind(name);
    return found == m_shapes.cend() ? nullptr : &found.value();
}

} // namespace outcrop::simulator
