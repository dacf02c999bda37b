// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulator/modelcatalogue.h"

#include "core/aws/uriencode.h"

#include <QHash>
#include <QStringList>

namespace outcrop::simulator
{

using namespace Qt::Literals::StringLiterals;
using json::Json;

namespace
{

constexpr qint64 mostResults = 1000;

struct Model {
    const char *id;
    const char *name;
    bool needsProfile; ///< offered through inference profiles only
};

constexpr Model models[] = {
    {"outcrop.simulator-1", "Outcrop simulator 1", false},
    {"outcrop.simulator-2", "Outcrop simulator 2", true},
};

struct Profile {
    const char *id;
    const char *name;
    const char *model;
    bool isApplication;
};

constexpr Profile profiles[] = {
    {"us.outcrop.simulator-2", "US Outcrop simulator 2", "outcrop.simulator-2", false},
    {"global.outcrop.simulator-2", "Global Outcrop simulator 2", "outcrop.simulator-2", false},
    {"outcropteam1", "Outcrop team 1", "outcrop.simulator-1", true},
};

QHash<QString, QString> parametersOf(const QByteArray &query)
{
    QHash<QString, QString> parameters;
    for (const QByteArray &part : query.split('&')) {
        const qsizetype equals = part.indexOf('=');
        const QByteArray value = equals < 0 ? QByteArray() : part.sliced(equals + 1);
        if (!part.isEmpty())
            parameters.insert(
                QString::fromUtf8(aws::uriDecode(part.first(equals < 0 ? part.size() : equals))),
                QString::fromUtf8(aws::uriDecode(value)));
    }
    return parameters;
}

Json strings(std::initializer_list<QLatin1StringView> texts)
{
    Json list = Json::array();
    for (const QLatin1StringView text : texts)
        list.append(Json(text));
    return list;
}

QString modelArn(const char *id, const QString &region)
{
    return QStringLiteral("arn:aws:bedrock:%1::foundation-model/%2").arg(region, QLatin1StringView(id));
}

Json modelSummary(const Model &model, const QString &region)
{
    return Json::object({{"modelArn"_L1, Json(modelArn(model.id, region))},
                         {"modelId"_L1, Json(QLatin1StringView(model.id))},
                         {"modelName"_L1, Json(QLatin1StringView(model.name))},
                         {"providerName"_L1, Json("Outcrop"_L1)},
                         {"inputModalities"_L1, strings({"TEXT"_L1, "IMAGE"_L1})},
                         {"outputModalities"_L1, strings({"TEXT"_L1})},
                         {"responseStreamingSupported"_L1, Json(true)},
                         {"customizationsSupported"_L1, Json::array()},
                         {"inferenceTypesSupported"_L1,
                          strings({model.needsProfile ? "INFERENCE_PROFILE"_L1 : "ON_DEMAND"_L1})},
                         {"modelLifecycle"_L1, Json::object({{"status"_L1, Json("ACTIVE"_L1)}})}});
}

Json profileSummary(const Profile &profile, const QString &region)
{
    const QString kind = profile.isApplication ? QStringLiteral("application-inference-profile")
                                               : QStringLiteral("inference-profile");
    const QString arn = QStringLiteral("arn:aws:bedrock:%1:000000000000:%2/%3")
                            .arg(region, kind, QLatin1StringView(profile.id));
    return Json::object(
        {{"inferenceProfileName"_L1, Json(QLatin1StringView(profile.name))},
         {"inferenceProfileArn"_L1, Json(arn)},
         {"inferenceProfileId"_L1, Json(QLatin1StringView(profile.id))},
         {"models"_L1, Json::array({Json::object({{"modelArn"_L1, Json(modelArn(profile.model, region))}})})},
         {"status"_L1, Json("ACTIVE"_L1)},
         {"type"_L1, Json(profile.isApplication ? "APPLICATION"_L1 : "SYSTEM_DEFINED"_L1)},
         {"createdAt"_L1, Json("2026-01-01T00:00:00Z"_L1)},
         {"updatedAt"_L1, Json("2026-01-01T00:00:00Z"_L1)}});
}

/// The value is absent or one of those allowed.
std::optional<ServiceError> badChoice(const QHash<QString, QString> &parameters, const QString &name,
                                      const QStringList &allowed)
{
    const QString value = parameters.value(name);
    if (!parameters.contains(name) || allowed.contains(value))
        return std::nullopt;
    return validationError(
        QStringLiteral("1 validation error detected: Value '%1' at '%2' failed to satisfy constraint: Member "
                       "must satisfy enum value set: [%3]")
            .arg(value, name, allowed.join(", "_L1)));
}

base::Result<Json, ServiceError> foundationModels(const QHash<QString, QString> &parameters,
                                                  const QString &region)
{
    const QString customization = QStringLiteral("byCustomizationType");
    const QString modality = QStringLiteral("byOutputModality");
    const QString inference = QStringLiteral("byInferenceType");
    const QString provider = parameters.value(QStringLiteral("byProvider"));
    for (const auto &[name, allowed] :
         {std::pair(customization,
                    QStringList{QStringLiteral("FINE_TUNING"), QStringLiteral("CONTINUED_PRE_TRAINING"),
                                QStringLiteral("DISTILLATION")}),
          std::pair(modality, QStringList{QStringLiteral("TEXT"), QStringLiteral("IMAGE"),
                                          QStringLiteral("EMBEDDING")}),
          std::pair(inference, QStringList{QStringLiteral("ON_DEMAND"), QStringLiteral("PROVISIONED")})}) {
        if (const auto error = badChoice(parameters, name, allowed))
            return *error;
    }
    Json list = Json::array();
    for (const Model &model : models) {
        const bool fits = (provider.isEmpty() || provider.compare("Outcrop"_L1, Qt::CaseInsensitive) == 0) &&
                          !parameters.contains(customization) &&
                          parameters.value(modality, QStringLiteral("TEXT")) == "TEXT"_L1 &&
                          (!parameters.contains(inference) ||
                           (parameters.value(inference) == "ON_DEMAND"_L1 && !model.needsProfile));
        if (fits)
            list.append(modelSummary(model, region));
    }
    return Json::object({{"modelSummaries"_L1, list}});
}

base::Result<Json, ServiceError> inferenceProfiles(const QHash<QString, QString> &parameters,
                                                   const QString &region)
{
    const QString type = QStringLiteral("type");
    if (const auto error =
            badChoice(parameters, type, {QStringLiteral("SYSTEM_DEFINED"), QStringLiteral("APPLICATION")}))
        return *error;
    bool ok = false;
    const qint64 most =
        parameters.value(QStringLiteral("maxResults"), QString::number(mostResults)).toLongLong(&ok);
    if (!ok || most < 1 || most > mostResults)
        return validationError(
            QStringLiteral(
                "Value at 'maxResults' failed to satisfy constraint: Member must be between 1 and %1")
                .arg(mostResults));
    const QString token = parameters.value(QStringLiteral("nextToken"), QStringLiteral("0"));
    const qint64 first = token.toLongLong(&ok);
    if (!ok || first < 0)
        return validationError(
            QStringLiteral("Value '%1' at 'nextToken' is not a token of this list.").arg(token));

    Json all = Json::array();
    for (const Profile &profile : profiles) {
        const Json summary = profileSummary(profile, region);
        if (!parameters.contains(type) || summary.value("type"_L1).toString() == parameters.value(type))
            all.append(summary);
    }
    Json page = Json::array();
    const qint64 begin = std::min<qint64>(first, all.size());
    const qint64 end = std::min<qint64>(begin + most, all.size());
    for (qint64 i = begin; i < end; ++i)
        page.append(all.at(i));
    Json result = Json::object({{"inferenceProfileSummaries"_L1, page}});
    if (end < all.size())
        result.set("nextToken"_L1, Json(QString::number(end)));
    return result;
}

} // namespace

base::Result<Json, ServiceError> listModels(Operation operation, const QByteArray &query,
                                            const QString &region)
{
    const QHash<QString, QString> parameters = parametersOf(query);
    return operation == Operation::ListFoundationModels ? foundationModels(parameters, region)
                                                        : inferenceProfiles(parameters, region);
}

} // namespace outcrop::simulator
