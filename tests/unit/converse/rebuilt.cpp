// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/converse/rebuilt.h"

#include "core/converse/streamevents.h"

using namespace outcrop;
using namespace outcrop::converse;

namespace
{

template <typename T>
T again(const T &value)
{
    return value;
}
template <std::derived_from<View> T>
T again(const T &value);
template <typename T>
List<T> again(List<T> value);
template <typename T>
Map<T> again(Map<T> value);
template <typename T>
std::optional<T> again(const std::optional<T> &value);

// clang-format off
#define COPY(name, setName) to.setName(again(from.name()));
#define SHAPE(Type, copies) [[maybe_unused]] Type rebuilt([[maybe_unused]] const Type &from) { Type to; copies return to; }
SHAPE(S3Location, COPY(uri, setUri) COPY(bucketOwner, setBucketOwner))
SHAPE(ErrorBlock, COPY(message, setMessage))
SHAPE(ImageSource, COPY(bytes, setBytes) COPY(s3Location, setS3Location))
SHAPE(ImageBlock, COPY(format, setFormat) COPY(source, setSource) COPY(error, setError))
SHAPE(DocumentContentBlock, COPY(text, setText))
SHAPE(CitationsConfig, COPY(enabled, setEnabled))
SHAPE(DocumentSource, COPY(bytes, setBytes) COPY(s3Location, setS3Location) COPY(text, setText) COPY(content, setContent))
SHAPE(DocumentBlock, COPY(format, setFormat) COPY(name, setName) COPY(source, setSource) COPY(context, setContext) COPY(citations, setCitations))
SHAPE(VideoSource, COPY(bytes, setBytes) COPY(s3Location, setS3Location))
SHAPE(VideoBlock, COPY(format, setFormat) COPY(source, setSource))
SHAPE(AudioSource, COPY(bytes, setBytes) COPY(s3Location, setS3Location))
SHAPE(AudioBlock, COPY(format, setFormat) COPY(source, setSource) COPY(error, setError))
SHAPE(WebLocation, COPY(url, setUrl) COPY(domain, setDomain))
SHAPE(DocumentCharLocation, COPY(documentIndex, setDocumentIndex) COPY(start, setStart) COPY(end, setEnd))
SHAPE(DocumentPageLocation, COPY(documentIndex, setDocumentIndex) COPY(start, setStart) COPY(end, setEnd))
SHAPE(DocumentChunkLocation, COPY(documentIndex, setDocumentIndex) COPY(start, setStart) COPY(end, setEnd))
SHAPE(SearchResultLocation, COPY(searchResultIndex, setSearchResultIndex) COPY(start, setStart) COPY(end, setEnd))
SHAPE(CitationLocation, COPY(web, setWeb) COPY(documentChar, setDocumentChar) COPY(documentPage, setDocumentPage) COPY(documentChunk, setDocumentChunk) COPY(searchResultLocation, setSearchResultLocation))
SHAPE(CitationSourceContent, COPY(text, setText))
SHAPE(Citation, COPY(title, setTitle) COPY(source, setSource) COPY(sourceContent, setSourceContent) COPY(location, setLocation))
SHAPE(CitationGeneratedContent, COPY(text, setText))
SHAPE(CitationsContentBlock, COPY(content, setContent) COPY(citations, setCitations))
SHAPE(SearchResultContentBlock, COPY(text, setText))
SHAPE(SearchResultBlock, COPY(source, setSource) COPY(title, setTitle) COPY(content, setContent) COPY(citations, setCitations))
SHAPE(GuardrailConverseTextBlock, COPY(text, setText) COPY(qualifiers, setQualifiers))
SHAPE(GuardrailConverseImageSource, COPY(bytes, setBytes))
SHAPE(GuardrailConverseImageBlock, COPY(format, setFormat) COPY(source, setSource))
SHAPE(GuardrailConverseContentBlock, COPY(text, setText) COPY(image, setImage))
SHAPE(CachePointBlock, COPY(type, setType) COPY(ttl, setTtl))
SHAPE(ToolUseBlock, COPY(toolUseId, setToolUseId) COPY(name, setName) COPY(input, setInput) COPY(type, setType))
SHAPE(ToolResultContentBlock, COPY(jsonValue, setJsonValue) COPY(text, setText) COPY(image, setImage) COPY(document, setDocument) COPY(video, setVideo) COPY(searchResult, setSearchResult))
SHAPE(ToolResultBlock, COPY(toolUseId, setToolUseId) COPY(content, setContent) COPY(status, setStatus) COPY(type, setType))
SHAPE(ToolInputSchema, COPY(jsonValue, setJsonValue))
SHAPE(ToolSpecification, COPY(name, setName) COPY(description, setDescription) COPY(inputSchema, setInputSchema) COPY(strict, setStrict))
SHAPE(SystemTool, COPY(name, setName))
SHAPE(Tool, COPY(toolSpec, setToolSpec) COPY(systemTool, setSystemTool) COPY(cachePoint, setCachePoint))
SHAPE(AutoToolChoice,)
SHAPE(AnyToolChoice,)
SHAPE(SpecificToolChoice, COPY(name, setName))
SHAPE(ToolChoice, COPY(automatic, setAutomatic) COPY(any, setAny) COPY(tool, setTool))
SHAPE(ToolConfiguration, COPY(tools, setTools) COPY(toolChoice, setToolChoice))
SHAPE(ToolReference, COPY(type, setType) COPY(name, setName) COPY(serverName, setServerName))
SHAPE(ToolAdditionBlock, COPY(tool, setTool))
SHAPE(ToolRemovalBlock, COPY(tool, setTool))
SHAPE(ReasoningTextBlock, COPY(text, setText) COPY(signature, setSignature))
SHAPE(ReasoningContentBlock, COPY(reasoningText, setReasoningText) COPY(redactedContent, setRedactedContent))
SHAPE(ContentBlock, COPY(text, setText) COPY(image, setImage) COPY(document, setDocument) COPY(video, setVideo) COPY(audio, setAudio) COPY(toolUse, setToolUse) COPY(toolResult, setToolResult) COPY(guardContent, setGuardContent) COPY(cachePoint, setCachePoint) COPY(reasoningContent, setReasoningContent) COPY(citationsContent, setCitationsContent) COPY(searchResult, setSearchResult) COPY(toolAddition, setToolAddition) COPY(toolRemoval, setToolRemoval))
SHAPE(SystemContentBlock, COPY(text, setText) COPY(guardContent, setGuardContent) COPY(cachePoint, setCachePoint))
SHAPE(Message, COPY(role, setRole) COPY(content, setContent))
SHAPE(InferenceConfiguration, COPY(maxTokens, setMaxTokens) COPY(temperature, setTemperature) COPY(topP, setTopP) COPY(stopSequences, setStopSequences))
SHAPE(GuardrailConfiguration, COPY(guardrailIdentifier, setGuardrailIdentifier) COPY(guardrailVersion, setGuardrailVersion) COPY(trace, setTrace) COPY(streamProcessingMode, setStreamProcessingMode))
SHAPE(PromptVariableValues, COPY(text, setText))
SHAPE(PerformanceConfiguration, COPY(latency, setLatency))
SHAPE(ServiceTier, COPY(type, setType))
SHAPE(JsonSchemaDefinition, COPY(schema, setSchema) COPY(name, setName) COPY(description, setDescription))
SHAPE(OutputFormatStructure, COPY(jsonSchema, setJsonSchema))
SHAPE(OutputFormat, COPY(type, setType) COPY(structure, setStructure))
SHAPE(OutputConfig, COPY(textFormat, setTextFormat) COPY(effort, setEffort))
SHAPE(ConverseRequest, COPY(messages, setMessages) COPY(system, setSystem) COPY(inferenceConfig, setInferenceConfig) COPY(toolConfig, setToolConfig) COPY(guardrailConfig, setGuardrailConfig) COPY(additionalModelRequestFields, setAdditionalModelRequestFields) COPY(promptVariables, setPromptVariables) COPY(additionalModelResponseFieldPaths, setAdditionalModelResponseFieldPaths) COPY(requestMetadata, setRequestMetadata) COPY(performanceConfig, setPerformanceConfig) COPY(serviceTier, setServiceTier) COPY(outputConfig, setOutputConfig))
SHAPE(GuardrailTopic, COPY(name, setName) COPY(type, setType) COPY(action, setAction) COPY(detected, setDetected))
SHAPE(GuardrailTopicPolicyAssessment, COPY(topics, setTopics))
SHAPE(GuardrailContentFilter, COPY(type, setType) COPY(confidence, setConfidence) COPY(filterStrength, setFilterStrength) COPY(action, setAction) COPY(detected, setDetected))
SHAPE(GuardrailContentPolicyAssessment, COPY(filters, setFilters))
SHAPE(GuardrailCustomWord, COPY(match, setMatch) COPY(action, setAction) COPY(detected, setDetected))
SHAPE(GuardrailManagedWord, COPY(match, setMatch) COPY(type, setType) COPY(action, setAction) COPY(detected, setDetected))
SHAPE(GuardrailWordPolicyAssessment, COPY(customWords, setCustomWords) COPY(managedWordLists, setManagedWordLists))
SHAPE(GuardrailPiiEntityFilter, COPY(match, setMatch) COPY(type, setType) COPY(action, setAction) COPY(detected, setDetected))
SHAPE(GuardrailRegexFilter, COPY(name, setName) COPY(match, setMatch) COPY(regex, setRegex) COPY(action, setAction) COPY(detected, setDetected))
SHAPE(GuardrailSensitiveInformationPolicyAssessment, COPY(piiEntities, setPiiEntities) COPY(regexes, setRegexes))
SHAPE(GuardrailContextualGroundingFilter, COPY(type, setType) COPY(threshold, setThreshold) COPY(score, setScore) COPY(action, setAction) COPY(detected, setDetected))
SHAPE(GuardrailContextualGroundingPolicyAssessment, COPY(filters, setFilters))
SHAPE(GuardrailAutomatedReasoningStatement, COPY(logic, setLogic) COPY(naturalLanguage, setNaturalLanguage))
SHAPE(GuardrailAutomatedReasoningInputTextReference, COPY(text, setText))
SHAPE(GuardrailAutomatedReasoningTranslation, COPY(premises, setPremises) COPY(claims, setClaims) COPY(untranslatedPremises, setUntranslatedPremises) COPY(untranslatedClaims, setUntranslatedClaims) COPY(confidence, setConfidence))
SHAPE(GuardrailAutomatedReasoningScenario, COPY(statements, setStatements))
SHAPE(GuardrailAutomatedReasoningRule, COPY(identifier, setIdentifier) COPY(policyVersionArn, setPolicyVersionArn))
SHAPE(GuardrailAutomatedReasoningLogicWarning, COPY(type, setType) COPY(premises, setPremises) COPY(claims, setClaims))
SHAPE(GuardrailAutomatedReasoningValidFinding, COPY(translation, setTranslation) COPY(claimsTrueScenario, setClaimsTrueScenario) COPY(supportingRules, setSupportingRules) COPY(logicWarning, setLogicWarning))
SHAPE(GuardrailAutomatedReasoningInvalidFinding, COPY(translation, setTranslation) COPY(contradictingRules, setContradictingRules) COPY(logicWarning, setLogicWarning))
SHAPE(GuardrailAutomatedReasoningSatisfiableFinding, COPY(translation, setTranslation) COPY(claimsTrueScenario, setClaimsTrueScenario) COPY(claimsFalseScenario, setClaimsFalseScenario) COPY(logicWarning, setLogicWarning))
SHAPE(GuardrailAutomatedReasoningImpossibleFinding, COPY(translation, setTranslation) COPY(contradictingRules, setContradictingRules) COPY(logicWarning, setLogicWarning))
SHAPE(GuardrailAutomatedReasoningTranslationOption, COPY(translations, setTranslations))
SHAPE(GuardrailAutomatedReasoningTranslationAmbiguousFinding, COPY(options, setOptions) COPY(differenceScenarios, setDifferenceScenarios))
SHAPE(GuardrailAutomatedReasoningTooComplexFinding,)
SHAPE(GuardrailAutomatedReasoningNoTranslationsFinding,)
SHAPE(GuardrailAutomatedReasoningFinding, COPY(valid, setValid) COPY(invalid, setInvalid) COPY(satisfiable, setSatisfiable) COPY(impossible, setImpossible) COPY(translationAmbiguous, setTranslationAmbiguous) COPY(tooComplex, setTooComplex) COPY(noTranslations, setNoTranslations))
SHAPE(GuardrailAutomatedReasoningPolicyAssessment, COPY(findings, setFindings))
SHAPE(GuardrailUsage, COPY(topicPolicyUnits, setTopicPolicyUnits) COPY(contentPolicyUnits, setContentPolicyUnits) COPY(wordPolicyUnits, setWordPolicyUnits) COPY(sensitiveInformationPolicyUnits, setSensitiveInformationPolicyUnits) COPY(sensitiveInformationPolicyFreeUnits, setSensitiveInformationPolicyFreeUnits) COPY(contextualGroundingPolicyUnits, setContextualGroundingPolicyUnits) COPY(contentPolicyImageUnits, setContentPolicyImageUnits) COPY(automatedReasoningPolicyUnits, setAutomatedReasoningPolicyUnits) COPY(automatedReasoningPolicies, setAutomatedReasoningPolicies))
SHAPE(GuardrailTextCharactersCoverage, COPY(guarded, setGuarded) COPY(total, setTotal))
SHAPE(GuardrailImageCoverage, COPY(guarded, setGuarded) COPY(total, setTotal))
SHAPE(GuardrailCoverage, COPY(textCharacters, setTextCharacters) COPY(images, setImages))
SHAPE(GuardrailInvocationMetrics, COPY(guardrailProcessingLatency, setGuardrailProcessingLatency) COPY(usage, setUsage) COPY(guardrailCoverage, setGuardrailCoverage))
SHAPE(AppliedGuardrailDetails, COPY(guardrailId, setGuardrailId) COPY(guardrailVersion, setGuardrailVersion) COPY(guardrailArn, setGuardrailArn) COPY(guardrailOrigin, setGuardrailOrigin) COPY(guardrailOwnership, setGuardrailOwnership))
SHAPE(GuardrailAssessment, COPY(topicPolicy, setTopicPolicy) COPY(contentPolicy, setContentPolicy) COPY(wordPolicy, setWordPolicy) COPY(sensitiveInformationPolicy, setSensitiveInformationPolicy) COPY(contextualGroundingPolicy, setContextualGroundingPolicy) COPY(automatedReasoningPolicy, setAutomatedReasoningPolicy) COPY(invocationMetrics, setInvocationMetrics) COPY(appliedGuardrailDetails, setAppliedGuardrailDetails))
SHAPE(GuardrailTraceAssessment, COPY(modelOutput, setModelOutput) COPY(inputAssessment, setInputAssessment) COPY(outputAssessments, setOutputAssessments) COPY(actionReason, setActionReason))
SHAPE(CacheDetail, COPY(ttl, setTtl) COPY(inputTokens, setInputTokens))
SHAPE(TokenUsage, COPY(inputTokens, setInputTokens) COPY(outputTokens, setOutputTokens) COPY(totalTokens, setTotalTokens) COPY(cacheReadInputTokens, setCacheReadInputTokens) COPY(cacheWriteInputTokens, setCacheWriteInputTokens) COPY(cacheDetails, setCacheDetails))
SHAPE(ConverseMetrics, COPY(latencyMs, setLatencyMs))
SHAPE(PromptRouterTrace, COPY(invokedModelId, setInvokedModelId))
SHAPE(ConverseTrace, COPY(guardrail, setGuardrail) COPY(promptRouter, setPromptRouter))
SHAPE(ConverseOutput, COPY(message, setMessage))
SHAPE(ConverseResponse, COPY(output, setOutput) COPY(stopReason, setStopReason) COPY(usage, setUsage) COPY(metrics, setMetrics) COPY(additionalModelResponseFields, setAdditionalModelResponseFields) COPY(trace, setTrace) COPY(performanceConfig, setPerformanceConfig) COPY(serviceTier, setServiceTier))
SHAPE(MessageStartEvent, COPY(role, setRole))
SHAPE(ToolUseBlockStart, COPY(toolUseId, setToolUseId) COPY(name, setName) COPY(type, setType))
SHAPE(ToolResultBlockStart, COPY(toolUseId, setToolUseId) COPY(type, setType) COPY(status, setStatus))
SHAPE(ImageBlockStart, COPY(format, setFormat))
SHAPE(ContentBlockStart, COPY(toolUse, setToolUse) COPY(toolResult, setToolResult) COPY(image, setImage))
SHAPE(ContentBlockStartEvent, COPY(start, setStart) COPY(contentBlockIndex, setContentBlockIndex))
SHAPE(ToolUseBlockDelta, COPY(input, setInput))
SHAPE(ToolResultBlockDelta, COPY(text, setText) COPY(jsonValue, setJsonValue))
SHAPE(ReasoningContentBlockDelta, COPY(text, setText) COPY(redactedContent, setRedactedContent) COPY(signature, setSignature))
SHAPE(CitationSourceContentDelta, COPY(text, setText))
SHAPE(CitationsDelta, COPY(title, setTitle) COPY(source, setSource) COPY(sourceContent, setSourceContent) COPY(location, setLocation))
SHAPE(ImageBlockDelta, COPY(source, setSource) COPY(error, setError))
SHAPE(ContentBlockDelta, COPY(text, setText) COPY(toolUse, setToolUse) COPY(toolResult, setToolResult) COPY(reasoningContent, setReasoningContent) COPY(citation, setCitation) COPY(image, setImage))
SHAPE(ContentBlockDeltaEvent, COPY(delta, setDelta) COPY(contentBlockIndex, setContentBlockIndex))
SHAPE(ContentBlockStopEvent, COPY(contentBlockIndex, setContentBlockIndex))
SHAPE(MessageStopEvent, COPY(stopReason, setStopReason) COPY(additionalModelResponseFields, setAdditionalModelResponseFields))
SHAPE(ConverseStreamMetadataEvent, COPY(usage, setUsage) COPY(metrics, setMetrics) COPY(trace, setTrace) COPY(performanceConfig, setPerformanceConfig) COPY(serviceTier, setServiceTier))
// clang-format on

template <std::derived_from<View> T>
T again(const T &value)
{
    return rebuilt(value);
}

template <typename T>
List<T> again(List<T> value)
{
    for (size_t i = 0; i < value.size(); ++i)
        value[i] = again(value[i]);
    return value;
}

template <typename T>
Map<T> again(Map<T> value)
{
    for (auto &[key, item] : value)
        item = again(item);
    return value;
}

template <typename T>
std::optional<T> again(const std::optional<T> &value)
{
    return value ? std::optional(again(*value)) : value;
}

template <typename T>
json::Json shape(const json::Json &value)
{
    return rebuilt(T(value)).json();
}

struct Shape {
    QLatin1StringView name;
    json::Json (*rebuild)(const json::Json &);
};

constexpr Shape shapes[] = {
    {QLatin1StringView("S3Location"), shape<S3Location>},
    {QLatin1StringView("ErrorBlock"), shape<ErrorBlock>},
    {QLatin1StringView("ImageSource"), shape<ImageSource>},
    {QLatin1StringView("ImageBlock"), shape<ImageBlock>},
    {QLatin1StringView("DocumentContentBlock"), shape<DocumentContentBlock>},
    {QLatin1StringView("CitationsConfig"), shape<CitationsConfig>},
    {QLatin1StringView("DocumentSource"), shape<DocumentSource>},
    {QLatin1StringView("DocumentBlock"), shape<DocumentBlock>},
    {QLatin1StringView("VideoSource"), shape<VideoSource>},
    {QLatin1StringView("VideoBlock"), shape<VideoBlock>},
    {QLatin1StringView("AudioSource"), shape<AudioSource>},
    {QLatin1StringView("AudioBlock"), shape<AudioBlock>},
    {QLatin1StringView("WebLocation"), shape<WebLocation>},
    {QLatin1StringView("DocumentCharLocation"), shape<DocumentCharLocation>},
    {QLatin1StringView("DocumentPageLocation"), shape<DocumentPageLocation>},
    {QLatin1StringView("DocumentChunkLocation"), shape<DocumentChunkLocation>},
    {QLatin1StringView("SearchResultLocation"), shape<SearchResultLocation>},
    {QLatin1StringView("CitationLocation"), shape<CitationLocation>},
    {QLatin1StringView("CitationSourceContent"), shape<CitationSourceContent>},
    {QLatin1StringView("Citation"), shape<Citation>},
    {QLatin1StringView("CitationGeneratedContent"), shape<CitationGeneratedContent>},
    {QLatin1StringView("CitationsContentBlock"), shape<CitationsContentBlock>},
    {QLatin1StringView("SearchResultContentBlock"), shape<SearchResultContentBlock>},
    {QLatin1StringView("SearchResultBlock"), shape<SearchResultBlock>},
    {QLatin1StringView("GuardrailConverseTextBlock"), shape<GuardrailConverseTextBlock>},
    {QLatin1StringView("GuardrailConverseImageSource"), shape<GuardrailConverseImageSource>},
    {QLatin1StringView("GuardrailConverseImageBlock"), shape<GuardrailConverseImageBlock>},
    {QLatin1StringView("GuardrailConverseContentBlock"), shape<GuardrailConverseContentBlock>},
    {QLatin1StringView("CachePointBlock"), shape<CachePointBlock>},
    {QLatin1StringView("ToolUseBlock"), shape<ToolUseBlock>},
    {QLatin1StringView("ToolResultContentBlock"), shape<ToolResultContentBlock>},
    {QLatin1StringView("ToolResultBlock"), shape<ToolResultBlock>},
    {QLatin1StringView("ToolInputSchema"), shape<ToolInputSchema>},
    {QLatin1StringView("ToolSpecification"), shape<ToolSpecification>},
    {QLatin1StringView("SystemTool"), shape<SystemTool>},
    {QLatin1StringView("Tool"), shape<Tool>},
    {QLatin1StringView("AutoToolChoice"), shape<AutoToolChoice>},
    {QLatin1StringView("AnyToolChoice"), shape<AnyToolChoice>},
    {QLatin1StringView("SpecificToolChoice"), shape<SpecificToolChoice>},
    {QLatin1StringView("ToolChoice"), shape<ToolChoice>},
    {QLatin1StringView("ToolConfiguration"), shape<ToolConfiguration>},
    {QLatin1StringView("ToolReference"), shape<ToolReference>},
    {QLatin1StringView("ToolAdditionBlock"), shape<ToolAdditionBlock>},
    {QLatin1StringView("ToolRemovalBlock"), shape<ToolRemovalBlock>},
    {QLatin1StringView("ReasoningTextBlock"), shape<ReasoningTextBlock>},
    {QLatin1StringView("ReasoningContentBlock"), shape<ReasoningContentBlock>},
    {QLatin1StringView("ContentBlock"), shape<ContentBlock>},
    {QLatin1StringView("SystemContentBlock"), shape<SystemContentBlock>},
    {QLatin1StringView("Message"), shape<Message>},
    {QLatin1StringView("InferenceConfiguration"), shape<InferenceConfiguration>},
    {QLatin1StringView("GuardrailConfiguration"), shape<GuardrailConfiguration>},
    {QLatin1StringView("PromptVariableValues"), shape<PromptVariableValues>},
    {QLatin1StringView("PerformanceConfiguration"), shape<PerformanceConfiguration>},
    {QLatin1StringView("ServiceTier"), shape<ServiceTier>},
    {QLatin1StringView("JsonSchemaDefinition"), shape<JsonSchemaDefinition>},
    {QLatin1StringView("OutputFormatStructure"), shape<OutputFormatStructure>},
    {QLatin1StringView("OutputFormat"), shape<OutputFormat>},
    {QLatin1StringView("OutputConfig"), shape<OutputConfig>},
    {QLatin1StringView("ConverseRequest"), shape<ConverseRequest>},
    {QLatin1StringView("GuardrailTopic"), shape<GuardrailTopic>},
    {QLatin1StringView("GuardrailTopicPolicyAssessment"), shape<GuardrailTopicPolicyAssessment>},
    {QLatin1StringView("GuardrailContentFilter"), shape<GuardrailContentFilter>},
    {QLatin1StringView("GuardrailContentPolicyAssessment"), shape<GuardrailContentPolicyAssessment>},
    {QLatin1StringView("GuardrailCustomWord"), shape<GuardrailCustomWord>},
    {QLatin1StringView("GuardrailManagedWord"), shape<GuardrailManagedWord>},
    {QLatin1StringView("GuardrailWordPolicyAssessment"), shape<GuardrailWordPolicyAssessment>},
    {QLatin1StringView("GuardrailPiiEntityFilter"), shape<GuardrailPiiEntityFilter>},
    {QLatin1StringView("GuardrailRegexFilter"), shape<GuardrailRegexFilter>},
    {QLatin1StringView("GuardrailSensitiveInformationPolicyAssessment"),
     shape<GuardrailSensitiveInformationPolicyAssessment>},
    {QLatin1StringView("GuardrailContextualGroundingFilter"), shape<GuardrailContextualGroundingFilter>},
    {QLatin1StringView("GuardrailContextualGroundingPolicyAssessment"),
     shape<GuardrailContextualGroundingPolicyAssessment>},
    {QLatin1StringView("GuardrailAutomatedReasoningStatement"), shape<GuardrailAutomatedReasoningStatement>},
    {QLatin1StringView("GuardrailAutomatedReasoningInputTextReference"),
     shape<GuardrailAutomatedReasoningInputTextReference>},
    {QLatin1StringView("GuardrailAutomatedReasoningTranslation"),
     shape<GuardrailAutomatedReasoningTranslation>},
    {QLatin1StringView("GuardrailAutomatedReasoningScenario"), shape<GuardrailAutomatedReasoningScenario>},
    {QLatin1StringView("GuardrailAutomatedReasoningRule"), shape<GuardrailAutomatedReasoningRule>},
    {QLatin1StringView("GuardrailAutomatedReasoningLogicWarning"),
     shape<GuardrailAutomatedReasoningLogicWarning>},
    {QLatin1StringView("GuardrailAutomatedReasoningValidFinding"),
     shape<GuardrailAutomatedReasoningValidFinding>},
    {QLatin1StringView("GuardrailAutomatedReasoningInvalidFinding"),
     shape<GuardrailAutomatedReasoningInvalidFinding>},
    {QLatin1StringView("GuardrailAutomatedReasoningSatisfiableFinding"),
     shape<GuardrailAutomatedReasoningSatisfiableFinding>},
    {QLatin1StringView("GuardrailAutomatedReasoningImpossibleFinding"),
     shape<GuardrailAutomatedReasoningImpossibleFinding>},
    {QLatin1StringView("GuardrailAutomatedReasoningTranslationOption"),
     shape<GuardrailAutomatedReasoningTranslationOption>},
    {QLatin1StringView("GuardrailAutomatedReasoningTranslationAmbiguousFinding"),
     shape<GuardrailAutomatedReasoningTranslationAmbiguousFinding>},
    {QLatin1StringView("GuardrailAutomatedReasoningTooComplexFinding"),
     shape<GuardrailAutomatedReasoningTooComplexFinding>},
    {QLatin1StringView("GuardrailAutomatedReasoningNoTranslationsFinding"),
     shape<GuardrailAutomatedReasoningNoTranslationsFinding>},
    {QLatin1StringView("GuardrailAutomatedReasoningFinding"), shape<GuardrailAutomatedReasoningFinding>},
    {QLatin1StringView("GuardrailAutomatedReasoningPolicyAssessment"),
     shape<GuardrailAutomatedReasoningPolicyAssessment>},
    {QLatin1StringView("GuardrailUsage"), shape<GuardrailUsage>},
    {QLatin1StringView("GuardrailTextCharactersCoverage"), shape<GuardrailTextCharactersCoverage>},
    {QLatin1StringView("GuardrailImageCoverage"), shape<GuardrailImageCoverage>},
    {QLatin1StringView("GuardrailCoverage"), shape<GuardrailCoverage>},
    {QLatin1StringView("GuardrailInvocationMetrics"), shape<GuardrailInvocationMetrics>},
    {QLatin1StringView("AppliedGuardrailDetails"), shape<AppliedGuardrailDetails>},
    {QLatin1StringView("GuardrailAssessment"), shape<GuardrailAssessment>},
    {QLatin1StringView("GuardrailTraceAssessment"), shape<GuardrailTraceAssessment>},
    {QLatin1StringView("CacheDetail"), shape<CacheDetail>},
    {QLatin1StringView("TokenUsage"), shape<TokenUsage>},
    {QLatin1StringView("ConverseMetrics"), shape<ConverseMetrics>},
    {QLatin1StringView("PromptRouterTrace"), shape<PromptRouterTrace>},
    {QLatin1StringView("ConverseTrace"), shape<ConverseTrace>},
    {QLatin1StringView("ConverseOutput"), shape<ConverseOutput>},
    {QLatin1StringView("ConverseResponse"), shape<ConverseResponse>},
    {QLatin1StringView("MessageStartEvent"), shape<MessageStartEvent>},
    {QLatin1StringView("ToolUseBlockStart"), shape<ToolUseBlockStart>},
    {QLatin1StringView("ToolResultBlockStart"), shape<ToolResultBlockStart>},
    {QLatin1StringView("ImageBlockStart"), shape<ImageBlockStart>},
    {QLatin1StringView("ContentBlockStart"), shape<ContentBlockStart>},
    {QLatin1StringView("ContentBlockStartEvent"), shape<ContentBlockStartEvent>},
    {QLatin1StringView("ToolUseBlockDelta"), shape<ToolUseBlockDelta>},
    {QLatin1StringView("ToolResultBlockDelta"), shape<ToolResultBlockDelta>},
    {QLatin1StringView("ReasoningContentBlockDelta"), shape<ReasoningContentBlockDelta>},
    {QLatin1StringView("CitationSourceContentDelta"), shape<CitationSourceContentDelta>},
    {QLatin1StringView("CitationsDelta"), shape<CitationsDelta>},
    {QLatin1StringView("ImageBlockDelta"), shape<ImageBlockDelta>},
    {QLatin1StringView("ContentBlockDelta"), shape<ContentBlockDelta>},
    {QLatin1StringView("ContentBlockDeltaEvent"), shape<ContentBlockDeltaEvent>},
    {QLatin1StringView("ContentBlockStopEvent"), shape<ContentBlockStopEvent>},
    {QLatin1StringView("MessageStopEvent"), shape<MessageStopEvent>},
    {QLatin1StringView("ConverseStreamMetadataEvent"), shape<ConverseStreamMetadataEvent>},
};

} // namespace

std::optional<json::Json> rebuiltShape(const QString &name, const json::Json &value)
{
    for (const Shape &candidate : shapes) {
        if (candidate.name == name)
            return candidate.rebuild(value);
    }
    return std::nullopt;
}
