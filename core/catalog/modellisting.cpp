// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/catalog/modellisting.h"

#include "core/catalog/modelid.h"

#include <algorithm>
#include <map>

namespace outcrop::catalog
{

namespace
{

using namespace Qt::StringLiterals;
using json::Json;
using Kind = ListedVariant::Kind;

bool hasText(const Json &array, QLatin1StringView text)
{
    for (qsizetype i = 0; i < array.size(); ++i) {
        if (array.at(i).toString() == text)
            return true;
    }
    return false;
}

QStringList lowered(const Json &array)
{
    QStringList list;
    for (qsizetype i = 0; i < array.size(); ++i)
        list.append(array.at(i).toString().toLower());
    return list;
}

QStringList texts(const Json &array)
{
    QStringList list;
    for (qsizetype i = 0; i < array.size(); ++i)
        list.append(array.at(i).toString());
    return list;
}

Json textsToJson(const QStringList &list)
{
    Json array = Json::array();
    for (const QString &text : list)
        array.append(Json(text));
    return array;
}

/// Keeps models in the order they were first seen, and finds them by base id.
class Merged
{
public:
    ListedModel &of(const QString &base)
    {
        const auto [place, isNew] = m_rows.try_emplace(base, m_models.size());
        if (isNew) {
            m_models.emplace_back();
            m_models.back().base = base;
        }
        return m_models[place->second];
    }
    bool contains(const QString &base) const { return m_rows.contains(base); }
    std::vector<ListedModel> take() { return std::move(m_models); }

private:
    std::map<QString, std::size_t> m_rows;
    std::vector<ListedModel> m_models;
};

void addModel(Merged &merged, std::map<QString, bool> &leftOut, const Json &summary)
{
    const QString id = summary.value("modelId"_L1).toString();
    const Json output = summary.value("outputModalities"_L1);
    if (id.isEmpty())
        return;
    if (output.isArray() && !hasText(output, "TEXT"_L1)) {
        leftOut[id] = true;
        return;
    }
    ListedModel &model = merged.of(id);
    model.name = summary.value("modelName"_L1).toString();
    model.provider = summary.value("providerName"_L1).toString();
    model.isLegacy = summary.value("modelLifecycle"_L1).value("status"_L1).toString() == "LEGACY"_L1;
    model.isStreaming = summary.value("responseStreamingSupported"_L1).toBool().value_or(true);
    model.input = lowered(summary.value("inputModalities"_L1));
    const Json types = summary.value("inferenceTypesSupported"_L1);
    if (!types.isArray() || hasText(types, "ON_DEMAND"_L1))
        model.variants.push_back({id, Kind::InRegion, {}, {}});
}

void addProfile(Merged &merged, const std::map<QString, bool> &leftOut, const Json &summary,
                const QStringList &prefixes)
{
    const QString id = summary.value("inferenceProfileId"_L1).toString();
    const QString arn = summary.value("inferenceProfileArn"_L1).toString();
    const bool isApplication = summary.value("type"_L1).toString() == "APPLICATION"_L1;
    const QString modelArn = summary.value("models"_L1).at(0).value("modelArn"_L1).toString();
    const QString base = splitModelId(modelArn.isEmpty() ? id : modelArn, prefixes).base;
    if ((id.isEmpty() && arn.isEmpty()) || leftOut.contains(base))
        return;
    ListedVariant variant;
    variant.kind = isApplication ? Kind::ApplicationProfile : Kind::SystemProfile;
    variant.id = isApplication && !arn.isEmpty() ? arn : id;
    variant.name = summary.value("inferenceProfileName"_L1).toString();
    if (!isApplication)
        variant.prefix = splitModelId(id, prefixes).prefix;
    ListedModel &model = merged.of(base);
    if (model.name.isEmpty())
        model.name = variant.name;
    model.variants.push_back(variant);
}

int rankOf(const ListedVariant &variant)
{
    if (variant.kind == Kind::SystemProfile)
        return variant.prefix == "global"_L1 ? 0 : 1;
    return variant.kind == Kind::InRegion ? 2 : 3;
}

QLatin1StringView kindName(Kind kind)
{
    return kind == Kind::InRegion        ? "inRegion"_L1
           : kind == Kind::SystemProfile ? "system"_L1
                                         : "application"_L1;
}

Kind kindFromName(const QString &name)
{
    return name == "system"_L1        ? Kind::SystemProfile
           : name == "application"_L1 ? Kind::ApplicationProfile
                                      : Kind::InRegion;
}

Json modelToJson(const ListedModel &model)
{
    Json variants = Json::array();
    for (const ListedVariant &variant : model.variants)
        variants.append(Json::object({{"id"_L1, Json(variant.id)},
                                      {"kind"_L1, Json(kindName(variant.kind))},
                                      {"prefix"_L1, Json(variant.prefix)},
                                      {"name"_L1, Json(variant.name)}}));
    return Json::object({{"base"_L1, Json(model.base)},
                         {"name"_L1, Json(model.name)},
                         {"provider"_L1, Json(model.provider)},
                         {"legacy"_L1, Json(model.isLegacy)},
                         {"streaming"_L1, Json(model.isStreaming)},
                         {"input"_L1, textsToJson(model.input)},
                         {"variants"_L1, variants}});
}

ListedModel modelFromJson(const Json &value)
{
    ListedModel model;
    model.base = value.value("base"_L1).toString();
    model.name = value.value("name"_L1).toString();
    model.provider = value.value("provider"_L1).toString();
    model.isLegacy = value.value("legacy"_L1).toBool().value_or(false);
    model.isStreaming = value.value("streaming"_L1).toBool().value_or(true);
    model.input = texts(value.value("input"_L1));
    const Json variants = value.value("variants"_L1);
    for (qsizetype i = 0; i < variants.size(); ++i) {
        const Json variant = variants.at(i);
        model.variants.push_back(
            {variant.value("id"_L1).toString(), kindFromName(variant.value("kind"_L1).toString()),
             variant.value("prefix"_L1).toString(), variant.value("name"_L1).toString()});
    }
    return model;
}

} // namespace

QStringList ModelListing::ids() const
{
    QStringList ids;
    for (const ListedModel &model : models) {
        for (const ListedVariant &variant : model.variants)
            ids.append(variant.id);
    }
    return ids;
}

std::vector<ListedModel> mergeListings(const Json &modelSummaries, const Json &profileSummaries,
                                       const QStringList &profilePrefixes)
{
    Merged merged;
    std::map<QString, bool> leftOut;
    for (qsizetype i = 0; i < modelSummaries.size(); ++i)
        addModel(merged, leftOut, modelSummaries.at(i));
    for (qsizetype i = 0; i < profileSummaries.size(); ++i)
        addProfile(merged, leftOut, profileSummaries.at(i), profilePrefixes);
    std::vector<ListedModel> models = merged.take();
    std::erase_if(models, [](const ListedModel &model) { return model.variants.empty(); });
    for (ListedModel &model : models)
        std::ranges::stable_sort(model.variants, {}, rankOf);
    return models;
}

std::vector<ListedModel> listingOfGateway(const Json &body)
{
    const Json data = body.value("data"_L1);
    std::vector<ListedModel> models;
    for (qsizetype i = 0; i < data.size(); ++i) {
        const QString id = data.at(i).value("id"_L1).toString();
        if (id.isEmpty())
            continue;
        ListedModel model;
        model.base = id;
        model.name = data.at(i).value("name"_L1).toString();
        model.provider = data.at(i).value("owned_by"_L1).toString();
        model.variants.push_back({id, Kind::InRegion, {}, {}});
        models.push_back(std::move(model));
    }
    return models;
}

Json ModelListing::toJson() const
{
    Json list = Json::array();
    for (const ListedModel &model : models)
        list.append(modelToJson(model));
    return Json::object({{"format"_L1, Json(1)},
                         {"listedAt"_L1, Json(listedAt.toUTC().toString(Qt::ISODate))},
                         {"models"_L1, list}});
}

base::Result<ModelListing> listingFromJson(const Json &value)
{
    ModelListing listing;
    listing.listedAt = QDateTime::fromString(value.value("listedAt"_L1).toString(), Qt::ISODate);
    const Json models = value.value("models"_L1);
    if (!listing.listedAt.isValid() || !models.isArray())
        return base::makeError(base::ErrorKind::BadInput, u"This is no list of models."_s,
                               u"Ask the connection for its models again."_s);
    for (qsizetype i = 0; i < models.size(); ++i)
        listing.models.push_back(modelFromJson(models.at(i)));
    return listing;
}

} // namespace outcrop::catalog
