import {
  applyDropout,
  dense,
  dropout,
  dropoutMask,
  keyFromSeed,
  maskOfSite,
  meanSquaredError,
  sequential,
  uniform,
  type EngineState,
  type ModelSpec,
} from "@lockstep/core";
import * as ort from "onnxruntime-web";
import { describe, expect, it } from "vitest";
import { createOrtEngine, type OrtNamespace, type OrtTensor } from "../src/index.ts";
import { packBits } from "../src/pack-bits.ts";
import { PLAIN_STEP } from "./small-run.ts";

ort.env.wasm.numThreads = 1;

/** The graphs for GPUs on the CPU's kernels, and what they are fed. */
function gpuGraphsOnWasm(): { readonly ort: OrtNamespace; readonly fed: Map<string, OrtTensor> } {
  const fed = new Map<string, OrtTensor>();
  const runtime: OrtNamespace = {
    Tensor: ort.Tensor,
    InferenceSession: {
      async create(model) {
        const session = await ort.InferenceSession.create(model);
        return {
          async run(feeds) {
            for (const [name, tensor] of Object.entries(feeds)) fed.set(name, tensor);
            return await session.run(feeds as Record<string, ort.Tensor>);
          },
          release: () => session.release(),
        };
      },
    },
  };
  return { ort: runtime, fed };
}

const WEBGPU = { loss: meanSquaredError(), seed: 1, executionProvider: "webgpu", cpuFallback: "allow" } as const;

describe("packBits", () => {
  it("puts a row's first element into its first word's lowest bit", () => {
    const keep = new Uint8Array(2 * 40);
    keep.set([1, 0, 1], 0);
    keep[19] = 1;
    keep[20] = 1;
    keep[40 + 39] = 1;
    expect(packBits(keep, 2, 20)).toEqual({
      type: "uint32",
      data: Uint32Array.of(5 + 2 ** 19, 1, 0, 2 ** 19),
      shape: [2, 2, 1],
    });
    expect(packBits(new Uint8Array(32).fill(1), 1, 32).data).toEqual(Uint32Array.of(2 ** 32 - 1));
  });
});

describe("masks for GPUs", () => {
  // 64 = 2 words of 32; 100 = 4 of 25; 66 = 3 of 22; 37 has no divisor that is worth it; 10 is too short.
  it.each([
    [64, "uint32", [3, 2, 1]],
    [100, "uint32", [3, 4, 1]],
    [66, "uint32", [3, 3, 1]],
    [37, "bool", [3, 37]],
    [10, "bool", [3, 10]],
  ])("of %i features go up as %s %j and keep core's law", async (features, type, dims) => {
    const { ort: runtime, fed } = gpuGraphsOnWasm();
    const model = sequential({ inputShape: [features], layers: [dropout(0.5)] });
    using engine = await createOrtEngine(runtime, model, WEBGPU);
    const inputs = { shape: [3, features], data: uniform(keyFromSeed(2), 3 * features) };
    const mask = dropoutMask({ seed: 42, site: 0, step: 3, rate: 0.5, shape: [3, features] });
    const { data } = await engine.predict(inputs, [mask]);
    expect(data).toEqual(applyDropout(inputs.data, mask));
    expect(fed.get("mask.0")).toMatchObject({ type, dims });
  });

  it.each<[string, ModelSpec]>([
    ["of every element", sequential({ inputShape: [4, 16], layers: [dropout(0.5), dense(2)] })],
    ["shared over rows", sequential({ inputShape: [64], layers: [dropout(0.5, { sharedAxes: [0] }), dense(2)] })],
    ["shared over an axis", sequential({ inputShape: [4, 32], layers: [dropout(0.5, { sharedAxes: [1] }), dense(2)] })],
    ["of weights", sequential({ inputShape: [64], layers: [dense(2, { dropConnect: 0.5 })] })],
  ])("%s train as bytes do", async (_, model) => {
    const states: EngineState[] = [];
    for (const [runtime, executionProvider] of [
      [ort, "wasm"],
      [gpuGraphsOnWasm().ort, "webgpu"],
    ] as const) {
      using engine = await createOrtEngine(runtime, model, { ...WEBGPU, executionProvider });
      const inputs = {
        shape: [5, ...model.inputShape],
        data: uniform(keyFromSeed(2), 5 * model.inputShape.reduce((a, b) => a * b)),
      };
      const targets = {
        shape: [5, ...engine.outputShape],
        data: new Float32Array(5 * engine.outputShape.reduce((a, b) => a * b)),
      };
      const masks = engine.randomSites.map((site, index) =>
        maskOfSite(site, { seed: 5, site: index, step: 1, rows: 5 }),
      );
      await engine.trainBatch([{ inputs, targets, masks }], PLAIN_STEP).read();
      states.push(await engine.readState());
    }
    for (const [name, { data }] of Object.entries(states[0]!.parameters)) {
      for (const [index, weight] of data.entries()) {
        expect(states[1]!.parameters[name]!.data[index]).toBeCloseTo(weight, 5);
      }
    }
  });
});
