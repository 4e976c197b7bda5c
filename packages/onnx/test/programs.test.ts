import { fromBinary } from "@bufbuild/protobuf";
import { dense, dropout, flatten, meanSquaredError, relu, sequential, softmaxCrossEntropy } from "@lockstep/core";
import { resolveEngineModel, type EngineModel } from "@lockstep/core/engine";
import { describe, expect, it } from "vitest";
import {
  buildEvaluation,
  buildPrediction,
  buildTrainingStep,
  sgdStructure,
  trainableSpec,
  type MaskNames,
} from "../src/index.ts";
import { ModelProtoSchema } from "../src/proto/onnx_pb.ts";
import { runBytes } from "./run-graph.ts";

const PLAIN = { momentum: false, nesterov: false, weightDecay: false };
const FULL = { momentum: true, nesterov: true, weightDecay: true, clip: "norm", maxNorm: true } as const;

function classifier(): EngineModel {
  const spec = sequential({ inputShape: [3], layers: [dense(4), relu(), dropout(0.5), dense(4), relu(), dense(2)] });
  return resolveEngineModel("test", spec, { loss: softmaxCrossEntropy(), seed: 1 });
}

/** One layer whose outputs are its inputs. */
function identity(): EngineModel {
  const spec = sequential({ inputShape: [3], layers: [dense(3, { bias: false })] });
  const weights = { "0.weight": { shape: [3, 3], data: Float32Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1) } };
  return resolveEngineModel("test", spec, { loss: softmaxCrossEntropy(), weights });
}

function operators(bytes: Uint8Array): string[] {
  return fromBinary(ModelProtoSchema, bytes).graph!.node.map(({ opType }) => opType);
}

describe("buildTrainingStep", () => {
  it("multiplies matrices only where it must: no gradient for the data", () => {
    const gemms = operators(buildTrainingStep(trainableSpec(classifier()), PLAIN).bytes).filter(
      (operator) => operator === "Gemm",
    );
    // 3 forward, 3 weight gradients, 2 input gradients
    expect(gemms).toHaveLength(8);
  });

  it("uses no operator that runtimes drop, seed themselves or lack on GPUs", () => {
    for (const structure of [PLAIN, FULL, { ...FULL, clip: "value" as const }]) {
      const { bytes } = buildTrainingStep(trainableSpec(classifier()), structure);
      const forbidden = ["Dropout", "SoftmaxCrossEntropyLoss", "OneHot", "LogSoftmax", "Softmax", "RandomUniform"];
      expect(operators(bytes).filter((operator) => forbidden.includes(operator))).toEqual([]);
    }
  });

  it("takes and gives only what its structure needs", () => {
    const plain = buildTrainingStep(trainableSpec(classifier()), PLAIN);
    expect(plain.inputs).not.toHaveProperty("momentum");
    expect(plain.inputs).not.toHaveProperty("weightDecay");
    expect(plain.inputs).not.toHaveProperty("clipLimit");
    expect(plain.inputs).not.toHaveProperty("maxNorm");
    expect(plain.outputs.velocity).toEqual({});
    const full = buildTrainingStep(trainableSpec(classifier()), FULL);
    expect(Object.keys(full.inputs.momentum!.velocity)).toEqual(Object.keys(full.inputs.parameters));
    expect(Object.keys(full.outputs.velocity)).toEqual(Object.keys(full.inputs.parameters));
  });

  it("names exactly the inputs and outputs of its graph", () => {
    const { bytes, inputs, outputs } = buildTrainingStep(trainableSpec(classifier()), FULL);
    const { graph } = fromBinary(ModelProtoSchema, bytes);
    expect(graph!.input.map(({ name }) => name).toSorted()).toEqual(leaves(inputs).toSorted());
    expect(graph!.output.map(({ name }) => name).toSorted()).toEqual(leaves(outputs).toSorted());
  });
});

describe("sgdStructure", () => {
  const step = { learningRate: 0.1, momentum: 0, gradientScale: 1, nesterov: false, weightDecay: 0 };
  it("leaves out what has no effect", () => {
    expect(sgdStructure(step)).toEqual(PLAIN);
    expect(sgdStructure({ ...step, momentum: 0.9 })).toEqual({ ...PLAIN, momentum: true });
    expect(sgdStructure({ ...step, weightDecay: 0.1 })).toEqual({ ...PLAIN, weightDecay: true });
    expect(sgdStructure({ ...step, clip: { kind: "value", limit: 1 } })).toEqual({ ...PLAIN, clip: "value" });
    expect(sgdStructure({ ...step, maxNorm: 3 })).toEqual({ ...PLAIN, maxNorm: true });
    // 1e-60 is 0 in f32, where the law skips it
    expect(sgdStructure({ ...step, momentum: 1e-60, nesterov: true, weightDecay: 1e-60 })).toEqual(PLAIN);
  });
});

describe("buildEvaluation", () => {
  it("sums weighted losses and counts the first largest output", async () => {
    const { bytes, inputs, outputs } = buildEvaluation(trainableSpec(identity()));
    const rows = [
      [1, 1, 0],
      [1, 1, 0],
      [0, 5, 5],
      [2, 0, 9],
    ];
    const labels = [0, 1, 1, 2];
    const weights = [1, 10, 100, 0.5];
    const results = await runBytes(bytes, {
      [inputs.inputs]: { shape: [4, 3], data: rows.flat() },
      [inputs.targets]: { elementType: "int32", shape: [4], data: labels },
      [inputs.weights]: { shape: [4], data: weights },
      [inputs.parameters["0.weight"]!]: { shape: [3, 3], data: [1, 0, 0, 0, 1, 0, 0, 0, 1] },
    });
    // Row 1 ties with class 0 and is wrong.
    expect(results[outputs.correctCount!]!.data).toEqual([101.5]);
    const expected = rows.map((z, row) => {
      const total = z.reduce((sum, value) => sum + Math.exp(value), 0);
      return weights[row]! * (Math.log(total) - z[labels[row]!]!);
    });
    expect(results[outputs.lossSum]!.shape).toEqual([]);
    expect(results[outputs.lossSum]!.data[0]).toBeCloseTo(
      expected.reduce((sum, value) => sum + value, 0),
      3,
    );
  });

  it("counts no row with a NaN", async () => {
    const { bytes, inputs, outputs } = buildEvaluation(trainableSpec(identity()));
    const rows = [NaN, 1, 0, 2, NaN, 1, 3, 1, Infinity];
    for (const label of [0, 1, 2]) {
      const results = await runBytes(bytes, {
        [inputs.inputs]: { shape: [3, 3], data: rows },
        [inputs.targets]: { elementType: "int32", shape: [3], data: [label, label, label] },
        [inputs.weights]: { shape: [3], data: [1, 10, 100] },
        [inputs.parameters["0.weight"]!]: { shape: [3, 3], data: [1, 0, 0, 0, 1, 0, 0, 0, 1] },
      });
      // Row 2 is all NaN too: infinity times the identity's zeros.
      expect(results[outputs.correctCount!]!.data).toEqual([0]);
    }
  });

  it("counts nothing for a loss over values", () => {
    const spec = sequential({ inputShape: [3], layers: [dense(2)] });
    const model = resolveEngineModel("test", spec, { loss: meanSquaredError(), seed: 1 });
    expect(buildEvaluation(trainableSpec(model)).outputs).not.toHaveProperty("correctCount");
  });
});

describe("buildPrediction", () => {
  const spec = sequential({ inputShape: [2, 2], layers: [flatten(), dropout(0.75)] });
  const model = resolveEngineModel("test", spec, { loss: meanSquaredError(), seed: 1 });

  it("is the identity of dropout without masks", async () => {
    const { bytes, inputs, outputs } = buildPrediction(trainableSpec(model));
    expect(inputs.draws).toEqual([]);
    const results = await runBytes(bytes, { [inputs.inputs]: { shape: [1, 2, 2], data: [1, 2, 3, 4] } });
    expect(results[outputs.output]).toMatchObject({ shape: [1, 4], data: [1, 2, 3, 4] });
  });

  it("scales what a mask keeps and selects zeros elsewhere, whatever was there", async () => {
    const { bytes, inputs, outputs } = buildPrediction(trainableSpec(model), { draws: true });
    const [site] = inputs.draws as readonly MaskNames[];
    const results = await runBytes(bytes, {
      [inputs.inputs]: { shape: [2, 2, 2], data: [1, NaN, Infinity, -4, NaN, 6, 7, -Infinity] },
      [site!.mask]: { elementType: "bool", shape: [2, 4], data: [1, 0, 0, 1, 1, 0, 1, 1] },
      [site!.scale]: { shape: [], data: [4] },
    });
    expect(results[outputs.output]!.data).toEqual([4, 0, 0, -16, NaN, 0, 28, -Infinity]);
  });

  it("hands out the inputs of a model that computes nothing", async () => {
    const empty = sequential({ inputShape: [2], layers: [dropout(0.5)] });
    const { bytes, inputs, outputs } = buildPrediction(
      trainableSpec(resolveEngineModel("test", empty, { loss: meanSquaredError(), seed: 1 })),
    );
    const results = await runBytes(bytes, { [inputs.inputs]: { shape: [1, 2], data: [3, 4] } });
    expect(results[outputs.output]!.data).toEqual([3, 4]);
  });
});

/** Every string in a record of names. */
function leaves(names: unknown): string[] {
  if (typeof names === "string") return [names];
  return typeof names === "object" && names !== null ? Object.values(names).flatMap(leaves) : [];
}
