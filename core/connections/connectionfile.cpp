// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connections/connectionfile.h"

#include "core/json/json.h"

#include <QSet>

#include <array>

namespace outcrop::connections
{

namespace
{

using base::ErrorKind;
using base::makeError;
using json::Json;

constexpr QLatin1StringView formatName("outcrop-connections");
constexpr qint64 ownVersion = 1;

constexpr std::array storedKinds{ConnectionKind::Aws, ConnectionKind::Gateway};
constexpr std::array authKinds{
    AuthKind::AwsChain,     AuthKind::AwsProfile, AuthKind::AwsKeys, AuthKind::BearerEnvironment,
    AuthKind::BearerStored, AuthKind::Header,     AuthKind::None};
constexpr std::array proxyKinds{ProxyKind::System, ProxyKind::Manual, ProxyKind::None};

/// Sets the member, or takes it away when it says nothing.
void put(Json &object, QLatin1StringView key, const Json &value, bool saysSomething)
{
    if (saysSomething)
        object.set(key, value);
    else
        object.remove(key);
}

void putText(Json &object, QLatin1StringView key, const QString &text)
{
    put(object, key, Json(text), !text.isEmpty());
}

Json objectAt(const Json &object, QLatin1StringView key)
{
    const Json value = object.value(key);
    return value.isObject() ? value : Json::object();
}

Json encodeAuth(const ConnectionSpec &spec)
{
    Json auth = objectAt(spec.stored, QLatin1StringView("auth"));
    auth.set(u"kind", Json(authName(spec.auth)));
    putText(auth, QLatin1StringView("profile"), spec.profile);
    putText(auth, QLatin1StringView("accessKeyId"), spec.accessKeyId);
    put(auth, QLatin1StringView("sessionToken"), Json(true), spec.hasSessionToken);
    putText(auth, QLatin1StringView("headerName"), spec.headerName);
    put(auth, QLatin1StringView("instanceMetadata"), Json(true), spec.instanceMetadata);
    return auth;
}

Json encodeHeaders(const ConnectionSpec &spec)
{
    Json headers = Json::array();
    for (const ExtraHeader &header : spec.headers) {
        Json item = Json::object({{QLatin1StringView("name"), Json(header.name)}});
        if (header.isSecret)
            item.set(u"secret", Json(true));
        else
            item.set(u"value", Json(header.value));
        headers.append(item);
    }
    return headers;
}

Json encodeLimits(const ConnectionSpec &spec)
{
    Json limits = objectAt(spec.stored, QLatin1StringView("timeouts"));
    const auto set = [&limits](QLatin1StringView key, const std::optional<std::chrono::seconds> &value) {
        put(limits, key, value ? Json(qint64(value->count())) : Json(), value.has_value());
    };
    set(QLatin1StringView("connectSeconds"), spec.limits.connect);
    set(QLatin1StringView("headSeconds"), spec.limits.head);
    set(QLatin1StringView("idleSeconds"), spec.limits.idle);
    set(QLatin1StringView("totalSeconds"), spec.limits.total);
    return limits;
}

/// Reads members of an object; the first that is not of its kind is the error.
class Reader
{
public:
    explicit Reader(const Json &object) : m_object(object) {}

    QString text(QLatin1StringView key)
    {
        const Json value = member(key, &Json::isString, "text");
        return value.toString();
    }
    bool flag(QLatin1StringView key)
    {
        const Json value = member(key, &Json::isBool, "true or false");
        return value.toBool().value_or(false);
    }
    std::optional<qint64> count(QLatin1StringView key)
    {
        const Json value = member(key, &Json::isNumber, "a number");
        if (!value.isNull() && value.toInt().value_or(-1) < 0)
            complain(key, "a whole number");
        return value.toInt();
    }
    std::optional<std::chrono::seconds> seconds(QLatin1StringView key)
    {
        const auto number = count(key);
        return number ? std::optional(std::chrono::seconds(*number)) : std::nullopt;
    }
    Json object(QLatin1StringView key) { return member(key, &Json::isObject, "an object"); }
    Json array(QLatin1StringView key) { return member(key, &Json::isArray, "a list"); }

    /// The one of @p values that is named so; the first when the member is absent.
    template <typename T, size_t N>
    T oneOf(QLatin1StringView key, const std::array<T, N> &values, QLatin1StringView (*nameOf)(T))
    {
        const QString name = text(key);
        for (const T value : values) {
            if (name == nameOf(value))
                return value;
        }
        if (!name.isEmpty())
            complain(key, "a word that is known here");
        return values.front();
    }

    void take(const Reader &inner)
    {
        if (!m_problem)
            m_problem = inner.m_problem;
    }
    const std::optional<base::Error> &problem() const { return m_problem; }

private:
    Json member(QLatin1StringView key, bool (Json::*isRight)() const, const char *what)
    {
        const Json value = m_object.value(key);
        if (!value.isNull() && !(value.*isRight)()) {
            complain(key, what);
            return {};
        }
        return value;
    }
    void complain(QLatin1StringView key, const char *what)
    {
        if (!m_problem)
            m_problem = makeError(
                ErrorKind::BadInput,
                QStringLiteral("\"%1\" of a connection is not %2.").arg(key, QLatin1StringView(what)));
    }

    const Json &m_object;
    std::optional<base::Error> m_problem;
};

void decodeAuth(Reader &reader, ConnectionSpec &spec)
{
    const Json object = reader.object(QLatin1StringView("auth"));
    Reader auth(object);
    spec.auth = auth.oneOf(QLatin1StringView("kind"), authKinds, authName);
    spec.profile = auth.text(QLatin1StringView("profile"));
    spec.accessKeyId = auth.text(QLatin1StringView("accessKeyId"));
    spec.hasSessionToken = auth.flag(QLatin1StringView("sessionToken"));
    spec.headerName = auth.text(QLatin1StringView("headerName"));
    spec.instanceMetadata = auth.flag(QLatin1StringView("instanceMetadata"));
    reader.take(auth);
}

void decodeHeaders(Reader &reader, ConnectionSpec &spec)
{
    const Json headers = reader.array(QLatin1StringView("headers"));
    for (qsizetype i = 0; i < headers.size(); ++i) {
        const Json object = headers.at(i);
        Reader item(object);
        ExtraHeader header;
        header.name = item.text(QLatin1StringView("name"));
        header.isSecret = item.flag(QLatin1StringView("secret"));
        if (!header.isSecret)
            header.value = item.text(QLatin1StringView("value"));
        reader.take(item);
        spec.headers.push_back(header);
    }
}

void decodeWay(Reader &reader, ConnectionSpec &spec)
{
    const Json proxyObject = reader.object(QLatin1StringView("proxy"));
    Reader proxy(proxyObject);
    spec.proxy = proxy.oneOf(QLatin1StringView("kind"), proxyKinds, proxyKindName);
    spec.proxyUrl = proxy.text(QLatin1StringView("url"));
    spec.proxyUser = proxy.text(QLatin1StringView("user"));
    reader.take(proxy);
    const Json limitsObject = reader.object(QLatin1StringView("timeouts"));
    Reader limits(limitsObject);
    spec.limits.connect = limits.seconds(QLatin1StringView("connectSeconds"));
    spec.limits.head = limits.seconds(QLatin1StringView("headSeconds"));
    spec.limits.idle = limits.seconds(QLatin1StringView("idleSeconds"));
    spec.limits.total = limits.seconds(QLatin1StringView("totalSeconds"));
    reader.take(limits);
    spec.caFile = reader.text(QLatin1StringView("caFile"));
    spec.plainModelPath = reader.flag(QLatin1StringView("plainModelPath"));
    spec.allowPlainHttp = reader.flag(QLatin1StringView("allowPlainHttp"));
    spec.concurrency = static_cast<int>(
        std::min<qint64>(reader.count(QLatin1StringView("concurrency")).value_or(0), mostConcurrency));
}

base::Error notConnections(const QString &name, const QString &why)
{
    return makeError(ErrorKind::BadInput, QStringLiteral("%1 cannot be read: %2.").arg(name, why));
}

} // namespace

Json encodeConnection(const ConnectionSpec &spec)
{
    Json object = spec.stored.isObject() ? spec.stored : Json::object();
    object.set(u"id", Json(spec.id));
    object.set(u"name", Json(spec.name));
    object.set(u"kind", Json(kindName(spec.kind)));
    putText(object, QLatin1StringView("region"), spec.region);
    put(object, QLatin1StringView("fips"), Json(true), spec.fips);
    put(object, QLatin1StringView("dualStack"), Json(true), spec.dualStack);
    putText(object, QLatin1StringView("endpoint"), spec.endpointUrl);
    object.set(u"auth", encodeAuth(spec));
    put(object, QLatin1StringView("headers"), encodeHeaders(spec), !spec.headers.empty());
    Json proxy = objectAt(spec.stored, QLatin1StringView("proxy"));
    proxy.set(u"kind", Json(proxyKindName(spec.proxy)));
    putText(proxy, QLatin1StringView("url"), spec.proxyUrl);
    putText(proxy, QLatin1StringView("user"), spec.proxyUser);
    put(object, QLatin1StringView("proxy"), proxy, proxy.size() > 1 || spec.proxy != ProxyKind::System);
    putText(object, QLatin1StringView("caFile"), spec.caFile);
    const Json limits = encodeLimits(spec);
    put(object, QLatin1StringView("timeouts"), limits, !limits.isEmpty());
    put(object, QLatin1StringView("plainModelPath"), Json(true), spec.plainModelPath);
    put(object, QLatin1StringView("allowPlainHttp"), Json(true), spec.allowPlainHttp);
    put(object, QLatin1StringView("concurrency"), Json(spec.concurrency), spec.concurrency > 0);
    return object;
}

base::Result<ConnectionSpec> decodeConnection(const Json &object)
{
    if (!object.isObject())
        return makeError(ErrorKind::BadInput, QStringLiteral("A connection is not an object."));
    Reader reader(object);
    ConnectionSpec spec;
    spec.stored = object;
    spec.id = reader.text(QLatin1StringView("id"));
    spec.name = reader.text(QLatin1StringView("name"));
    spec.kind = reader.oneOf(QLatin1StringView("kind"), storedKinds, kindName);
    spec.region = reader.text(QLatin1StringView("region"));
    spec.fips = reader.flag(QLatin1StringView("fips"));
    spec.dualStack = reader.flag(QLatin1StringView("dualStack"));
    spec.endpointUrl = reader.text(QLatin1StringView("endpoint"));
    decodeAuth(reader, spec);
    decodeHeaders(reader, spec);
    decodeWay(reader, spec);
    if (reader.problem())
        return *reader.problem();
    if (spec.id.isEmpty() || spec.name.isEmpty())
        return makeError(ErrorKind::BadInput, QStringLiteral("A connection has no id or no name."));
    return spec;
}

base::Result<ConnectionFile> ConnectionFile::parse(QByteArrayView text, const QString &name)
{
    const auto parsed = json::parse(text);
    if (!parsed)
        return parsed.error().toError(name);
    if (parsed->value(u"format").toString() != formatName)
        return notConnections(name, QStringLiteral("it is no file of connections"));
    if (parsed->value(u"version").toInt().value_or(0) > ownVersion)
        return notConnections(name, QStringLiteral("a newer version of Outcrop wrote it"));
    ConnectionFile file;
    file.stored = *parsed;
    const Json list = parsed->value(u"connections");
    QSet<QString> seen;
    for (qsizetype i = 0; i < list.size(); ++i) {
        const auto spec = decodeConnection(list.at(i));
        if (!spec)
            return notConnections(
                name, QStringLiteral("/connections/%1: %2").arg(i).arg(spec.error().message.chopped(1)));
        if (seen.contains(u'i' + spec->id) || seen.contains(u'n' + spec->name))
            return notConnections(name, QStringLiteral("two connections are called %1").arg(spec->name));
        seen += {u'i' + spec->id, u'n' + spec->name};
        file.connections.push_back(*spec);
    }
    return file;
}

QByteArray ConnectionFile::format() const
{
    Json root = stored.isObject() ? stored : Json::object();
    root.set(u"format", Json(formatName));
    root.set(u"version", Json(ownVersion));
    Json list = Json::array();
    for (const ConnectionSpec &spec : connections)
        list.append(encodeConnection(spec));
    root.set(u"connections", list);
    return json::write(root, json::Layout::Pretty) + '\n';
}

} // namespace outcrop::connections
