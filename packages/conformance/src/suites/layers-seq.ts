import {
  dense,
  embedding,
  flatten,
  maskOfSite,
  meanSquaredError,
  multiHeadAttention,
  sequential,
  type DropoutMask,
  type SgdStep,
  type Tensor,
  type TrainingEngine,
} from "@lockstep/core";
import { expectClose, expectSame, largestMagnitude } from "../check/compare-numbers.ts";
import { expectRefusal } from "../check/expect-refusal.ts";
import { roundingTolerance } from "../check/tolerance.ts";
import type { ConformanceSubject } from "../subject/conformance-subject.ts";
import type { TestRunner } from "../case/test-runner.ts";
import { perFunction } from "../tolerance/function-accuracy.ts";
import { decodeFloats, decodeTensor, decodeTensors } from "../vectors/decode.ts";
import { layerTolerances, type LayerTolerances } from "../tolerance/layer-tolerances.ts";
import { sequenceLayerCases, type NamedLayerCase } from "../vectors/layers-seq-cases.ts";
import { targetsFor } from "./gradient-probe.ts";

/** After a first step with momentum the velocity is the gradient, to the bit. */
const FIRST_STEP: SgdStep = { learningRate: 1, momentum: 0.5, gradientScale: 1, nesterov: false, weightDecay: 0 };

/** Dense layers on the last axis, embeddings, attention and recurrent layers against PyTorch in f64. */
export function sequenceLayerSuite({ describe, it }: TestRunner, subject: ConformanceSubject): void {
  describe("layers of sequences", () => {
    for (const vector of sequenceLayerCases) {
      const { layer, inputs } = vector.input;
      const title = `${vector.clause} ${vector.id} (${layer.kind}, ${inputs.shape.join("x")})`;
      it(`${title}: output`, () => checkOutput(subject, vector));
      it(`${title}: gradients`, () => checkParameterGradients(subject, vector));
      if (vector.expect.inputGradient !== undefined) {
        it(`${title}: input gradient`, () => checkInputGradient(subject, vector));
      }
    }
    for (const shift of [200, -200]) {
      it(`SEQ-5 attention.shift: scores that all move by ${shift} give the same weights, though e^s is out of range`, () =>
        checkShift(subject, shift));
    }
    it("SEQ-3 PRT-11 layer.ids: what is no id is refused before any work", () => checkIds(subject));
  });
}

async function checkOutput(subject: ConformanceSubject, vector: NamedLayerCase): Promise<void> {
  const { input, expect } = vector;
  const allowed = await tolerancesOf(subject, vector);
  const inputs = decodeTensor(input.inputs);
  const model = sequential({ inputShape: inputs.shape.slice(1), layers: [input.layer] });
  const weights = decodeTensors(prefixed("0", input.parameters));
  using engine = await subject.createEngine(model, { loss: meanSquaredError(), weights });
  const output = await engine.predict(inputs, masksOf(engine, vector));
  const expected = decodeTensor(expect.output);
  expectSame("shape of the output", output.shape, expected.shape);
  expectClose("output", output.data, expected.data, allowed.output(expected.data), expected.shape);
}

/** The layer on the inputs themselves. */
async function checkParameterGradients(subject: ConformanceSubject, vector: NamedLayerCase): Promise<void> {
  const { input, expect } = vector;
  const allowed = await tolerancesOf(subject, vector);
  const inputs = decodeTensor(input.inputs);
  const model = sequential({ inputShape: inputs.shape.slice(1), layers: [input.layer, flatten()] });
  const weights = decodeTensors(prefixed("0", input.parameters));
  using engine = await subject.createEngine(model, { loss: meanSquaredError(), weights });
  const gradients = await gradientsOf(engine, inputs, vector);
  for (const [role, hex] of Object.entries(expect.parameterGradients)) {
    const expected = decodeFloats(hex);
    expectClose(`${role} gradient`, gradients[`0.${role}`]!, expected, allowed.gradient(role, expected));
  }
}

/**
 * The layer on a dense layer without bias, [..., vectors] to [..., features], whose inputs are the rows of an identity
 * matrix: its weight holds the layer's input vectors as columns, and its gradient is theirs.
 */
async function checkInputGradient(subject: ConformanceSubject, vector: NamedLayerCase): Promise<void> {
  const { input, expect } = vector;
  const allowed = await tolerancesOf(subject, vector);
  const { shape, data } = decodeTensor(input.inputs);
  const features = shape.at(-1)!;
  const vectors = data.length / features;
  const inputShape = [...shape.slice(1, -1), vectors];
  const model = sequential({ inputShape, layers: [dense(features, { bias: false }), input.layer, flatten()] });
  const weights = {
    "0.weight": { shape: [features, vectors], data: transposed(data, vectors, features) },
    ...decodeTensors(prefixed("1", input.parameters)),
  };
  using engine = await subject.createEngine(model, { loss: meanSquaredError(), weights });
  const gradients = await gradientsOf(engine, { shape: [shape[0]!, ...inputShape], data: identity(vectors) }, vector);
  const expected = decodeFloats(expect.inputGradient!);
  const actual = transposed(gradients["0.weight"]!, features, vectors);
  expectClose("input gradient", actual, expected, allowed.gradient("input", expected));
}

function tolerancesOf(subject: ConformanceSubject, { input, expect }: NamedLayerCase): Promise<LayerTolerances> {
  return layerTolerances(subject, {
    layer: input.layer,
    inputs: decodeTensor(input.inputs),
    parameters: decodeTensors(input.parameters),
    outputs: decodeFloats(expect.output.data),
    outputGradient: decodeFloats(input.outputGradient),
  });
}

/** The gradients of a step whose loss has the case's gradient with respect to the outputs. */
async function gradientsOf(
  engine: TrainingEngine,
  inputs: Tensor,
  vector: NamedLayerCase,
): Promise<Record<string, Float32Array>> {
  const masks = masksOf(engine, vector) ?? [];
  // The engine's own outputs: their errors are checked elsewhere.
  const { data } = await engine.predict(inputs, masks);
  const targets = targetsFor(decodeFloats(vector.input.outputGradient), data, inputs.shape[0]!);
  await engine.trainBatch([{ inputs, targets, masks }], FIRST_STEP).read();
  const { velocity } = await engine.readState();
  return Object.fromEntries(Object.entries(velocity!).map(([name, tensor]) => [name, tensor.data]));
}

/** One mask a site; undefined where nothing draws. */
function masksOf(engine: TrainingEngine, { input }: NamedLayerCase): readonly DropoutMask[] | undefined {
  if (input.seed === undefined) return undefined;
  const draw = { seed: BigInt(input.seed), step: input.step!, rows: input.inputs.shape[0]! };
  return engine.randomSites.map((randomSite, site) => maskOfSite(randomSite, { ...draw, site }));
}

/** A bias of the keys adds q · b to all scores of a position. Queries are 10, so that b moves them by 10·b. */
async function checkShift(subject: ConformanceSubject, shift: number): Promise<void> {
  const model = sequential({ inputShape: [4, 1], layers: [multiHeadAttention({ heads: 1 })] });
  const inputs = { shape: [1, 4, 1], data: Float32Array.of(0.3, -0.7, 1.1, 0.05) };
  const outputs: Float32Array[] = [];
  for (const keyBias of [0, shift / 10]) {
    const weights = {
      "0.in_proj_weight": { shape: [3, 1], data: Float32Array.of(0, 0.2, 1) },
      "0.in_proj_bias": { shape: [3], data: Float32Array.of(10, keyBias, 0) },
      "0.out_proj.weight": { shape: [1, 1], data: Float32Array.of(1) },
      "0.out_proj.bias": { shape: [1], data: Float32Array.of(0) },
    };
    using engine = await subject.createEngine(model, { loss: meanSquaredError(), weights });
    outputs.push((await engine.predict(inputs)).data);
  }
  const allowed = roundingTolerance({
    of: "a score's two products, its scaling, and its difference from the largest",
    count: 8 + perFunction(subject),
    scale: Math.abs(shift) * largestMagnitude(inputs.data),
    scaleOf: "the scores times the largest value, for an error of a score is a relative one of e^s",
  });
  expectClose("output", outputs[1]!, outputs[0]!, allowed);
}

async function checkIds(subject: ConformanceSubject): Promise<void> {
  const model = sequential({ inputShape: [2], layers: [embedding(3, 2), flatten()] });
  using engine = await subject.createEngine(model, { loss: meanSquaredError(), seed: 1 });
  const before = await engine.readState();
  for (const id of [3, -1, 0.5, NaN, Infinity]) {
    const inputs = { shape: [2, 2], data: Float32Array.of(0, 2, 1, id) };
    const targets = { shape: [2, 4], data: new Float32Array(8) };
    await expectRefusal(`predict of id ${id}`, "INVALID_OPTION", () => engine.predict(inputs));
    await expectRefusal(`evaluation of id ${id}`, "INVALID_OPTION", () => engine.evaluateBatch({ inputs, targets }));
    await expectRefusal(`step of id ${id}`, "INVALID_OPTION", () =>
      engine.trainBatch([{ inputs, targets, masks: [] }], FIRST_STEP),
    );
  }
  const after = await engine.readState();
  for (const [name, { data }] of Object.entries(before.parameters)) {
    expectSame(name, after.parameters[name]!.data, data);
  }
}

function prefixed<Value>(layer: string, values: Readonly<Record<string, Value>>): Record<string, Value> {
  return Object.fromEntries(Object.entries(values).map(([role, value]) => [`${layer}.${role}`, value]));
}

function identity(size: number): Float32Array {
  const matrix = new Float32Array(size * size);
  for (let index = 0; index < size; index++) matrix[index * (size + 1)] = 1;
  return matrix;
}

function transposed(values: Float32Array, rows: number, columns: number): Float32Array {
  const result = new Float32Array(values.length);
  for (let index = 0; index < values.length; index++) {
    result[(index % columns) * rows + Math.floor(index / columns)] = values[index]!;
  }
  return result;
}
