import * as ort from "onnxruntime-web/webgpu";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { GraphBuilder, type GraphTarget } from "../../src/index.ts";
import { openSession } from "../open-session.ts";
import { RULE_CASES } from "./cases/index.ts";
import type { OpenedGraph, OpenGraph } from "./check-rule.ts";
import { compareWithWasm } from "./compare-with-wasm.ts";

ort.env.wasm.numThreads = 1;

/** A node that a GPU does not compute must be an error: on the CPU it would prove nothing. */
const ON_GPU = {
  executionProviders: [{ name: "webgpu", preferredLayout: "NCHW" }],
  extra: { session: { disable_cpu_ep_fallback: "1" } },
} as const;

const open =
  (target: GraphTarget): OpenGraph =>
  (graph, outputs) =>
    openSession(ort, graph, outputs, target === "webgpu" ? ON_GPU : { executionProviders: ["wasm"] });

/** The runtime gives up its device, and every compiled shader, with the last session: one stays open. */
let kept: OpenedGraph;

beforeAll(async () => {
  const graph = new GraphBuilder("kept", "webgpu");
  kept = await open("webgpu")(graph, [graph.apply("Neg", [graph.input("x", "float32", [1])])]);
});

afterAll(() => kept.close());

const computed = RULE_CASES.filter(({ unsupported }) => unsupported?.webgpu === undefined);
const refused = RULE_CASES.filter(({ unsupported }) => unsupported?.webgpu !== undefined);

describe("on webgpu", () => {
  it.each(computed)("$name and its gradients are those of wasm", async (rule) => {
    expect(await compareWithWasm(rule, open, rule.gpuTolerance)).toEqual([]);
  });

  // By this package, or by the runtime, which has no kernel.
  it.each(refused)("$name is refused: $unsupported.webgpu", async (rule) => {
    await expect(compareWithWasm(rule, open)).rejects.toThrow(/webgpu|CPU EP|not support|no gradient|int64/i);
  });
});
