// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/conversation/requestproblem.h"

#include "core/conversation/block.h"

#include <QCoreApplication>

#include <array>

namespace outcrop::conversation
{

using json::Json;
using json::Kind;
using json::Pointer;

namespace
{

class Check
{
    Q_DECLARE_TR_FUNCTIONS(outcrop::conversation::RequestCheck)

public:
    std::optional<RequestProblem> problem;

    void body(const Json &body)
    {
        const Pointer top;
        if (!expect(body, Kind::Object, top))
            return;
        optional(body, QLatin1StringView("toolConfig"), Kind::Object, top);
        optional(body, QLatin1StringView("system"), Kind::Array, top);
        optional(body, QLatin1StringView("inferenceConfig"), Kind::Object, top);
        required(body, QLatin1StringView("messages"), Kind::Array, top);
        if (problem)
            return;
        const Json config = body.value(QLatin1StringView("toolConfig"));
        optional(config, QLatin1StringView("tools"), Kind::Array, top.child(u"toolConfig"));
        parts(config.value(QLatin1StringView("tools")), top.child(u"toolConfig").child(u"tools"));
        parts(body.value(QLatin1StringView("system")), top.child(u"system"));
        const Json messages = body.value(QLatin1StringView("messages"));
        for (qsizetype i = 0; i < messages.size() && !problem; ++i)
            message(messages.at(i), top.child(u"messages").child(i));
    }

private:
    void message(const Json &message, const Pointer &where)
    {
        if (!expect(message, Kind::Object, where))
            return;
        required(message, QLatin1StringView("role"), Kind::String, where);
        required(message, QLatin1StringView("content"), Kind::Array, where);
        parts(message.value(QLatin1StringView("content")), where.child(u"content"));
    }

    /// Blocks or tools.
    void parts(const Json &items, const Pointer &where)
    {
        for (qsizetype i = 0; i < items.size() && !problem; ++i) {
            const Json item = items.at(i);
            if (!expect(item, Kind::Object, where.child(i)))
                return;
            for (const QLatin1StringView own : {mutedBlockMember, unsentToolUseMember, unknownBlockMember}) {
                if (item.contains(own))
                    refuse(where.child(i), tr("\"%1\" is a mark of Outcrop and part of no request").arg(own));
            }
        }
    }

    void required(const Json &object, QLatin1StringView key, Kind kind, const Pointer &where)
    {
        if (!object.contains(key))
            refuse(where, tr("\"%1\" is missing").arg(key));
        optional(object, key, kind, where);
    }

    void optional(const Json &object, QLatin1StringView key, Kind kind, const Pointer &where)
    {
        int count = 0;
        for (qsizetype i = 0; i < object.size(); ++i)
            count += QLatin1StringView(object.keyUtf8At(i)) == key ? 1 : 0;
        if (count > 1)
            refuse(where.child(QString(key)), tr("\"%1\" stands here twice").arg(key));
        else if (count == 1)
            expect(object.value(key), kind, where.child(QString(key)));
    }

    bool expect(const Json &value, Kind kind, const Pointer &where)
    {
        if (value.kind() == kind)
            return true;
        refuse(where, kind == Kind::Object  ? tr("expected an object")
                      : kind == Kind::Array ? tr("expected an array")
                                            : tr("expected a string"));
        return false;
    }

    void refuse(const Pointer &where, const QString &message)
    {
        if (!problem)
            problem = RequestProblem{where, message};
    }
};

} // namespace

std::optional<RequestProblem> checkRequestBody(const Json &body)
{
    Check check;
    check.body(body);
    return check.problem;
}

} // namespace outcrop::conversation
