// SPDX-License-Identifier: GPL-3.0-or-later

// The AWS SDK for JavaScript v3 against the simulator, as its users would call Bedrock.
// usage: node interop.mjs OUTCROP-PROGRAM

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { BedrockClient, ListFoundationModelsCommand, ListInferenceProfilesCommand } from "@aws-sdk/client-bedrock";
import {
  BedrockRuntimeClient,
  ConverseCommand,
  ConverseStreamCommand,
  CountTokensCommand,
  InvokeModelCommand,
  InvokeModelWithResponseStreamCommand,
} from "@aws-sdk/client-bedrock-runtime";
import { NodeHttpHandler } from "@smithy/node-http-handler";

const modelId = "outcrop.simulator-1";
const profileArn = "arn:aws:bedrock:eu-central-1:000000000000:application-inference-profile/a1b2c3d4e5f6";
const children = [];

/** Starts `outcrop simulate` and returns the environment it offers to an SDK. */
async function startSimulator(...options) {
  const child = spawn(process.argv[2], ["simulate", "--port", "0", ...options], { stdio: ["ignore", "pipe", "inherit"] });
  children.push(child);
  const [output] = await once(child.stdout.setEncoding("utf8"), "data");
  assert.match(output, /^listening on http:\/\/127\.0\.0\.1:\d+\n/);
  return Object.fromEntries([...output.matchAll(/^export (\w+)='(.*)'$/gm)].map(([, name, value]) => [name, value]));
}

/** Client settings. The default handler speaks HTTP/2, which the simulator does not. */
function settings(simulator, changes = {}) {
  return {
    endpoint: simulator.AWS_ENDPOINT_URL_BEDROCK_RUNTIME,
    region: simulator.AWS_REGION,
    credentials: {
      accessKeyId: simulator.AWS_ACCESS_KEY_ID,
      secretAccessKey: simulator.AWS_SECRET_ACCESS_KEY,
      sessionToken: simulator.AWS_SESSION_TOKEN,
    },
    requestHandler: new NodeHttpHandler(),
    ...changes,
  };
}

const user = (text) => ({ role: "user", content: [{ text }] });
const decode = (bytes) => JSON.parse(new TextDecoder().decode(bytes));
const clock = {
  toolSpec: {
    name: "world_clock",
    description: "The time in a city",
    inputSchema: { json: { type: "object", properties: { city: { type: "string" } }, required: ["city"] } },
  },
};
const claudeBody = (more) =>
  JSON.stringify({ anthropic_version: "bedrock-2023-05-31", max_tokens: 2000, ...more });

/** Puts the events of a ConverseStream together. */
async function fold(stream) {
  const result = { content: [], inputs: {} };
  for await (const event of stream) {
    if (event.messageStart) result.role = event.messageStart.role;
    const delta = event.contentBlockDelta;
    const index = delta?.contentBlockIndex ?? event.contentBlockStart?.contentBlockIndex;
    if (event.contentBlockStart) result.content[index] = { toolUse: { ...event.contentBlockStart.start.toolUse } };
    if (delta?.delta.text) result.content[index] = { text: (result.content[index]?.text ?? "") + delta.delta.text };
    if (delta?.delta.toolUse) (result.inputs[index] ??= []).push(delta.delta.toolUse.input);
    if (delta?.delta.reasoningContent?.text) result.reasoning = (result.reasoning ?? "") + delta.delta.reasoningContent.text;
    if (delta?.delta.reasoningContent?.signature) result.signature = delta.delta.reasoningContent.signature;
    if (event.messageStop) result.stopReason = event.messageStop.stopReason;
    if (event.metadata) result.usage = event.metadata.usage;
  }
  for (const [index, pieces] of Object.entries(result.inputs))
    result.content[index].toolUse.input = JSON.parse(pieces.join(""));
  return result;
}

const signed = await startSimulator();
const runtime = new BedrockRuntimeClient(settings(signed));

const scenarios = {
  async "Converse answers, and an ARN as model id is signed as it is sent"() {
    for (const id of [modelId, `${modelId}:0`, profileArn]) {
      const answer = await runtime.send(new ConverseCommand({ modelId: id, messages: [user("What is a fold?")] }));
      assert.equal(answer.stopReason, "end_turn");
      assert.equal(answer.output.message.role, "assistant");
      const text = answer.output.message.content[0].text;
      assert.match(text, /Outcrop simulator/);
      assert.match(text, /What is a fold\?/);
      assert.ok(text.includes(id));
      assert.ok(answer.usage.inputTokens > 0 && answer.usage.outputTokens > 0);
      assert.ok(answer.$metadata.requestId);
    }
  },

  async "the second identical request reads the cached system prompt"() {
    const system = [{ text: "Be brief. ".repeat(600) }, { cachePoint: { type: "default" } }];
    const ask = () => runtime.send(new ConverseCommand({ modelId, system, messages: [user("Hello")] }));
    const first = (await ask()).usage;
    const second = (await ask()).usage;
    assert.ok(first.cacheWriteInputTokens >= 1024);
    assert.equal(first.cacheDetails[0].ttl, "5m");
    assert.equal(second.cacheReadInputTokens, first.cacheWriteInputTokens);
    assert.equal(second.cacheWriteInputTokens, 0);
  },

  async "ConverseStream runs a loop of two parallel tool calls"() {
    const messages = [user('/reason\n/tool world_clock {"city": "Reykjav\u00edk"}\n/tool world_clock\nWhat time is it in "Oslo"?')];
    const toolConfig = { tools: [clock] };
    const first = await fold((await runtime.send(new ConverseStreamCommand({ modelId, messages, toolConfig }))).stream);
    assert.equal(first.stopReason, "tool_use");
    assert.ok(first.reasoning.length > 20 && first.signature.length > 20);
    const calls = first.content.filter((block) => block?.toolUse).map((block) => block.toolUse);
    assert.deepEqual(calls.map((call) => call.input), [{ city: "Reykjav\u00edk" }, { city: "Oslo" }]);
    assert.notEqual(calls[0].toolUseId, calls[1].toolUseId);
    assert.ok(Object.values(first.inputs)[0].length > 1, "the input came in pieces");

    messages.push({ role: "assistant", content: calls.map((toolUse) => ({ toolUse })) });
    messages.push({
      role: "user",
      content: calls.map(({ toolUseId }, i) => ({ toolResult: { toolUseId, content: [{ json: { time: `1${i}:30` } }] } })),
    });
    const second = await fold((await runtime.send(new ConverseStreamCommand({ modelId, messages, toolConfig }))).stream);
    assert.equal(second.stopReason, "end_turn");
    assert.match(second.content[0].text, /10:30/);
    assert.match(second.content[0].text, /11:30/);
    assert.ok(second.usage.outputTokens > 0);
  },

  async "an exception inside the stream reaches the caller with its type"() {
    const { stream } = await runtime.send(
      new ConverseStreamCommand({ modelId, messages: [user("/error-after 3 modelStreamError\nHello")] }),
    );
    await assert.rejects(fold(stream), (error) => {
      assert.equal(error.name, "ModelStreamErrorException");
      assert.equal(error.originalStatusCode, 500);
      return true;
    });
  },

  async "a frame with a wrong checksum is refused by the SDK"() {
    const { stream } = await runtime.send(new ConverseStreamCommand({ modelId, messages: [user("/badcrc 4\nHello")] }));
    await assert.rejects(fold(stream), /checksum/i);
  },

  async "CountTokens agrees with the usage of the same request"() {
    const messages = [user("How many tokens is this?")];
    const counted = await runtime.send(new CountTokensCommand({ modelId, input: { converse: { messages } } }));
    const answer = await runtime.send(new ConverseCommand({ modelId, messages }));
    assert.equal(counted.inputTokens, answer.usage.inputTokens);
    const body = new TextEncoder().encode(claudeBody({ messages: [{ role: "user", content: "How many tokens is this?" }] }));
    const invoked = await runtime.send(new CountTokensCommand({ modelId, input: { invokeModel: { body } } }));
    assert.equal(invoked.inputTokens, counted.inputTokens);
  },

  async "InvokeModel answers an Anthropic messages body"() {
    const body = claudeBody({ messages: [{ role: "user", content: "Hello there" }], stop_sequences: ["What is real"] });
    const answer = await runtime.send(new InvokeModelCommand({ modelId, contentType: "application/json", body }));
    const message = decode(answer.body);
    assert.equal(message.type, "message");
    assert.equal(message.stop_reason, "stop_sequence");
    assert.equal(message.stop_sequence, "What is real");
    assert.match(message.content[0].text, /Outcrop simulator/);
    assert.ok(message.usage.input_tokens > 0);
  },

  async "InvokeModelWithResponseStream streams its objects"() {
    const tools = [{ name: "world_clock", input_schema: { type: "object", properties: { city: { type: "string" } }, required: ["city"] } }];
    const body = claudeBody({ tools, messages: [{ role: "user", content: [{ type: "text", text: "/reason\nUse world_clock for 'Bergen'" }] }] });
    const answer = await runtime.send(
      new InvokeModelWithResponseStreamCommand({ modelId, contentType: "application/json", body }),
    );
    assert.equal(answer.contentType, "application/json");
    const types = [];
    let input = "";
    let last;
    for await (const { chunk } of answer.body) {
      last = decode(chunk.bytes);
      types.push(last.type);
      if (last.delta?.type === "input_json_delta") input += last.delta.partial_json;
      if (last.type === "message_delta") assert.equal(last.delta.stop_reason, "tool_use");
    }
    assert.equal(types[0], "message_start");
    assert.equal(types.at(-1), "message_stop");
    assert.deepEqual(JSON.parse(input), { city: "Bergen" });
    assert.ok(last["amazon-bedrock-invocationMetrics"].outputTokenCount > 0);
  },

  async "a wrong secret is refused with both texts to compare"() {
    const wrong = settings(signed, { credentials: { accessKeyId: signed.AWS_ACCESS_KEY_ID, secretAccessKey: "wrong" } });
    await assert.rejects(
      new BedrockRuntimeClient(wrong).send(new ConverseCommand({ modelId, messages: [user("Hello")] })),
      (error) => {
        assert.equal(error.name, "InvalidSignatureException");
        assert.equal(error.$metadata.httpStatusCode, 403);
        assert.equal(error.$metadata.attempts, 1);
        assert.match(error.message, /The Canonical String for this request should have been\s+'POST\n\/model\//);
        assert.match(error.message, /The String-to-Sign should have been\s+'AWS4-HMAC-SHA256\n/);
        return true;
      },
    );
  },

  async "a wrong region and an unknown key are told apart"() {
    const ask = (changes) =>
      new BedrockRuntimeClient(settings(signed, changes)).send(new ConverseCommand({ modelId, messages: [user("Hello")] }));
    await assert.rejects(ask({ region: "eu-west-1" }), { name: "InvalidSignatureException" });
    await assert.rejects(ask({ credentials: { accessKeyId: "AKIDUNKNOWN", secretAccessKey: "x" } }), {
      name: "UnrecognizedClientException",
    });
  },

  async "the SDK's retry survives a throttled call"() {
    const answer = await runtime.send(new ConverseCommand({ modelId, messages: [user("/throttle 1\nHello again")] }));
    assert.equal(answer.$metadata.attempts, 2);
    assert.match(answer.output.message.content[0].text, /Hello again/);
  },

  async "a malformed conversation is refused at its place"() {
    const messages = [user("Hello"), user("Hello?")];
    await assert.rejects(runtime.send(new ConverseCommand({ modelId, messages })), (error) => {
      assert.equal(error.name, "ValidationException");
      assert.match(error.message, /messages\.1/);
      return true;
    });
  },

  async "models and inference profiles are listed"() {
    const control = new BedrockClient(settings(signed));
    const { modelSummaries } = await control.send(new ListFoundationModelsCommand({ byOutputModality: "TEXT" }));
    assert.ok(modelSummaries.some((model) => model.modelId === modelId && model.modelLifecycle.status === "ACTIVE"));
    const first = await control.send(new ListInferenceProfilesCommand({ maxResults: 1 }));
    assert.equal(first.inferenceProfileSummaries.length, 1);
    assert.ok(first.inferenceProfileSummaries[0].createdAt instanceof Date);
    const next = await control.send(new ListInferenceProfilesCommand({ maxResults: 1, nextToken: first.nextToken }));
    assert.notEqual(next.inferenceProfileSummaries[0].inferenceProfileId, first.inferenceProfileSummaries[0].inferenceProfileId);
  },

  async "temporary credentials need their session token"() {
    const keys = ["--access-key-id", "INTEROP", "--secret-access-key", "secret", "--session-token", "token/+="];
    const simulator = await startSimulator(...keys, "--region", "eu-central-1");
    const ask = (changes) =>
      new BedrockRuntimeClient(settings(simulator, changes)).send(new ConverseCommand({ modelId, messages: [user("Hello")] }));
    assert.equal((await ask()).stopReason, "end_turn");
    await assert.rejects(ask({ credentials: { accessKeyId: "INTEROP", secretAccessKey: "secret" } }), {
      name: "UnrecognizedClientException",
    });
  },

  async "a bearer token is let in, a wrong one is not"() {
    const simulator = await startSimulator("--bearer", "interop-token");
    const ask = (token) =>
      new BedrockRuntimeClient(
        settings(simulator, { credentials: undefined, token: { token }, authSchemePreference: ["httpBearerAuth"] }),
      ).send(new ConverseCommand({ modelId, messages: [user("Hello")] }));
    assert.match((await ask(simulator.AWS_BEARER_TOKEN_BEDROCK)).output.message.content[0].text, /Outcrop simulator/);
    await assert.rejects(ask("wrong"), { name: "AccessDeniedException" });
  },
};

let failures = 0;
for (const [name, run] of Object.entries(scenarios)) {
  try {
    await run();
    console.log(`PASS   : ${name}`);
  } catch (error) {
    ++failures;
    console.log(`FAIL!  : ${name}\n${error.stack}`);
  }
}
for (const child of children) {
  child.kill("SIGTERM");
  const [code] = await once(child, "exit");
  if (code !== 0) {
    ++failures;
    console.log(`FAIL!  : outcrop simulate ended with ${code} on SIGTERM`);
  }
}
console.log(failures ? `${failures} failed` : `${Object.keys(scenarios).length} passed`);
process.exitCode = failures ? 1 : 0;
