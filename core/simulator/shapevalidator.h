// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/json/json.h"
#include "core/simulator/shapetable.h"

#include <QString>
#include <QStringList>

namespace outcrop::simulator
{

/// Checks a JSON value against the shapes of the service model: required and unknown members, types, ranges,
/// lengths, patterns, enums, and that a union has exactly one member. A null member counts as absent.
class ShapeValidator
{
public:
    explicit ShapeValidator(const ShapeTable &table = ShapeTable::converse()) : m_table(table) {}

    /// Every violation as one sentence in the service's words, naming the place as `messages.2.content.0`
    /// (indexes from 0). At most ten; empty when there is none.
    QStringList check(const json::Json &value, const QString &shapeName);

private:
    void checkShape(const json::Json &value, const Shape &shape, const QString &place);
    void checkUnion(const json::Json &value, const Shape &shape, const QString &place);
    void checkType(const json::Json &value, const ShapeType &type, const QString &place);
    void checkText(const json::Json &value, const ShapeType &type, const QString &place);
    void checkNumber(const json::Json &value, const ShapeType &type, const QString &place);
    void checkBlob(const json::Json &value, const ShapeType &type, const QString &place);
    void checkList(const json::Json &value, const ShapeType &type, const QString &place);
    void checkMap(const json::Json &value, const ShapeType &type, const QString &place);
    bool checkLength(qsizetype length, const ShapeType &type, const QString &place, const json::Json &value);
    void fail(const QString &place, const json::Json &value, const QString &constraint);
    void failType(const QString &place, const json::Json &value, QLatin1StringView wanted);

    const ShapeTable &m_table;
    QStringList m_violations;
};

/// All violations of one request in the service's frame: "2 validation errors detected: ...; ...".
QString violationsMessage(const QStringList &violations);

} // namespace outcrop::simulator
