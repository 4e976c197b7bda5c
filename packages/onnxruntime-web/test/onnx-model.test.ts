import {
  DataError,
  InvalidOptionError,
  meanSquaredError,
  ShapeMismatchError,
  type MicroBatch,
  type NamedTensors,
  type TrainingEngine,
} from "@lockstep/core";
import { encodeGraph, int, type GraphShape, type GraphValue } from "@lockstep/onnx";
import * as ort from "onnxruntime-web";
import { describe, expect, it } from "vitest";
import { createOrtEngine } from "../src/index.ts";
import { openEngine } from "../src/open-engine.ts";
import { countingOrt } from "./counting-ort.ts";
import { handModel } from "./hand-model.ts";
import { MOMENTUM_STEP, PLAIN_STEP } from "./small-run.ts";

ort.env.wasm.numThreads = 1;

const WASM = { executionProvider: "wasm", cpuFallback: "forbid" } as const;

/** Rows of zeros with targets of ones, and a mask that keeps all. */
function batchOf(rows: number): MicroBatch {
  return {
    inputs: { shape: [rows, 3], data: new Float32Array(rows * 3) },
    targets: { shape: [rows, 2], data: new Float32Array(rows * 2).fill(1) },
    masks: [{ source: "explicit", keep: new Uint8Array(rows * 2).fill(1), scale: 1, shape: [rows, 2] }],
  };
}

describe("a model that is no specification", () => {
  it("says what it is", async () => {
    using engine: TrainingEngine = await openEngine(ort, handModel(), WASM);
    expect(engine).toMatchObject({
      name: "ort-wasm",
      inputShape: [3],
      outputShape: [2],
      modelFingerprint: "hand",
      parameters: [{ name: "block/W", shape: [2, 3], trainable: true }],
    });
  });

  it("trains from its own weights and running statistics", async () => {
    using engine = await openEngine(ort, handModel(), WASM);
    // y = -mean · Wᵀ = [-0.125, -0.75]; d loss / d y = (y - 1) · 2 / 2; W -= 0.1 · dy ⊗ (-mean)
    const { lossSum } = await engine.trainBatch([batchOf(1)], PLAIN_STEP).read();
    expect(lossSum).toBeCloseTo((1.125 ** 2 + 1.75 ** 2) / 2, 6);
    const { parameters, buffers, velocity } = await engine.readState();
    const expected = [
      [0.5, -1, 0.25],
      [1, 2, -0.5],
    ].flatMap((row, output) =>
      row.map((weight, input) => weight - 0.1 * [-1.125, -1.75][output]! * [-0.5, 0, 0.5][input]!),
    );
    for (const [index, weight] of expected.entries()) {
      expect(parameters["block/W"]!.data[index]).toBeCloseTo(weight, 6);
    }
    expect([...buffers!["block/mean"]!.data].map((mean) => Math.fround(mean / 0.9))).toEqual([0.5, 0, -0.5]);
    expect(velocity).toBeUndefined();
  });

  it("is written back to what its running statistics were", async () => {
    using engine = await openEngine(ort, handModel(), WASM);
    const initial = await engine.readState();
    await engine.trainBatch([batchOf(2)], PLAIN_STEP).read();
    await engine.writeState({ parameters: initial.parameters });
    expect(await engine.readState()).toEqual(initial);
  });

  it("of a fixed batch takes exactly that, and says so otherwise", async () => {
    const { ort: counting, counts } = countingOrt();
    using engine = await openEngine(counting, handModel({ rows: 4 }), WASM);
    expect((await engine.trainBatch([batchOf(4), batchOf(4)], PLAIN_STEP).read()).weightSum).toBe(8);
    expect((await engine.predict(batchOf(4).inputs)).shape).toEqual([4, 2]);
    const { runs } = counts;
    const wrong = batchOf(3);
    expect(() => engine.trainBatch([batchOf(4), wrong], PLAIN_STEP)).toThrow(ShapeMismatchError);
    await expect(engine.evaluateBatch(wrong)).rejects.toThrow("must have 4 rows");
    await expect(engine.predict(wrong.inputs)).rejects.toThrow("dynamic batch axis");
    expect(counts.runs).toBe(runs);
  });

  it("whose inputs are ids refuses what is none, wherever it comes in", async () => {
    using engine = await openEngine(ort, handModel({ inputIds: 2 }), WASM);
    for (const id of [2, -1, 0.5, NaN]) {
      const batch = batchOf(1);
      batch.inputs.data[1] = id;
      expect(() => engine.trainBatch([batch], PLAIN_STEP)).toThrow("from 0 to 1");
      await expect(engine.evaluateBatch(batch)).rejects.toThrow(InvalidOptionError);
      await expect(engine.predict(batch.inputs)).rejects.toThrow("element 1");
    }
  });
});

describe("the bytes of a file", () => {
  const options = { loss: meanSquaredError() };
  const bytes = Uint8Array.of(1, 2, 3);

  it.each([
    ["seed", /seed.*the file has its weights already/i],
    ["trainables", /trainables .*Did you mean "trainable"/],
    ["executionProviders", /executionProviders/],
  ])("with option %s are refused by its name", async (name, message) => {
    const attempt = createOrtEngine(ort, bytes, { ...options, [name]: 1 });
    await expect(attempt).rejects.toMatchObject({ code: "UNKNOWN_OPTION" });
    await expect(attempt).rejects.toThrow(message);
  });

  it.each([
    ["Uint8Array", bytes],
    ["ArrayBuffer", bytes.buffer],
    ["SharedArrayBuffer", new SharedArrayBuffer(3)],
    ["a transferred ArrayBuffer", transferred().buffer],
    ["a Uint8Array of a transferred one", transferred()],
  ])("as %s that hold no model are refused before any session", async (_, given) => {
    const { ort: counting, counts } = countingOrt();
    await expect(createOrtEngine(counting, given as never, options)).rejects.toThrow(DataError);
    expect(counts.createdSessions).toBe(0);
  });
});

describe("an .onnx file", () => {
  it("with a batch norm of single numbers takes no batch of one row to train, and keeps its statistics", async () => {
    const options = { loss: meanSquaredError(), runningVariance: "unbiased" } as const;
    using engine = await createOrtEngine(ort, normFile([]), options);
    const before = await engine.readState();
    const single = { ...batchOf(1), targets: batchOf(1).inputs, masks: [] };
    expect(() => engine.trainBatch([single], PLAIN_STEP)).toThrow(/node norm .* needs more than one value per channel/);
    expect(await engine.readState()).toEqual(before);
    expect((await engine.predict(single.inputs)).shape).toEqual([1, 3]);
    using wide = await createOrtEngine(ort, normFile([2]), options);
    const inputs = { shape: [1, 3, 2], data: Float32Array.of(1, 2, 3, 4, 5, 6) };
    await wide.trainBatch([{ inputs, targets: inputs, masks: [] }], PLAIN_STEP).read();
    expect((await wide.readState()).buffers!["variance"]!.data.every(Number.isFinite)).toBe(true);
  });

  it("is exported with the training graph of the last engine alone, or without any", async () => {
    const options = { loss: meanSquaredError() };
    using first = await createOrtEngine(ort, linearFile(PLAIN), options);
    const once = await first.exportModel({ trainingGraph: "training-info", step: MOMENTUM_STEP });
    using second = await createOrtEngine(ort, once, options);
    expect(await second.exportModel({ trainingGraph: "training-info", step: MOMENTUM_STEP })).toEqual(once);
    expect(await second.exportModel()).toEqual(await first.exportModel());
  });

  /** Names that the graphs around a network have for their own inputs and results. */
  const TAKEN = {
    input: "targets",
    weight: "weights",
    bias: "learningRate",
    product: "totalWeight",
    output: "lossSum",
  };
  const PLAIN = { input: "x", weight: "layer.weight", bias: "layer.bias", product: "product", output: "y" };

  it.each([MOMENTUM_STEP, { ...PLAIN_STEP, weightDecay: 0.1, maxNorm: 1 }])(
    "trains whatever its values are called, and is exported with what it learnt: %j",
    async (step) => {
      const states: NamedTensors[] = [];
      for (const names of [PLAIN, TAKEN]) {
        using engine = await createOrtEngine(ort, linearFile(names), { loss: meanSquaredError() });
        const batch = { ...batchOf(2), masks: [] };
        batch.inputs.data.set([1, 2, 3, -1, 0.5, 2]);
        await engine.trainBatch([batch], step).read();
        await engine.trainBatch([batch, batch], step).read();
        const { parameters } = await engine.readState();
        states.push({ weight: parameters[names.weight]!, bias: parameters[names.bias]! });
        const session = await ort.InferenceSession.create(await engine.exportModel());
        const exported = await session.run({
          [names.input]: new ort.Tensor("float32", batch.inputs.data, batch.inputs.shape),
        });
        const { data } = await engine.predict(batch.inputs);
        expect(exported[names.output]!.data).toEqual(data);
        await session.release();
        const training = await engine.exportModel({ trainingGraph: "training-info" });
        expect((await ort.InferenceSession.create(training)).inputNames).toEqual([names.input]);
      }
      expect(states[1]).toEqual(states[0]);
    },
  );
});

/** Bytes that another thread has taken. */
function transferred(): Uint8Array {
  const taken = new Uint8Array(3);
  structuredClone(taken, { transfer: [taken.buffer] });
  return taken;
}

/** A batch norm in training mode as a file. @param spatial axes behind the 3 channels */
function normFile(spatial: readonly number[]): Uint8Array {
  const value = (name: string, shape: GraphShape): GraphValue => ({ name, elementType: "float32", shape });
  const [x, y] = [value("x", ["rows", 3, ...spatial]), value("y", ["rows", 3, ...spatial])];
  const stored = ["scale", "bias", "mean", "variance"].map((name) => value(name, [3]));
  return encodeGraph({
    name: "norm",
    inputs: [x],
    outputs: [y],
    initializers: stored.map((one) => ({ value: one, data: Float32Array.of(1, 1, 1) })),
    nodes: [
      {
        name: "norm",
        operator: "BatchNormalization",
        inputs: [x, ...stored],
        outputs: [y, value("next.mean", [3]), value("next.variance", [3])],
        attributes: { training_mode: int(1) },
      },
    ],
  });
}

/** y = x · weightᵀ + bias as a file. */
function linearFile(names: {
  readonly [Part in "input" | "weight" | "bias" | "product" | "output"]: string;
}): Uint8Array {
  const value = (name: string, shape: GraphShape): GraphValue => ({ name, elementType: "float32", shape });
  const [x, weight, bias] = [value(names.input, ["rows", 3]), value(names.weight, [2, 3]), value(names.bias, [2])];
  const [product, y] = [value(names.product, ["rows", 2]), value(names.output, ["rows", 2])];
  return encodeGraph({
    name: "linear",
    inputs: [x],
    outputs: [y],
    initializers: [
      { value: weight, data: Float32Array.of(0.5, -1, 0.25, 1, 2, -0.5) },
      { value: bias, data: Float32Array.of(0.5, -0.25) },
    ],
    nodes: [
      { name: "a", operator: "Gemm", inputs: [x, weight], outputs: [product], attributes: { transB: int(1) } },
      { name: "b", operator: "Add", inputs: [product, bias], outputs: [y], attributes: {} },
    ],
  });
}
