// SPDX-License-Identifier: GPL-3.0-or-later

// Tools, the system prompt and cache points (protocol/converse.md, Tools and Prompt caching).

#include "core/converse/lintrules.h"

#include <QRegularExpression>
#include <QSet>

namespace outcrop::converse
{

using namespace Qt::StringLiterals;
using json::Json;
using json::Pointer;

namespace
{

constexpr int mostCachePoints = 4;

QString allowedName(const QString &name)
{
    static const QRegularExpression foreign(u"[^a-zA-Z0-9_-]+"_s);
    QString allowed = name.trimmed();
    allowed = allowed.replace(foreign, u"_"_s).left(60);
    return allowed.isEmpty() ? u"tool"_s : allowed;
}

QString unused(const QString &stem, const QSet<QString> &names)
{
    QString name = stem;
    for (int number = 2; names.contains(name); ++number)
        name = u"%1_%2"_s.arg(stem.left(60)).arg(number);
    return name;
}

LintFix renaming(const QString &name, const Pointer &place)
{
    return LintReport::setting(LintReport::tr("Call it %1").arg(name), place, Json(name));
}

void lintSpec(const Json &spec, const Pointer &place, QSet<QString> &names, LintReport &report)
{
    static const QRegularExpression namePattern(u"^[a-zA-Z0-9_-]{1,64}$"_s);
    const QString name = spec.value("name"_L1).toString();
    const Pointer at = place.child(u"name");
    if (!namePattern.match(name).hasMatch())
        report
            .certain("tool-name"_L1, at,
                     LintReport::tr("The name of a tool has 1 to 64 letters, digits, _ or -."))
            .fix = renaming(unused(allowedName(name), names), at);
    else if (names.contains(name))
        report.certain("tool-name-twice"_L1, at, LintReport::tr("Two tools are called %1.").arg(name)).fix =
            renaming(unused(name, names), at);
    names.insert(name);
    const auto description = spec.find("description"_L1);
    if (description && description->toString().isEmpty())
        report.removable("tool-description"_L1, place.child(u"description"),
                         LintReport::tr("A description must not be empty; it may be left out."));
    const Json schema = spec.value("inputSchema"_L1).value("json"_L1);
    if (!schema.isObject() || schema.value("type"_L1).toString() != "object"_L1) {
        Json mended = schema.isObject() ? schema : Json::object();
        mended.set("type"_L1, Json("object"_L1));
        report
            .certain("tool-schema"_L1, place.child(u"inputSchema"),
                     LintReport::tr("The schema of a tool's input must be of the type object."))
            .fix = LintReport::setting(LintReport::tr("Make it an object"), place.child(u"inputSchema"),
                                       Json::object({{"json"_L1, mended}}));
    }
    if (spec.contains("strict"_L1))
        report.perhaps("tool-strict"_L1, place.child(u"strict"), LintReport::tr("Some models refuse strict."))
            .fix = LintReport::removal(LintReport::tr("Unset strict"), place.child(u"strict"));
}

void lintChoice(const Json &choice, const QSet<QString> &names, const Pointer &place, LintReport &report)
{
    if (choice.isNull())
        return;
    const LintFix unset = LintReport::removal(LintReport::tr("Let the model choose"), place);
    if (choice.size() != 1)
        report
            .certain("tool-choice"_L1, place,
                     LintReport::tr("A tool choice is exactly one of auto, any and tool."))
            .fix = unset;
    const auto tool = choice.find("tool"_L1);
    if (tool && !names.contains(tool->value("name"_L1).toString()))
        report
            .certain("tool-choice-unknown"_L1, place,
                     LintReport::tr("No tool is called %1.").arg(tool->value("name"_L1).toString()))
            .fix = unset;
    if (tool || choice.contains("any"_L1))
        report
            .perhaps("tool-choice-model"_L1, place,
                     LintReport::tr("Only some models can be made to call a tool."))
            .fix = unset;
}

/// Messages of the role system take tools in and out by name.
void lintToolChanges(const Json &messages, const QSet<QString> &names, LintReport &report)
{
    for (qsizetype i = 0; i < messages.size(); ++i) {
        const Json content = messages.at(i).value("content"_L1);
        for (qsizetype block = 0; block < content.size(); ++block) {
            for (const QLatin1StringView kind : {"toolAddition"_L1, "toolRemoval"_L1}) {
                const Json tool = content.at(block).value(kind).value("tool"_L1);
                const QString name = tool.value("name"_L1).toString();
                if (name.isEmpty() || tool.contains("serverName"_L1) || names.contains(name))
                    continue;
                report.removable("tool-change-unknown"_L1,
                                 Pointer().child(u"messages").child(i).child(u"content").child(block),
                                 LintReport::tr("No tool is called %1.").arg(name));
            }
        }
    }
}

/// The points of a request in cache order.
class CachePoints
{
public:
    explicit CachePoints(LintReport &report) : m_report(report) {}

    void read(const Json &blocks, const Pointer &place)
    {
        for (qsizetype i = 0; i < blocks.size(); ++i) {
            const Json block = blocks.at(i);
            if (const auto point = block.find("cachePoint"_L1))
                readPoint(*point, place.child(i));
            else
                m_anything = true;
        }
    }

private:
    void readPoint(const Json &point, const Pointer &place)
    {
        const QString ttl = point.value("ttl"_L1).toString();
        if (point.value("type"_L1).toString() != "default"_L1)
            m_report
                .certain("cache-point-type"_L1, place,
                         LintReport::tr("The type of a cache point is default."))
                .fix = LintReport::setting(LintReport::tr("Set it"),
                                           place.child(u"cachePoint").child(u"type"), Json("default"_L1));
        if (!ttl.isEmpty() && ttl != "5m"_L1 && ttl != "1h"_L1)
            m_report.certain("cache-point-ttl"_L1, place, LintReport::tr("A cache point lives 5m or 1h."))
                .fix = LintReport::removal(LintReport::tr("Let it live 5m"),
                                           place.child(u"cachePoint").child(u"ttl"));
        if (!m_anything)
            m_report.removable("cache-point-first"_L1, place,
                               LintReport::tr("Nothing stands before this cache point."));
        if (++m_count > mostCachePoints)
            m_report
                .perhaps("cache-points-many"_L1, place,
                         LintReport::tr("Models take at most %1 cache points.").arg(mostCachePoints))
                .fix = LintReport::removal(LintReport::tr("Remove it"), place);
        if (ttl == "1h"_L1 && m_short)
            m_report
                .certain("cache-point-order"_L1, place,
                         LintReport::tr("Cache points that live 1h must stand before those that live 5m."))
                .fix = LintReport::removal(LintReport::tr("Let it live 5m"),
                                           place.child(u"cachePoint").child(u"ttl"));
        m_short = m_short || ttl != "1h"_L1;
    }

    LintReport &m_report;
    int m_count = 0;
    bool m_anything = false;
    bool m_short = false;
};

} // namespace

void lintSystem(const Json &body, LintReport &report)
{
    const Json system = body.value("system"_L1);
    const Pointer place = Pointer().child(u"system");
    for (qsizetype i = 0; i < system.size(); ++i) {
        const auto text = system.at(i).find("text"_L1);
        if (text && text->toString().trimmed().isEmpty())
            report.removable("system-empty"_L1, place.child(i),
                             LintReport::tr("A block of the system prompt must not be blank."));
        if (system.at(i).isObject() && system.at(i).size() != 1)
            report.certain("one-member"_L1, place.child(i),
                           LintReport::tr("A block of the system prompt has exactly one member."));
    }
}

void lintTools(const Json &body, LintReport &report)
{
    const auto config = body.find("toolConfig"_L1);
    if (!config)
        return;
    const Pointer place = Pointer().child(u"toolConfig");
    const Json tools = config->value("tools"_L1);
    if (tools.isEmpty())
        report
            .certain("tools-empty"_L1, place, LintReport::tr("A tool configuration needs at least one tool."))
            .fix = LintReport::removal(LintReport::tr("Send no tools"), place);
    QSet<QString> names;
    for (qsizetype i = 0; i < tools.size(); ++i) {
        const Json tool = tools.at(i);
        const Pointer here = place.child(u"tools").child(i);
        if (const auto spec = tool.find("toolSpec"_L1))
            lintSpec(*spec, here.child(u"toolSpec"), names, report);
        if (const auto systemTool = tool.find("systemTool"_L1)) {
            names.insert(systemTool->value("name"_L1).toString());
            report.perhaps("system-tool"_L1, here, LintReport::tr("Only some models bring this tool along."))
                .fix = LintReport::removal(LintReport::tr("Remove it"), here);
        }
    }
    lintToolChanges(body.value("messages"_L1), names, report);
    lintChoice(config->value("toolChoice"_L1), names, place.child(u"toolChoice"), report);
}

void lintCachePoints(const Json &body, LintReport &report)
{
    CachePoints points(report);
    points.read(body.value("toolConfig"_L1).value("tools"_L1),
                Pointer().child(u"toolConfig").child(u"tools"));
    points.read(body.value("system"_L1), Pointer().child(u"system"));
    const Json messages = body.value("messages"_L1);
    for (qsizetype i = 0; i < messages.size(); ++i)
        points.read(messages.at(i).value("content"_L1),
                    Pointer().child(u"messages").child(i).child(u"content"));
}

} // namespace outcrop::converse
