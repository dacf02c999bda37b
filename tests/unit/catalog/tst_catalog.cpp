// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/catalog/learnedrules.h"
#include "core/catalog/modelcatalog.h"
#include "core/catalog/modellisting.h"

#include <QFile>
#include <QTest>

using namespace outcrop;
using namespace outcrop::catalog;
using namespace Qt::StringLiterals;

namespace
{

const QStringList prefixes{u"global"_s, u"us"_s, u"eu"_s, u"us-gov"_s};

ModelCatalog bundled()
{
    QFile file(QStringLiteral(OUTCROP_MODELS));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("resources/models.json is not there");
    auto catalog = ModelCatalog::parse(file.readAll(), u"models.json"_s);
    if (!catalog)
        qFatal("%s", qPrintable(catalog.error().message));
    return *catalog;
}

json::Json parsed(const char *text)
{
    return *json::parse(QByteArrayView(text));
}

base::Error refusal(const QString &serviceMessage, base::ErrorKind kind = base::ErrorKind::Validation)
{
    base::Error error = base::makeError(kind, u"The service refused the request."_s);
    error.serviceMessage = serviceMessage;
    return error;
}

} // namespace

class TestCatalog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void splitsIds_data();
    void splitsIds();
    void everyBundledModelHasFactsWithSources();
    void everyBundledPriceHasASourceAndNoPriceIsZero();
    void findsFactsByEveryKindOfId();
    void unknownModelsHaveNoFacts();
    void knowsWhatIsNotForConverse();
    void aGlobalProfileHasItsOwnPrice();
    void correctionsReplaceSingleMembers();
    void refusesBadCatalogues_data();
    void refusesBadCatalogues();
    void mergesModelsAndProfilesByBase();
    void leavesOutWhatCannotBeConversedWith();
    void listsProfilesOfModelsThatAreNotListed();
    void readsGatewayLists();
    void listingsSurviveTheirFile();
    void namesWhatWasRefused_data();
    void namesWhatWasRefused();
    void learnsARuleOnceAndForgetsIt();
};

void TestCatalog::splitsIds_data()
{
    QTest::addColumn<QString>("id");
    QTest::addColumn<QString>("prefix");
    QTest::addColumn<QString>("base");
    QTest::newRow("bare") << u"anthropic.claude-sonnet-5"_s << u""_s << u"anthropic.claude-sonnet-5"_s;
    QTest::newRow("profile") << u"us.amazon.nova-lite-v1:0"_s << u"us"_s << u"amazon.nova-lite-v1:0"_s;
    QTest::newRow("hyphenated prefix")
        << u"us-gov.amazon.nova-lite-v1:0"_s << u"us-gov"_s << u"amazon.nova-lite-v1:0"_s;
    QTest::newRow("prefix without a provider") << u"us.nova"_s << u""_s << u"us.nova"_s;
    QTest::newRow("unknown prefix") << u"mars.amazon.nova-lite-v1:0"_s << u""_s
                                    << u"mars.amazon.nova-lite-v1:0"_s;
    QTest::newRow("model arn") << u"arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0"_s
                               << u""_s << u"amazon.nova-lite-v1:0"_s;
    QTest::newRow("profile arn") << u"arn:aws:bedrock:us-east-1:111122223333:inference-profile/eu.amazon.x"_s
                                 << u"eu"_s << u"amazon.x"_s;
    QTest::newRow("application profile")
        << u"arn:aws:bedrock:us-east-1:111122223333:application-inference-profile/abc"_s << u""_s
        << u"arn:aws:bedrock:us-east-1:111122223333:application-inference-profile/abc"_s;
    QTest::newRow("gateway") << u"bedrock/global.anthropic.claude-sonnet-5"_s << u"global"_s
                             << u"anthropic.claude-sonnet-5"_s;
    QTest::newRow("empty") << u""_s << u""_s << u""_s;
}

void TestCatalog::splitsIds()
{
    QFETCH(QString, id);
    QFETCH(QString, prefix);
    QFETCH(QString, base);
    QCOMPARE(splitModelId(id, prefixes), (ModelId{prefix, base}));
}

void TestCatalog::everyBundledModelHasFactsWithSources()
{
    const ModelCatalog catalog = bundled();
    QVERIFY(QDate::fromString(catalog.compiled(), Qt::ISODate).isValid());
    QVERIFY(catalog.models().size() >= 40);
    for (const ModelFacts &facts : catalog.models()) {
        QVERIFY2(!facts.name.isEmpty() && !facts.provider.isEmpty(), qPrintable(facts.id));
        QVERIFY2(!facts.sources.isEmpty(), qPrintable(facts.id));
        QCOMPARE(catalog.split(facts.id), (ModelId{{}, facts.id}));
        for (const QString &source : facts.sources)
            QVERIFY2(catalog.describeSource(source) != source, qPrintable(source));
    }
}

void TestCatalog::everyBundledPriceHasASourceAndNoPriceIsZero()
{
    const ModelCatalog catalog = bundled();
    for (const ModelFacts &facts : catalog.models()) {
        for (const Price &price : facts.prices) {
            QVERIFY2(!price.sources.isEmpty(), qPrintable(facts.id));
            for (const auto &amount :
                 {price.input, price.output, price.cacheRead, price.cacheWrite5m, price.cacheWrite1h})
                QVERIFY2(!amount || *amount > 0, qPrintable(facts.id));
        }
    }
}

void TestCatalog::findsFactsByEveryKindOfId()
{
    const ModelCatalog catalog = bundled();
    for (const QString &id :
         {u"anthropic.claude-sonnet-5"_s, u"eu.anthropic.claude-sonnet-5"_s,
          u"arn:aws:bedrock:eu-west-1:111122223333:inference-profile/eu.anthropic.claude-sonnet-5"_s}) {
        const ModelFacts *facts = catalog.find(id);
        QVERIFY2(facts, qPrintable(id));
        QCOMPARE(facts->id, u"anthropic.claude-sonnet-5"_s);
    }
    const ModelFacts *facts = catalog.find(u"anthropic.claude-sonnet-5"_s);
    QCOMPARE(facts->can("tools"_L1), std::optional(true));
    QCOMPARE(facts->can("flying"_L1), std::nullopt);
    QCOMPARE(facts->callableIds().constFirst(), u"global.anthropic.claude-sonnet-5"_s);
}

void TestCatalog::unknownModelsHaveNoFacts()
{
    const ModelCatalog catalog = bundled();
    QVERIFY(!catalog.find(u"outcrop.simulator-1"_s));
    QVERIFY(!catalog.find(u""_s));
}

void TestCatalog::knowsWhatIsNotForConverse()
{
    const ModelCatalog catalog = bundled();
    QVERIFY(catalog.isNotConverse(u"openai.gpt-5.4"_s));
    QVERIFY(catalog.isNotConverse(u"openai.gpt-5.6-mini"_s)); // by the pattern at the end
    QVERIFY(!catalog.isNotConverse(u"openai.gpt-5.40"_s));
    QVERIFY(!catalog.isNotConverse(u"anthropic.claude-sonnet-5"_s));
}

void TestCatalog::aGlobalProfileHasItsOwnPrice()
{
    auto catalog = ModelCatalog::parse(R"({"models": [{"id": "a.b", "pricesPerMTok": [
        {"scope": "global", "input": 5}, {"scope": "regional", "input": 5.5}]},
        {"id": "a.c", "pricesPerMTok": [{"scope": "any", "output": 3}]}, {"id": "a.d"}]})",
                                       u"test"_s);
    QVERIFY(catalog.ok());
    QCOMPARE(catalog->find(u"a.b"_s)->price(u"global"_s)->input, std::optional(5.0));
    QCOMPARE(catalog->find(u"a.b"_s)->price(u"eu"_s)->input, std::optional(5.5));
    QCOMPARE(catalog->find(u"a.b"_s)->price({})->input, std::optional(5.5));
    QCOMPARE(catalog->find(u"a.c"_s)->price(u"global"_s)->output, std::optional(3.0));
    QCOMPARE(catalog->find(u"a.c"_s)->price(u"global"_s)->input, std::nullopt);
    QCOMPARE(catalog->find(u"a.d"_s)->price({}), std::nullopt);
}

void TestCatalog::correctionsReplaceSingleMembers()
{
    ModelCatalog catalog = bundled();
    const ModelFacts before = *catalog.find(u"amazon.nova-lite-v1:0"_s);
    const auto count = catalog.models().size();
    QVERIFY(catalog
                .correct(R"({"models": [{"id": "amazon.nova-lite-v1:0", "maxOutput": 77},
                             {"id": "acme.rock-1", "name": "Rock"}], "profilePrefixes": ["moon"]})",
                         u"mine"_s)
                .ok());
    QCOMPARE(catalog.models().size(), count + 1);
    ModelFacts expected = before;
    expected.maxOutput = 77;
    QCOMPARE(*catalog.find(u"amazon.nova-lite-v1:0"_s), expected);
    QCOMPARE(catalog.find(u"moon.acme.rock-1"_s)->name, u"Rock"_s);
    QVERIFY(!catalog.correct("{\"models\": [{}]}", u"mine"_s).ok());
    QCOMPARE(catalog.models().size(), count + 1);
}

void TestCatalog::refusesBadCatalogues_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("says");
    QTest::newRow("no JSON") << QByteArray("{\"models\": [,]}") << u"line 1"_s;
    QTest::newRow("no models") << QByteArray("{}") << u"\"models\""_s;
    QTest::newRow("no id") << QByteArray(R"({"models": [{"id": "a.b"}, {"name": "x"}]})") << u"/models/1"_s;
    QTest::newRow("newer") << QByteArray(R"({"format": 2, "models": []})") << u"newer"_s;
}

void TestCatalog::refusesBadCatalogues()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, says);
    const auto catalog = ModelCatalog::parse(text, u"mine.json"_s);
    QVERIFY(!catalog.ok());
    QCOMPARE(catalog.error().kind, base::ErrorKind::BadInput);
    const QString all = catalog.error().message + catalog.error().detail;
    QVERIFY2(all.contains(says) && all.contains(u"mine.json"_s), qPrintable(all));
}

void TestCatalog::mergesModelsAndProfilesByBase()
{
    const auto models = mergeListings(
        parsed(R"([{"modelId": "amazon.nova-lite-v1:0", "modelName": "Nova Lite", "providerName": "Amazon",
                    "inputModalities": ["TEXT", "IMAGE"], "outputModalities": ["TEXT"],
                    "inferenceTypesSupported": ["ON_DEMAND"], "responseStreamingSupported": true,
                    "modelLifecycle": {"status": "LEGACY"}},
                   {"modelId": "anthropic.claude-sonnet-5", "outputModalities": ["TEXT"],
                    "inferenceTypesSupported": ["INFERENCE_PROFILE"]}])"),
        parsed(R"([{"inferenceProfileId": "us.amazon.nova-lite-v1:0", "type": "SYSTEM_DEFINED", "models":
                     [{"modelArn": "arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0"}]},
                   {"inferenceProfileId": "global.amazon.nova-lite-v1:0", "type": "SYSTEM_DEFINED", "models":
                     [{"modelArn": "arn:aws:bedrock:::foundation-model/amazon.nova-lite-v1:0"}]},
                   {"inferenceProfileId": "k3", "inferenceProfileName": "billing", "type": "APPLICATION",
                    "inferenceProfileArn": "arn:aws:bedrock:us-east-1:1:application-inference-profile/k3", "models":
                     [{"modelArn": "arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0"}]},
                   {"inferenceProfileId": "us.anthropic.claude-sonnet-5", "type": "SYSTEM_DEFINED", "models":
                     [{"modelArn": "arn:aws:bedrock:us-east-1::foundation-model/anthropic.claude-sonnet-5"}]}])"),
        prefixes);
    QCOMPARE(models.size(), std::size_t(2));
    QVERIFY(models[0].isLegacy && models[0].isStreaming);
    QCOMPARE(models[0].input, (QStringList{u"text"_s, u"image"_s}));
    QStringList ids;
    for (const ListedVariant &variant : models[0].variants)
        ids.append(variant.id);
    QCOMPARE(ids, (QStringList{u"global.amazon.nova-lite-v1:0"_s, u"us.amazon.nova-lite-v1:0"_s,
                               u"amazon.nova-lite-v1:0"_s,
                               u"arn:aws:bedrock:us-east-1:1:application-inference-profile/k3"_s}));
    QCOMPARE(models[1].variants.size(), std::size_t(1)); // not by its bare id
    QCOMPARE(models[1].variants[0].prefix, u"us"_s);
}

void TestCatalog::leavesOutWhatCannotBeConversedWith()
{
    const auto models =
        mergeListings(parsed(R"([{"modelId": "acme.embed", "outputModalities": ["EMBEDDING"]},
                   {"modelId": "acme.bought:0:200k", "outputModalities": ["TEXT"],
                    "inferenceTypesSupported": ["PROVISIONED"]}])"),
                      parsed(R"([{"inferenceProfileId": "us.acme.embed", "type": "SYSTEM_DEFINED", "models":
                     [{"modelArn": "arn:aws:bedrock:us-east-1::foundation-model/acme.embed"}]}])"),
                      prefixes);
    QVERIFY(models.empty());
}

void TestCatalog::listsProfilesOfModelsThatAreNotListed()
{
    const auto models = mergeListings(
        json::Json::array(),
        parsed(
            R"([{"inferenceProfileId": "us.acme.new", "inferenceProfileName": "US New", "type": "SYSTEM_DEFINED",
                    "models": []}, {}, {"type": "APPLICATION"}])"),
        prefixes);
    QCOMPARE(models.size(), std::size_t(1));
    QCOMPARE(models[0].base, u"acme.new"_s);
    QCOMPARE(models[0].name, u"US New"_s);
}

void TestCatalog::readsGatewayLists()
{
    const auto models = listingOfGateway(
        parsed(R"({"object": "list", "data": [{"id": "openai/gpt-4o", "owned_by": "openai"}, {}]})"));
    QCOMPARE(models.size(), std::size_t(1));
    QCOMPARE(models[0].variants.at(0).id, u"openai/gpt-4o"_s);
    QVERIFY(listingOfGateway(json::Json()).empty());
}

void TestCatalog::listingsSurviveTheirFile()
{
    ModelListing listing;
    listing.listedAt = QDateTime(QDate(2026, 11, 20), QTime(9, 30), Qt::UTC);
    listing.models = mergeListings(
        parsed(R"([{"modelId": "a.b", "modelName": "B", "providerName": "A", "inputModalities": ["TEXT"],
                    "modelLifecycle": {"status": "LEGACY"}, "responseStreamingSupported": false}])"),
        parsed(R"([{"inferenceProfileId": "us.a.b", "type": "SYSTEM_DEFINED", "models":
                     [{"modelArn": "arn:aws:bedrock:us-east-1::foundation-model/a.b"}]},
                   {"inferenceProfileArn": "arn:aws:x:application-inference-profile/1", "type": "APPLICATION",
                    "models": [{"modelArn": "arn:aws:bedrock:us-east-1::foundation-model/a.b"}]}])"),
        prefixes);
    const auto text = json::write(listing.toJson(), json::Layout::Pretty);
    const auto read = listingFromJson(*json::parse(text));
    QVERIFY(read.ok());
    QCOMPARE(*read, listing);
    QCOMPARE(read->ids().size(), 3);
    QVERIFY(!listingFromJson(json::Json()).ok());
    QVERIFY(!listingFromJson(parsed(R"({"models": []})")).ok());
}

void TestCatalog::namesWhatWasRefused_data()
{
    QTest::addColumn<QString>("message");
    QTest::addColumn<QString>("subject");
    QTest::newRow("cache point in tools")
        << u"The model does not support cachePoint in toolConfig.tools."_s << u"cachePoint in tools"_s;
    QTest::newRow("tools while streaming")
        << u"This model doesn't support tool use in streaming mode."_s << u"tools with ConverseStream"_s;
    QTest::newRow("tools") << u"This model doesn't support tool use."_s << u"tools"_s;
    QTest::newRow("system") << u"This model doesn't support system messages."_s << u"system"_s;
    QTest::newRow("needs a profile")
        << u"Invocation of model ID a.b with on-demand throughput isn't supported. Retry your request with the ID or ARN of an inference profile."_s
        << u"the bare model id"_s;
    QTest::newRow("pair") << u"`temperature` and `top_p` cannot both be specified for this model."_s
                          << u"temperature with topP"_s;
    QTest::newRow("unknown member") << u"#: extraneous key [topK] is not permitted"_s << u"topK"_s;
    QTest::newRow("a mistake teaches nothing")
        << u"The toolUse ids at messages.2.content do not match the toolResult blocks."_s << u""_s;
    QTest::newRow("blank") << u""_s << u""_s;
}

void TestCatalog::namesWhatWasRefused()
{
    QFETCH(QString, message);
    QFETCH(QString, subject);
    QCOMPARE(refusedSubject(refusal(message)).value_or(QString()), subject);
    QCOMPARE(refusedSubject(refusal(message, base::ErrorKind::AccessDenied)), std::nullopt);
}

void TestCatalog::learnsARuleOnceAndForgetsIt()
{
    LearnedRules rules;
    LearnedRule rule{u"work"_s,
                     u"amazon.nova-lite-v1:0"_s,
                     u"cachePoint in tools"_s,
                     u"first words"_s,
                     u"r-1"_s,
                     QDateTime(QDate(2026, 11, 20), QTime(9, 0), Qt::UTC)};
    QVERIFY(rules.learn(rule));
    rule.evidence = u"other words"_s;
    QVERIFY(!rules.learn(rule));
    QCOMPARE(rules.rules(), std::vector{rule});
    QVERIFY(rules.rulesFor(u"home"_s, rule.model).empty());
    QCOMPARE(rules.rulesFor(u"work"_s, rule.model), std::vector{rule});

    const auto read = LearnedRules::fromJson(*json::parse(json::write(rules.toJson())));
    QVERIFY(read.ok());
    QCOMPARE(read->rules(), rules.rules());
    QVERIFY(!LearnedRules::fromJson(json::Json()).ok());

    QVERIFY(rules.forget(rule));
    QVERIFY(!rules.forget(rule));
    QVERIFY(rules.rules().empty());
}

QTEST_APPLESS_MAIN(TestCatalog)
#include "tst_catalog.moc"
