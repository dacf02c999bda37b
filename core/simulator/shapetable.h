// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QHash>
#include <QRegularExpression>
#include <QString>
#include <QStringList>

#include <memory>
#include <optional>
#include <vector>

namespace outcrop::simulator
{

/// The type of a member, of a list's items, or of a map's keys or values.
struct ShapeType {
    enum class Kind : quint8 { Document, Blob, String, Enum, Integer, Float, Boolean, List, Map, Named };

    Kind kind = Kind::Document;
    std::optional<double> least; ///< value of a number; length of a string, list or map; bytes of a blob
    std::optional<double> most;
    std::optional<QRegularExpression> pattern; ///< anchored
    QStringList values;                        ///< Enum
    QString name;                              ///< Named: which structure or union
    std::shared_ptr<const ShapeType> key;      ///< Map
    std::shared_ptr<const ShapeType> element;  ///< List items, Map values
};

struct ShapeMember {
    QString name;
    bool required = false;
    ShapeType type;
};

/// A structure, or a union: an object with exactly one of its members.
struct Shape {
    QString name;
    bool isUnion = false;
    std::vector<ShapeMember> members;

    const ShapeMember *member(QStringView memberName) const;
    QStringList memberNames() const;
};

/// Shapes by name, read from the notation of converseshapes.cpp.
class ShapeTable
{
public:
    explicit ShapeTable(QByteArrayView text);

    /// The shapes of Converse. Made on first use, then shared; reading it needs no lock.
    static const ShapeTable &converse();

    const Shape *find(const QString &name) const;
    QStringList names() const { return m_shapes.keys(); }
    /// Lines that could not be read. Always empty for our own table.
    const QStringList &faults() const { return m_faults; }

private:
    QHash<QString, Shape> m_shapes;
    QStringList m_faults;
};

} // namespace outcrop::simulator
