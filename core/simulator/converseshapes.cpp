// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulator/converseshapes.h"

namespace outcrop::simulator
{

// Made from the public service model (protocol/bedrock-runtime.service-2.json, botocore 1.43.67). A shape per
// paragraph, a member per line: name, '*' when required, type. A range is min..max: of the value for numbers,
// of the length for everything else; after '~' a regular expression for the whole text.
QByteArrayView converseShapesText()
{
    static constexpr char text[] = R"shapes(
structure ConverseRequest
  messages list of Message
  system list of SystemContentBlock
  inferenceConfig InferenceConfiguration
  toolConfig ToolConfiguration
  guardrailConfig GuardrailConfiguration
  additionalModelRequestFields document
  promptVariables map of string to PromptVariableValues
  additionalModelResponseFieldPaths list 0..10 of string 1..256
  requestMetadata map 1..16 of string 1..256 ~[a-zA-Z0-9\s:_@$#=/+,-.]{1,256} to string 0..256 ~[a-zA-Z0-9\s:_@$#=/+,-.]{0,256}
  performanceConfig PerformanceConfiguration
  serviceTier ServiceTier
  outputConfig OutputConfig
structure ConverseStreamRequest
  messages list of Message
  system list of SystemContentBlock
  inferenceConfig InferenceConfiguration
  toolConfig ToolConfiguration
  guardrailConfig GuardrailStreamConfiguration
  additionalModelRequestFields document
  promptVariables map of string to PromptVariableValues
  additionalModelResponseFieldPaths list 0..10 of string 1..256
  requestMetadata map 1..16 of string 1..256 ~[a-zA-Z0-9\s:_@$#=/+,-.]{1,256} to string 0..256 ~[a-zA-Z0-9\s:_@$#=/+,-.]{0,256}
  performanceConfig PerformanceConfiguration
  serviceTier ServiceTier
  outputConfig OutputConfig
structure ConverseTokensRequest
  messages list of Message
  system list of SystemContentBlock
  toolConfig ToolConfiguration
  additionalModelRequestFields document
structure CountTokensRequest
  input* CountTokensInput
structure Message
  role* enum user assistant system
  content* list of ContentBlock
union SystemContentBlock
  text string 1..
  guardContent GuardrailConverseContentBlock
  cachePoint CachePointBlock
structure InferenceConfiguration
  maxTokens integer 1..
  temperature float 0..1
  topP float 0..1
  stopSequences list 0..2500 of string 1..
structure ToolConfiguration
  tools* list 1.. of Tool
  toolChoice ToolChoice
structure GuardrailConfiguration
  guardrailIdentifier string 0..2048 ~(|([a-z0-9]+)|(arn:aws(-[^:]+)?:bedrock:[a-z0-9-]{1,20}:[0-9]{12}:guardrail/[a-z0-9]+))
  guardrailVersion string ~(|([1-9][0-9]{0,7})|(DRAFT))
  trace enum enabled disabled enabled_full
union PromptVariableValues
  text string
structure PerformanceConfiguration
  latency enum standard optimized
structure ServiceTier
  type* enum priority default flex reserved
structure OutputConfig
  textFormat OutputFormat
  effort string 0..16
structure GuardrailStreamConfiguration
  guardrailIdentifier string 0..2048 ~(|([a-z0-9]+)|(arn:aws(-[^:]+)?:bedrock:[a-z0-9-]{1,20}:[0-9]{12}:guardrail/[a-z0-9]+))
  guardrailVersion string ~(|([1-9][0-9]{0,7})|(DRAFT))
  trace enum enabled disabled enabled_full
  streamProcessingMode enum sync async
union CountTokensInput
  invokeModel InvokeModelTokensRequest
  converse ConverseTokensRequest
union ContentBlock
  text string
  image ImageBlock
  document DocumentBlock
  video VideoBlock
  audio AudioBlock
  toolUse ToolUseBlock
  toolResult ToolResultBlock
  guardContent GuardrailConverseContentBlock
  cachePoint CachePointBlock
  reasoningContent ReasoningContentBlock
  citationsContent CitationsContentBlock
  searchResult SearchResultBlock
  toolAddition ToolAdditionBlock
  toolRemoval ToolRemovalBlock
union GuardrailConverseContentBlock
  text GuardrailConverseTextBlock
  image GuardrailConverseImageBlock
structure CachePointBlock
  type* enum default
  ttl enum 5m 1h
union Tool
  toolSpec ToolSpecification
  systemTool SystemTool
  cachePoint CachePointBlock
union ToolChoice
  auto AutoToolChoice
  any AnyToolChoice
  tool SpecificToolChoice
structure OutputFormat
  type* enum json_schema
  structure* OutputFormatStructure
structure InvokeModelTokensRequest
  body* blob 0..25000000
structure ImageBlock
  format* enum png jpeg gif webp
  source* ImageSource
  error ErrorBlock
structure DocumentBlock
  format enum pdf csv doc docx xls xlsx html txt md
  name* string 1..200
  source* DocumentSource
  context string
  citations CitationsConfig
structure VideoBlock
  format* enum mkv mov mp4 webm flv mpeg mpg wmv three_gp
  source* VideoSource
structure AudioBlock
  format* enum mp3 opus wav aac flac mp4 ogg mkv mka x-aac m4a mpeg mpga pcm webm
  source* AudioSource
  error ErrorBlock
structure ToolUseBlock
  toolUseId* string 1..64 ~[a-zA-Z0-9_.:-]+
  name* string 1..64 ~[a-zA-Z0-9_-]+
  input* document
  type enum server_tool_use
structure ToolResultBlock
  toolUseId* string 1..64 ~[a-zA-Z0-9_.:-]+
  content* list of ToolResultContentBlock
  status enum success error
  type string
union ReasoningContentBlock
  reasoningText ReasoningTextBlock
  redactedContent blob
structure CitationsContentBlock
  content list of CitationGeneratedContent
  citations list of Citation
structure SearchResultBlock
  source* string
  title* string
  content* list of SearchResultContentBlock
  citations CitationsConfig
structure ToolAdditionBlock
  tool* ToolReference
structure ToolRemovalBlock
  tool* ToolReference
structure GuardrailConverseTextBlock
  text* string
  qualifiers list of enum grounding_source query guard_content
structure GuardrailConverseImageBlock
  format* enum png jpeg
  source* GuardrailConverseImageSource
structure ToolSpecification
  name* string 1..64 ~[a-zA-Z0-9_-]+
  description string 1..
  inputSchema* ToolInputSchema
  strict boolean
structure SystemTool
  name* string 1..64 ~[a-zA-Z0-9_-]+
structure AutoToolChoice
structure AnyToolChoice
structure SpecificToolChoice
  name* string 1..64 ~[a-zA-Z0-9_-]+
union OutputFormatStructure
  jsonSchema JsonSchemaDefinition
union ImageSource
  bytes blob 1..
  s3Location S3Location
structure ErrorBlock
  message string
union DocumentSource
  bytes blob 1..
  s3Location S3Location
  text string
  content list of DocumentContentBlock
structure CitationsConfig
  enabled* boolean
union VideoSource
  bytes blob 1..
  s3Location S3Location
union AudioSource
  bytes blob 1..
  s3Location S3Location
union ToolResultContentBlock
  json document
  text string
  image ImageBlock
  document DocumentBlock
  video VideoBlock
  searchResult SearchResultBlock
structure ReasoningTextBlock
  text* string
  signature string
union CitationGeneratedContent
  text string
structure Citation
  title string
  source string
  sourceContent list of CitationSourceContent
  location CitationLocation
structure SearchResultContentBlock
  text* string
structure ToolReference
  type string 1..64
  name string 1..128
  serverName string 1..128
union GuardrailConverseImageSource
  bytes blob 1..
union ToolInputSchema
  json document
structure JsonSchemaDefinition
  schema* string
  name string
  description string
structure S3Location
  uri* string 1..1024 ~s3://[a-z0-9][\.\-a-z0-9]{1,61}[a-z0-9](/.*)?
  bucketOwner string ~[0-9]{12}
union DocumentContentBlock
  text string
union CitationSourceContent
  text string
union CitationLocation
  web WebLocation
  documentChar DocumentCharLocation
  documentPage DocumentPageLocation
  documentChunk DocumentChunkLocation
  searchResultLocation SearchResultLocation
structure WebLocation
  url string
  domain string
structure DocumentCharLocation
  documentIndex integer 0..
  start integer 0..
  end integer 0..
structure DocumentPageLocation
  documentIndex integer 0..
  start integer 0..
  end integer 0..
structure DocumentChunkLocation
  documentIndex integer 0..
  start integer 0..
  end integer 0..
structure SearchResultLocation
  searchResultIndex integer 0..
  start integer 0..
  end integer 0..
)shapes";
    return QByteArrayView(text, sizeof text - 1);
}

} // namespace outcrop::simulator
