// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulator/shapevalidator.h"

namespace outcrop::simulator
{

using namespace Qt::Literals::StringLiterals;
using json::Json;

namespace
{

constexpr qsizetype mostViolations = 10;
/// Longer values are not repeated in a message.
constexpr qsizetype longestShownValue = 80;

QString childPlace(const QString &place, const QString &name)
{
    return place.isEmpty() ? name : place + u'.' + name;
}

QString shown(const Json &value)
{
    QString text;
    if (value.isString())
        text = value.toString();
    else if (value.isNumber() || value.isBool())
        text = QString::fromUtf8(json::write(value));
    else
        return {};
    return text.size() > longestShownValue ? text.first(longestShownValue) + u'…' : text;
}

/// Members that are there: not null.
QStringList presentMembers(const Json &object)
{
    QStringList names;
    for (qsizetype i = 0; i < object.size(); ++i) {
        if (!object.at(i).isNull())
            names.append(object.keyAt(i));
    }
    return names;
}

QString bound(double value)
{
    return QString::number(value, 'f', 0);
}

} // namespace

QStringList ShapeValidator::check(const Json &value, const QString &shapeName)
{
    m_violations.clear();
    const Shape *shape = m_table.find(shapeName);
    Q_ASSERT(shape);
    checkShape(value, *shape, {});
    return m_violations;
}

void ShapeValidator::checkShape(const Json &value, const Shape &shape, const QString &place)
{
    if (m_violations.size() >= mostViolations)
        return;
    if (!value.isObject())
        return failType(place, value, "object"_L1);
    const QStringList present = presentMembers(value);
    for (const QString &name : present) {
        if (!shape.member(name)) {
            m_violations.append(QStringLiteral("%1: extraneous key [%2] is not permitted")
                                    .arg(place.isEmpty() ? QStringLiteral("#") : place, name));
        }
    }
    if (shape.isUnion)
        checkUnion(value, shape, place);
    for (const ShapeMember &member : shape.members) {
        if (present.contains(member.name))
            checkType(value.value(member.name), member.type, childPlace(place, member.name));
        else if (member.required)
            m_violations.append(
                QStringLiteral("Value at '%1' failed to satisfy constraint: Member must not be null")
                    .arg(childPlace(place, member.name)));
    }
}

void ShapeValidator::checkUnion(const Json &value, const Shape &shape, const QString &place)
{
    QStringList known;
    for (const QString &name : presentMembers(value)) {
        if (shape.member(name))
            known.append(name);
    }
    if (known.size() == 1)
        return;
    const QString object = QStringLiteral("The %1 object at %2 must set one of the following keys: %3.")
                               .arg(shape.name, place, shape.memberNames().join(", "_L1));
    m_violations.append(
        known.isEmpty() ? object : object + QStringLiteral(" It sets %1.").arg(known.join(" and "_L1)));
}

void ShapeValidator::checkType(const Json &value, const ShapeType &type, const QString &place)
{
    switch (type.kind) {
    case ShapeType::Kind::Document:
        return;
    case ShapeType::Kind::Boolean:
        return value.isBool() ? void() : failType(place, value, "boolean"_L1);
    case ShapeType::Kind::String:
    case ShapeType::Kind::Enum:
        return checkText(value, type, place);
    case ShapeType::Kind::Integer:
    case ShapeType::Kind::Float:
        return checkNumber(value, type, place);
    case ShapeType::Kind::Blob:
        return checkBlob(value, type, place);
    case ShapeType::Kind::List:
        return checkList(value, type, place);
    case ShapeType::Kind::Map:
        return checkMap(value, type, place);
    case ShapeType::Kind::Named:
        return checkShape(value, *m_table.find(type.name), place);
    }
}

void ShapeValidator::checkText(const Json &value, const ShapeType &type, const QString &place)
{
    if (!value.isString())
        return failType(place, value, "string"_L1);
    const QString text = value.toString();
    if (!type.values.isEmpty() && !type.values.contains(text)) {
        return fail(
            place, value,
            QStringLiteral("Member must satisfy enum value set: [%1]").arg(type.values.join(", "_L1)));
    }
    if (checkLength(text.size(), type, place, value) && type.pattern &&
        !type.pattern->match(text).hasMatch()) {
        fail(place, value,
             QStringLiteral("Member must satisfy regular expression pattern: %1")
                 .arg(type.pattern->pattern()));
    }
}

void ShapeValidator::checkNumber(const Json &value, const ShapeType &type, const QString &place)
{
    const bool isInteger = type.kind == ShapeType::Kind::Integer;
    if (!value.isNumber() || (isInteger && !value.toInt()))
        return failType(place, value, isInteger ? "integer"_L1 : "float"_L1);
    const std::optional<double> number = value.toDouble();
    if (type.least && (!number || *number < *type.least))
        fail(place, value,
             QStringLiteral("Member must have value greater than or equal to %1").arg(bound(*type.least)));
    else if (type.most && (!number || *number > *type.most))
        fail(place, value,
             QStringLiteral("Member must have value less than or equal to %1").arg(bound(*type.most)));
}

void ShapeValidator::checkBlob(const Json &value, const ShapeType &type, const QString &place)
{
    if (!value.isString())
        return failType(place, value, "blob"_L1);
    const auto decoded =
        QByteArray::fromBase64Encoding(value.toUtf8(), QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded)
        m_violations.append(QStringLiteral("Value at '%1' is not valid base64").arg(place));
    else
        checkLength((*decoded).size(), type, place, Json());
}

void ShapeValidator::checkList(const Json &value, const ShapeType &type, const QString &place)
{
    if (!value.isArray())
        return failType(place, value, "list"_L1);
    checkLength(value.size(), type, place, value);
    for (qsizetype i = 0; i < value.size() && m_violations.size() < mostViolations; ++i)
        checkType(value.at(i), *type.element, childPlace(place, QString::number(i)));
}

void ShapeValidator::checkMap(const Json &value, const ShapeType &type, const QString &place)
{
    if (!value.isObject())
        return failType(place, value, "map"_L1);
    checkLength(value.size(), type, place, value);
    for (qsizetype i = 0; i < value.size() && m_violations.size() < mostViolations; ++i) {
        const QString key = value.keyAt(i);
        checkType(Json(key), *type.key, childPlace(place, key));
        checkType(value.at(i), *type.element, childPlace(place, key));
    }
}

bool ShapeValidator::checkLength(qsizetype length, const ShapeType &type, const QString &place,
                                 const Json &value)
{
    const auto size = static_cast<double>(length);
    if (type.least && size < *type.least)
        fail(place, value,
             QStringLiteral("Member must have length greater than or equal to %1").arg(bound(*type.least)));
    else if (type.most && size > *type.most)
        fail(place, value,
             QStringLiteral("Member must have length less than or equal to %1").arg(bound(*type.most)));
    else
        return true;
    return false;
}

void ShapeValidator::fail(const QString &place, const Json &value, const QString &constraint)
{
    const QString seen = value.isString() || value.isNumber() ? QStringLiteral("Value '%1'").arg(shown(value))
                                                              : QStringLiteral("Value");
    m_violations.append(
        QStringLiteral("%1 at '%2' failed to satisfy constraint: %3").arg(seen, place, constraint));
}

void ShapeValidator::failType(const QString &place, const Json &value, QLatin1StringView wanted)
{
    fail(place.isEmpty() ? QStringLiteral("#") : place, value,
         QStringLiteral("Member must be of type %1").arg(wanted));
}

QString violationsMessage(const QStringList &violations)
{
    return QStringLiteral("%1 validation %2 detected: %3")
        .arg(violations.size())
        .arg(violations.size() == 1 ? "error"_L1 : "errors"_L1, violations.join("; "_L1));
}

} // namespace outcrop::simulator
