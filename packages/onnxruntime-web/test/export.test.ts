import { keepBits, softmaxCrossEntropy, type DropoutMask, type MicroBatch, type NamedTensors } from "@lockstep/core";
import type { MaskNames, TrainingStepInputNames } from "@lockstep/onnx";
import * as ort from "onnxruntime-web";
import { describe, expect, it } from "vitest";
import { createOrtEngine, type OrtEngine } from "../src/index.ts";
import { openEngine } from "../src/open-engine.ts";
import { handModel } from "./hand-model.ts";
import { MOMENTUM_STEP, PLAIN_STEP, SMALL_MODEL, smallBatch } from "./small-run.ts";

ort.env.wasm.numThreads = 1;

const OPTIONS = { loss: softmaxCrossEntropy(), seed: 1 };
const WASM = { executionProvider: "wasm", cpuFallback: "forbid" } as const;

/**
 * How far an export's predictions may be from the engine's own: both are sums of at most 7 products of f32, in whatever
 * order a kernel takes when weights are constants, of numbers below 4: 7 · 2^-24 · 4.
 */
const TOLERANCE = 2e-6;

async function trainedEngine(step = MOMENTUM_STEP): Promise<OrtEngine> {
  const engine = await createOrtEngine(ort, SMALL_MODEL, OPTIONS);
  for (const index of [0, 1, 2]) await engine.trainBatch([smallBatch(engine, index)], step).read();
  return engine;
}

describe("an exported specification", () => {
  it("predicts what the engine predicts", async () => {
    using engine = await trainedEngine();
    const session = await ort.InferenceSession.create(await engine.exportModel());
    expect(session.inputNames).toEqual(["inputs"]);
    expect(session.outputNames).toEqual(["output"]);
    const { inputs } = smallBatch(engine, 9, 5);
    const { output } = await session.run({ inputs: new ort.Tensor("float32", inputs.data, inputs.shape) });
    expect(output!.dims).toEqual([5, 3]);
    expectNear(output!.data as Float32Array, (await engine.predict(inputs)).data);
    await session.release();
  });

  it("holds the weights of the moment it was asked for", async () => {
    using engine = await trainedEngine();
    const exported = engine.exportModel();
    void engine.trainBatch([smallBatch(engine, 3)], PLAIN_STEP);
    using other = await trainedEngine();
    expect(await exported).toEqual(await other.exportModel());
  });

  it("refuses a training graph before there is a step, options it does not have, and to be made after dispose", async () => {
    const engine = await createOrtEngine(ort, SMALL_MODEL, OPTIONS);
    await expect(engine.exportModel({ trainingGraph: "step" })).rejects.toMatchObject({ code: "INVALID_OPTION" });
    await expect(engine.exportModel({ trainingGraph: "all" as never })).rejects.toMatchObject({
      code: "INVALID_OPTION",
    });
    await expect(engine.exportModel({ training: "step" } as never)).rejects.toMatchObject({ code: "UNKNOWN_OPTION" });
    engine.dispose();
    await expect(engine.exportModel()).rejects.toMatchObject({ code: "ENGINE_DISPOSED" });
  });
});

describe("the stand-alone step", () => {
  it("trains as the engine does, bit for bit", async () => {
    using engine = await trainedEngine();
    const { bytes, inputs, outputs } = await engine.exportModel({ trainingGraph: "step" });
    const before = await engine.readState();
    const batch = smallBatch(engine, 5);
    const { lossSum } = await engine.trainBatch([batch], MOMENTUM_STEP).read();
    const after = await engine.readState();
    const session = await ort.InferenceSession.create(bytes);
    const results = await session.run({
      ...tensorsOf(before.parameters, inputs.parameters),
      ...tensorsOf(before.velocity!, inputs.momentum!.velocity),
      ...batchFeeds(batch, inputs),
      [inputs.learningRate]: scalar(MOMENTUM_STEP.learningRate),
      [inputs.momentum!.factor]: scalar(MOMENTUM_STEP.momentum),
      [inputs.momentum!.gradientScale]: scalar(MOMENTUM_STEP.gradientScale),
    });
    expect(results[outputs.lossSum]!.data[0]).toBe(lossSum);
    for (const [name, { data }] of Object.entries(after.parameters)) {
      expect(results[outputs.parameters[name]!]!.data).toEqual(data);
    }
    for (const [name, { data }] of Object.entries(after.velocity!)) {
      expect(results[outputs.velocity[name]!]!.data).toEqual(data);
    }
    await session.release();
  });

  it("has the parts of the step that is given", async () => {
    using engine = await trainedEngine();
    const { inputs } = await engine.exportModel({ trainingGraph: "step", step: { ...PLAIN_STEP, maxNorm: 3 } });
    expect(inputs).not.toHaveProperty("momentum");
    expect(inputs).toHaveProperty("maxNorm");
  });
});

describe("TrainingInfoProto", () => {
  it("is skipped where a model infers", async () => {
    using engine = await trainedEngine();
    const bytes = await engine.exportModel({ trainingGraph: "training-info" });
    const session = await ort.InferenceSession.create(bytes);
    expect(session.inputNames).toEqual(["inputs"]);
    const { inputs } = smallBatch(engine, 9, 5);
    const { output } = await session.run({ inputs: new ort.Tensor("float32", inputs.data, inputs.shape) });
    expectNear(output!.data as Float32Array, (await engine.predict(inputs)).data);
    await session.release();
  });

  it("of a model that is no specification updates its running statistics", async () => {
    using engine = await openEngine(ort, handModel(), WASM);
    const bytes = await engine.exportModel({ trainingGraph: "training-info", step: MOMENTUM_STEP });
    const session = await ort.InferenceSession.create(bytes);
    expect(session.inputNames).toEqual(["x"]);
    await session.release();
  });
});

function expectNear(values: Float32Array, expected: Float32Array): void {
  for (const [index, value] of values.entries()) expect(Math.abs(value - expected[index]!)).toBeLessThan(TOLERANCE);
}

function batchFeeds({ inputs, targets, masks }: MicroBatch, names: TrainingStepInputNames): Record<string, ort.Tensor> {
  const rows = inputs.shape[0]!;
  const [site] = names.draws as readonly MaskNames[];
  const mask = masks[0] as Extract<DropoutMask, { readonly source: "addressed" }>;
  return {
    [names.inputs]: new ort.Tensor("float32", inputs.data, inputs.shape),
    [names.targets]: new ort.Tensor("int32", targets.data as Int32Array, targets.shape),
    [names.weights]: new ort.Tensor("float32", new Float32Array(rows).fill(1), [rows]),
    [names.totalWeight]: scalar(rows),
    [site!.mask]: new ort.Tensor("bool", keepBits(mask), mask.shape),
    [site!.scale]: scalar(mask.scale),
  };
}

function scalar(value: number): ort.Tensor {
  return new ort.Tensor("float32", Float32Array.of(value), []);
}

function tensorsOf(tensors: NamedTensors, names: Readonly<Record<string, string>>): Record<string, ort.Tensor> {
  return Object.fromEntries(
    Object.entries(names).map(([parameter, name]) => {
      const { shape, data } = tensors[parameter]!;
      return [name, new ort.Tensor("float32", data, shape)];
    }),
  );
}
