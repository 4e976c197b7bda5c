import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { maskOfSite } from "../dropout/mask-of-site.ts";
import { BASIC_LAYERS, requireLayers } from "../engine/check-layers.ts";
import type { MicroBatch, TrainingEngine } from "../engine/training-engine.ts";
import { meanSquaredError } from "../loss/mean-squared-error.ts";
import type { LayerSpec } from "../model/layer-spec.ts";
import { dense } from "../model/layers/dense.ts";
import { embedding } from "../model/layers/embedding.ts";
import { flatten } from "../model/layers/flatten.ts";
import { gru } from "../model/layers/gru.ts";
import { lstm } from "../model/layers/lstm.ts";
import { multiHeadAttention } from "../model/layers/multi-head-attention.ts";
import { positionalEmbedding } from "../model/layers/positional-embedding.ts";
import { modelFrom } from "../model/model-from.ts";
import { resolveLayers } from "../model/resolve-layers.ts";
import { sequential } from "../model/sequential.ts";
import { keyFromSeed } from "../random/key.ts";
import { randomWords, uniform } from "../random/random-words.ts";
import type { SgdStep } from "../sgd/sgd-step.ts";
import { shapeSize, type Shape } from "../tensor/shape.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { createReferenceEngine } from "./reference-engine.ts";

const [POSITIONS, FEATURES, OUTPUTS, IDS] = [4, 6, 3, 5];
/** After a first step with momentum the velocity is the gradient, to the bit. */
const STEP: SgdStep = { learningRate: 0.5, momentum: 0.9, gradientScale: 1, nesterov: false, weightDecay: 0 };

const RECURRENT = { hidden: 4, inputDropout: 0.3, recurrentDropout: 0.4 } as const;
/** What stands between the embedding and the output. */
const LAYERS: Readonly<Record<string, readonly LayerSpec[]>> = {
  "dense on the last axis": [dense(5)],
  "dense with DropConnect": [dense(5, { dropConnect: 0.4 })],
  "positional embedding": [positionalEmbedding()],
  attention: [multiHeadAttention({ heads: 2 })],
  "causal attention with dropout": [multiHeadAttention({ heads: 3, dropout: 0.3, causal: true })],
  gru: [gru({ ...RECURRENT, returnSequence: "all" })],
  "bidirectional gru": [gru({ ...RECURRENT, layers: 2, bidirectional: true })],
  lstm: [lstm({ ...RECURRENT, returnSequence: "all" })],
  "bidirectional lstm": [lstm({ ...RECURRENT, layers: 2, bidirectional: true })],
  "a stack of all": [
    positionalEmbedding(),
    multiHeadAttention({ heads: 2, dropout: 0.2, causal: true }),
    lstm({ hidden: 3, returnSequence: "all" }),
    gru({ hidden: 3, bias: false }),
  ],
};

describe.each(Object.entries(LAYERS))("%s", (_name, layers) => {
  const model = sequential({
    inputShape: [POSITIONS],
    layers: [embedding(IDS, FEATURES, { paddingIndex: 2 }), dense(FEATURES), ...layers, flatten(), dense(OUTPUTS)],
  });
  const engineOf = (seed = 3): TrainingEngine => createReferenceEngine(model, { loss: meanSquaredError(), seed });

  it("comes back from JSON as it was", () => {
    expect(modelFrom(JSON.parse(JSON.stringify(model)))).toEqual(model);
  });

  it("gives the bits of the whole batch, wherever the batch is cut", async () => {
    const run = async (rows: number, cuts: readonly number[], seed: number) => {
      using engine = engineOf(seed);
      const parts = [0, ...cuts].map((first, index) => batchOf(engine, seed, first, cuts[index] ?? rows));
      const losses = [await engine.trainBatch(parts, STEP).read(), await engine.trainBatch(parts, STEP).read()];
      return { losses, state: await engine.readState() };
    };
    const runs = fc.integer({ min: 2, max: 9 }).chain((rows) =>
      fc.record({
        rows: fc.constant(rows),
        seed: fc.nat(1000),
        cuts: fc.subarray(Array.from({ length: rows - 1 }, (_, index) => index + 1)),
      }),
    );
    await fc.assert(
      fc.asyncProperty(runs, async ({ rows, seed, cuts }) => {
        expect(await run(rows, cuts, seed)).toEqual(await run(rows, [], seed));
      }),
      { numRuns: 12, seed: 4 },
    );
  });

  it("has the gradients of its own forward pass, by central differences", async () => {
    using engine = engineOf();
    const batch = batchOf(engine, 3, 0, 3);
    const before = await engine.readState();
    await engine.trainBatch([batch], STEP).read();
    const { velocity } = await engine.readState();
    for (const [name, { shape, data }] of Object.entries(before.parameters)) {
      const slopes = new Float64Array(data.length);
      for (let index = 0; index < data.length; index++) {
        const at = async (offset: number): Promise<number> => {
          const moved = data.slice();
          moved[index] = moved[index]! + offset;
          await engine.writeState({ parameters: { ...before.parameters, [name]: { shape, data: moved } } });
          return lossOf(await engine.predict(batch.inputs, batch.masks), batch.targets.data);
        };
        slopes[index] = ((await at(2 ** -7)) - (await at(-(2 ** -7)))) / 2 ** -6;
      }
      // The padding's vector is used going forward, and learns nothing.
      if (name === "0.weight") slopes.fill(0, 2 * FEATURES, 3 * FEATURES);
      const largest = slopes.reduce((size, slope) => Math.max(size, Math.abs(slope)), 0.05);
      const gradient = velocity![name]!.data;
      const off = slopes.reduce((far, slope, index) => Math.max(far, Math.abs(slope - gradient[index]!)), 0);
      expect(off, `${name}, whose largest slope is ${largest}`).toBeLessThan(2e-3 * largest);
    }
  });
});

describe("dense on the last axis", () => {
  it("is the dense layer of each vector, to the bit", async () => {
    const weights = { "0.weight": numbers(1, [7, 5]), "0.bias": numbers(2, [7]) };
    const inputs = numbers(3, [4, 2, 3, 5]);
    const outputs = async (inputShape: Shape, shape: Shape): Promise<Float32Array> => {
      using engine = createReferenceEngine(sequential({ inputShape, layers: [dense(7)] }), {
        loss: meanSquaredError(),
        weights,
      });
      return (await engine.predict({ shape, data: inputs.data })).data;
    };
    expect(await outputs([2, 3, 5], [4, 2, 3, 5])).toEqual(await outputs([5], [24, 5]));
  });
  it("is declined for an engine that does not say that it takes it", () => {
    const layers = resolveLayers(sequential({ inputShape: [2, 3], layers: [flatten(), dense(3)] }));
    expect(() => requireLayers("mine", BASIC_LAYERS, layers)).not.toThrow();
    const deep = resolveLayers(sequential({ inputShape: [2, 3], layers: [dense(3)] }));
    expect(() => requireLayers("mine", BASIC_LAYERS, deep)).toThrow(
      /mine: layer 0 \(dense\) takes rows of one axis, got \[2, 3\]\. Put flatten\(\) before it/,
    );
    expect(() => requireLayers("mine", BASIC_LAYERS, deep, { denseOnLastAxis: true })).not.toThrow();
  });
});

describe("embedding", () => {
  it("refuses a step that would need gradients of ids, and leaves the state", async () => {
    const model = sequential({ inputShape: [2], layers: [dense(2, { bias: false }), embedding(3, 1), flatten()] });
    const weights = {
      "0.weight": { shape: [2, 2], data: Float32Array.of(1, 0, 0, 1) },
      "1.weight": numbers(1, [3, 1]),
    };
    using engine = createReferenceEngine(model, { loss: meanSquaredError(), weights });
    const before = await engine.readState();
    const inputs = { shape: [1, 2], data: Float32Array.of(2, 1) };
    const [batch] = [{ inputs, targets: { shape: [1, 2], data: new Float32Array(2) }, masks: [] }];
    expect((await engine.predict(inputs)).data).toEqual(
      Float32Array.of(...[2, 1].map((id) => weights["1.weight"].data[id]!)),
    );
    expect(() => engine.trainBatch([batch], STEP)).toThrow(/layer 1 \(embedding\) has no gradient for its ids/);
    const strange = { ...inputs, data: Float32Array.of(2, 7) };
    await expect(engine.predict(strange)).rejects.toThrow(/element 1 must be an integer from 0 to 2, got 7/);
    expect(await engine.readState()).toEqual(before);
  });
  it("refuses ids of any micro-batch before the first is computed", () => {
    const model = sequential({ inputShape: [2], layers: [flatten(), embedding(3, 1), flatten()] });
    using engine = createReferenceEngine(model, { loss: meanSquaredError(), seed: 1 });
    const part = (...ids: number[]): MicroBatch => ({
      inputs: { shape: [1, 2], data: Float32Array.from(ids) },
      targets: { shape: [1, 2], data: new Float32Array(2) },
      masks: [],
    });
    const train = (): unknown => engine.trainBatch([part(0, 1), part(2, 2.5)], STEP);
    expect(train).toThrow(/inputs of layer 1 \(embedding\): element 1 must be an integer from 0 to 2, got 2\.5/);
  });
});

describe("causal attention", () => {
  it("lets nothing of a later position into an earlier one, not even NaN", async () => {
    const model = sequential({ inputShape: [4, 6], layers: [multiHeadAttention({ heads: 2, causal: true })] });
    using engine = createReferenceEngine(model, { loss: meanSquaredError(), seed: 5 });
    const inputs = numbers(1, [1, 4, 6]);
    const changed = { ...inputs, data: inputs.data.map((value, index) => (index >= 12 ? NaN : value)) };
    const [output, other] = [await engine.predict(inputs), await engine.predict(changed)];
    expect(other.data.slice(0, 12)).toEqual(output.data.slice(0, 12));
    expect(other.data.slice(12).every(Number.isNaN)).toBe(true);
  });
});

describe("layers of sequences", () => {
  it.each<[string, () => unknown, RegExp]>([
    ["no ids", () => embedding(0, 3), /embedding: count must be an integer in \[1, 16777216\], got 0/],
    ["too many ids", () => embedding(2 ** 24 + 1, 3), /Ids travel as f32, which holds every integer up to 2\^24/],
    [
      "a padding that is no id",
      () => embedding(3, 3, { paddingIndex: 3 }),
      /paddingIndex must be an integer in \[0, 2\]/,
    ],
    ["PyTorch's padding", () => embedding(3, 3, { padding_idx: 0 } as never), /Name it paddingIndex/],
    [
      "positions of numbers",
      () => of([4], positionalEmbedding()),
      /needs rows of shape \[positions, features\], got \[4\]/,
    ],
    ["half a head", () => multiHeadAttention({ heads: 1.5 }), /heads must be an integer of at least 1/],
    [
      "heads that do not divide",
      () => of([3, 4], multiHeadAttention({ heads: 3 })),
      /multiple of its 3 heads, got \[3, 4\]/,
    ],
    [
      "attention on numbers",
      () => of([4], multiHeadAttention({ heads: 1 })),
      /\(multi-head-attention\) needs rows of shape/,
    ],
    ["num_heads", () => multiHeadAttention({ num_heads: 2 } as never), /Name it heads/],
    ["a gru without a state", () => gru({} as never), /gru: hidden must be an integer of at least 1, got undefined/],
    ["a gru on numbers", () => of([4], gru({ hidden: 2 })), /needs rows of shape .*, got \[4\].*returnSequence: "all"/],
    ["a gru on images", () => of([1, 4, 4], gru({ hidden: 2 })), /got \[1, 4, 4\]\. Make two axes of them/],
    ["units", () => lstm({ units: 3 } as never), /Name it hidden/],
    ["dropout in an lstm", () => lstm({ hidden: 3, dropout: 0.2 } as never), /Keras's is inputDropout/],
    ["a rate of 2", () => lstm({ hidden: 3, inputDropout: 2 }), /rate must be a number in \[0, 1\], got 2/],
    ["return_sequences", () => gru({ hidden: 3, return_sequences: true } as never), /Write returnSequence: "all"/],
  ])("refuses %s", (_name, make, message) => {
    expect(make).toThrow(message);
  });
  it("draws masks of one position for all, in the order of the runs", () => {
    const model = of([4, 5], gru({ ...RECURRENT, layers: 2, bidirectional: true }));
    expect(resolveLayers(model)[0]!.randomSites.map(({ shape }) => shape(7))).toEqual([
      ...[5, 4, 5, 4].map((length) => [7, 1, length]),
      ...[8, 4, 8, 4].map((length) => [7, 1, length]),
    ]);
  });
});

function of(inputShape: Shape, ...layers: LayerSpec[]) {
  return sequential({ inputShape, layers });
}

/** The rows from `first` to before `end` of a batch of ids. */
function batchOf(engine: TrainingEngine, seed: number, first: number, end: number): MicroBatch {
  const key = keyFromSeed(seed);
  const rows = end - first;
  const ids = randomWords(key, rows * POSITIONS, first * POSITIONS);
  return {
    inputs: { shape: [rows, POSITIONS], data: Float32Array.from(ids, (word) => word % IDS) },
    targets: { shape: [rows, OUTPUTS], data: uniform(key, rows * OUTPUTS, 10_000 + first * OUTPUTS) },
    masks: engine.randomSites.map((randomSite, site) =>
      maskOfSite(randomSite, { seed, site, step: 0, rows, firstRow: first }),
    ),
  };
}

function lossOf({ data }: Tensor, targets: Float32Array | Int32Array): number {
  return data.reduce((sum, y, index) => sum + (y - targets[index]!) ** 2, 0) / data.length;
}

/** In [-1, 1). */
function numbers(stream: number, shape: Shape): Tensor {
  return { shape, data: uniform(keyFromSeed(stream), shapeSize(shape)).map((u) => 2 * u - 1) };
}
