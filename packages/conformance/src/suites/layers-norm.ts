import {
  dense,
  flatten,
  hardtanh,
  logSoftmax,
  meanSquaredError,
  reshape,
  sequential,
  shapeSize,
  softmax,
  type EngineState,
  type LogSoftmaxSpec,
  type ModelSpec,
  type NamedTensors,
  type SoftmaxSpec,
} from "@lockstep/core";
import { expectClose, expectSame } from "../check/compare-numbers.ts";
import { roundingTolerance } from "../check/tolerance.ts";
import type { ConformanceSubject } from "../subject/conformance-subject.ts";
import type { TestRunner } from "../case/test-runner.ts";
import { modelTolerances } from "../tolerance/model-tolerances.ts";
import { decodeFloats, decodeTensor, decodeTensors, type EncodedTensor } from "../vectors/decode.ts";
import { layerTolerances, type LayerTolerances } from "../tolerance/layer-tolerances.ts";
import { layerNormCases, type LayerCase } from "../vectors/layers-norm-cases.ts";
import { gradientProbe, gradientsOfStep, PLAIN_STEP, targetsFor } from "./gradient-probe.ts";

/** Norms and activations against PyTorch in f64. */
export function layerNormSuite({ describe, it }: TestRunner, subject: ConformanceSubject): void {
  describe("norms and activations", () => {
    for (const vector of layerNormCases) {
      const { layer, inputs } = vector.input;
      const title = `${vector.clause} ${vector.id} (${layer.kind}, ${inputs.shape.join("x")})`;
      it(`${title}: output`, () => checkOutput(subject, vector));
      it(`${title}: gradients`, () => checkGradients(subject, vector));
    }
    for (const [min, max] of CUTS) {
      it(`NRM-11 activation.cuts: hardtanh from ${min} to ${max} cuts what lies beyond, its gradient too`, () =>
        checkCuts(subject, min, max));
    }
    for (const layer of [softmax(1), softmax(2), logSoftmax(1), logSoftmax(2)]) {
      it(`NRM-12 activation.largest: ${layer.kind} along axis ${layer.axis} stays finite wherever the largest is`, () =>
        checkLargest(subject, layer));
    }
  });
}

/** relu6's bounds, and some that are neither 0 nor each other's opposite. */
const CUTS = [
  [0, 6],
  [-2, 0.5],
] as const;

async function checkCuts(subject: ConformanceSubject, min: number, max: number): Promise<void> {
  const values = Float32Array.of(-1000, min - 0.5, min, min + 0.25, max - 0.25, max, max + 0.5, 1000);
  const inputs = { shape: [1, values.length], data: values };
  const probe = gradientProbe(hardtanh({ min, max }), inputs);
  using engine = await subject.createEngine(probe.model, { loss: meanSquaredError(), weights: probe.weights });
  const { data } = await engine.predict(probe.inputs);
  expectSame("output", data, [min, min, min, min + 0.25, max - 0.25, max, max, max]);
  const targets = targetsFor(new Float32Array(values.length).fill(1), data, 1);
  const gradients = await gradientsOfStep(engine, { inputs: probe.inputs, targets, masks: [] });
  const expected = [0, 0, 0, 1, 1, 0, 0, 0];
  // A gradient is caused by a difference of an output and a target, and read as one of weights of 1000.
  const allowed = roundingTolerance({
    of: "hardtanh under the mean squared error",
    count: 8,
    scale: max + values.length / 2,
    scaleOf: "the largest target",
    readFrom: 1000,
  });
  expectClose("input gradient", probe.inputGradient(gradients["0.weight"]!), expected, allowed);
}

/** A line of 4 in which one is 1000 above the others, in each place once: e^1000 is out of range, e^-1000 is 0. */
async function checkLargest(subject: ConformanceSubject, layer: SoftmaxSpec | LogSoftmaxSpec): Promise<void> {
  const line = [0, 1, -1, 0.5];
  const grid = Array.from({ length: 16 }, (_, index) => ({ row: Math.floor(index / 4), column: index % 4 }));
  // Row r and column r of the grid have their largest in place r, whichever of them the lines are.
  const data = Float32Array.from(
    grid,
    ({ row, column }) => line[layer.axis === 1 ? row : column]! + (row === column ? 1000 : 0),
  );
  const model = sequential({ inputShape: [4, 4], layers: [layer] });
  using engine = await subject.createEngine(model, { loss: meanSquaredError(), weights: {} });
  const output = await engine.predict({ shape: [1, 4, 4], data });
  const expected = grid.map(({ row, column }, index) => {
    const place = layer.axis === 1 ? column : row;
    if (layer.kind === "softmax") return Number(row === column);
    return data[index]! - (line[place]! + 1000);
  });
  const allowed = modelTolerances(subject, model, { rows: 1 });
  expectClose("output", output.data, expected, allowed.output(expected));
}

function alone({ input: { layer, inputs } }: LayerCase): ModelSpec {
  return sequential({ inputShape: inputs.shape.slice(1), layers: [layer] });
}

/** Predictions, which are those of evaluation, and that they change nothing. */
async function checkOutput(subject: ConformanceSubject, vector: LayerCase): Promise<void> {
  const { input, expect } = vector;
  const allowed = await tolerancesOf(subject, vector);
  const parameters = named("0", input.parameters);
  using engine = await subject.createEngine(alone(vector), { loss: meanSquaredError(), weights: parameters });
  const buffers = buffersOf("0", input.buffers);
  await engine.writeState({ parameters, ...buffers });
  const output = await engine.predict(decodeTensor(input.inputs));
  const expected = decodeTensor(expect.evaluation ?? expect.output);
  expectSame("shape of the output", output.shape, expected.shape);
  expectClose("output", output.data, expected.data, allowed.output(expected.data), expected.shape);
  const after = await engine.readState();
  for (const [name, { data }] of Object.entries(buffers.buffers ?? {}))
    expectSame(name, after.buffers![name]!.data, data);
}

/** Gradients of one step of training, and what it leaves in the buffers. */
async function checkGradients(subject: ConformanceSubject, vector: LayerCase): Promise<void> {
  const { input, expect } = vector;
  const allowed = await tolerancesOf(subject, vector);
  const inputs = decodeTensor(input.inputs);
  const probe = gradientProbe(flatten(), inputs);
  const features = shapeSize(inputs.shape.slice(1));
  const model = sequential({
    inputShape: probe.model.inputShape,
    layers: [dense(features, { bias: false }), reshape(inputs.shape.slice(1)), input.layer, flatten()],
  });
  const parameters: NamedTensors = { ...probe.weights, ...named("2", input.parameters) };
  const state: EngineState = { parameters, ...buffersOf("2", input.buffers) };
  using engine = await subject.createEngine(model, { loss: meanSquaredError(), weights: parameters });
  await engine.writeState(state);
  const outputs = decodeFloats(expect.output.data);
  const targets = targetsFor(decodeFloats(input.outputGradient), outputs, inputs.shape[0]!);
  const batch = { inputs: probe.inputs, targets, masks: [] };
  const gradients = await gradientsOfStep(engine, batch);

  const expectGradient = (role: string, actual: Float32Array, hex: string, weight: string): void => {
    const expected = decodeFloats(hex);
    // A gradient is read as a difference of weights.
    expectClose(`${role} gradient`, actual, expected, allowed.gradient(role, expected, parameters[weight]!.data));
  };
  expectGradient("input", probe.inputGradient(gradients["0.weight"]!), expect.inputGradient, "0.weight");
  for (const [role, hex] of Object.entries(expect.parameterGradients)) {
    expectGradient(role, gradients[`2.${role}`]!, hex, `2.${role}`);
  }

  await engine.trainBatch([batch], PLAIN_STEP).read();
  const { buffers = {} } = await engine.readState();
  for (const [name, { data }] of Object.entries(named("2", expect.buffers ?? {}))) {
    expectClose(name, buffers[name]!.data, data, allowed.statistics(data));
  }
}

function tolerancesOf(subject: ConformanceSubject, { input, expect }: LayerCase): Promise<LayerTolerances> {
  return layerTolerances(subject, {
    layer: input.layer,
    inputs: decodeTensor(input.inputs),
    parameters: decodeTensors(input.parameters),
    buffers: decodeTensors(input.buffers ?? {}),
    outputs: decodeFloats(expect.output.data),
    outputGradient: decodeFloats(input.outputGradient),
  });
}

function named(layer: string, tensors: Readonly<Record<string, EncodedTensor>>): NamedTensors {
  const decoded = Object.entries(decodeTensors(tensors));
  return Object.fromEntries(decoded.map(([role, tensor]) => [`${layer}.${role}`, tensor]));
}

/** None for a layer without buffers: its state has no such group. */
function buffersOf(layer: string, tensors: Readonly<Record<string, EncodedTensor>> = {}): Pick<EngineState, "buffers"> {
  return Object.keys(tensors).length === 0 ? {} : { buffers: named(layer, tensors) };
}
