import {
  conv1d,
  conv2d,
  conv3d,
  flatten,
  meanSquaredError,
  sequential,
  shapeSize,
  type LayerSpec,
  type NamedTensors,
  type Tensor,
} from "@lockstep/core";
import { expectClose, expectSame } from "../check/compare-numbers.ts";
import type { ConformanceSubject } from "../subject/conformance-subject.ts";
import type { TestRunner } from "../case/test-runner.ts";
import { layerTolerances, type LayerTolerances } from "../tolerance/layer-tolerances.ts";
import { convolutionCases, type ConvolutionCase } from "../vectors/convolution-cases.ts";
import { decodeFloats, decodeTensor, decodeTensors, type EncodedTensor } from "../vectors/decode.ts";
import { gradientsOfStep, targetsFor } from "./gradient-probe.ts";

/** Every convolution forward and backward against PyTorch in f64. */
export function convolutionSuite({ describe, it }: TestRunner, subject: ConformanceSubject): void {
  describe("convolutions", () => {
    for (const vector of convolutionCases) {
      const { layer, inputs } = vector.input;
      const title = `${vector.clause} ${vector.id} (${layer.kind}, ${inputs.shape.join("x")})`;
      it(`${title}: output`, () => checkOutput(subject, vector));
      it(`${title}: gradients`, () => checkGradients(subject, vector));
    }
  });
}

async function checkOutput(subject: ConformanceSubject, vector: ConvolutionCase): Promise<void> {
  const { input, expect } = vector;
  const allowed = await tolerancesOf(subject, vector);
  const inputs = decodeTensor(input.inputs);
  const model = sequential({ inputShape: inputs.shape.slice(1), layers: [input.layer] });
  using engine = await subject.createEngine(model, { loss: meanSquaredError(), weights: named("0", input.parameters) });
  const output = await engine.predict(inputs);
  const expected = decodeTensor(expect.output);
  expectSame("shape of the output", output.shape, expected.shape);
  expectClose("output", output.data, expected.data, allowed.output(expected.data), expected.shape);
}

async function checkGradients(subject: ConformanceSubject, vector: ConvolutionCase): Promise<void> {
  const { input, expect } = vector;
  const allowed = await tolerancesOf(subject, vector);
  const inputs = decodeTensor(input.inputs);
  const [rows = 0, ...inputShape] = inputs.shape;
  const weights: NamedTensors = { "0.weight": probeWeight(inputs), ...named("1", input.parameters) };
  const model = sequential({
    inputShape: [rows, ...inputShape.slice(1).map(() => 1)],
    layers: [probeLayer(inputShape), input.layer, flatten()],
  });
  using engine = await subject.createEngine(model, { loss: meanSquaredError(), weights });
  const outputs = decodeFloats(expect.output.data);
  const gradients = await gradientsOfStep(engine, {
    inputs: oneChannelEach(rows, inputShape),
    targets: targetsFor(decodeFloats(input.outputGradient), outputs, rows),
    masks: [],
  });

  const expectGradient = (role: string, actual: Float32Array, hex: string, weight: string): void => {
    const expected = decodeFloats(hex);
    // A gradient is read as a difference of weights.
    expectClose(`${role} gradient`, actual, expected, allowed.gradient(role, expected, weights[weight]!.data));
  };
  expectGradient("input", flipped(gradients["0.weight"]!, inputShape, rows), expect.inputGradient, "0.weight");
  for (const [role, hex] of Object.entries(expect.parameterGradients)) {
    expectGradient(role, gradients[`1.${role}`]!, hex, `1.${role}`);
  }
}

function tolerancesOf(subject: ConformanceSubject, { input, expect }: ConvolutionCase): Promise<LayerTolerances> {
  return layerTolerances(subject, {
    layer: input.layer,
    inputs: decodeTensor(input.inputs),
    parameters: decodeTensors(input.parameters),
    outputs: decodeFloats(expect.output.data),
    outputGradient: decodeFloats(input.outputGradient),
  });
}

/**
 * What stands under the layer so that its input gradient can be read off a weight: a convolution of rows of length 1, of
 * which row r is 1 in channel r. Padded so far that its kernel passes over that one element, it writes the kernel of that
 * channel out, backwards.
 */
function probeLayer([channels = 0, ...lengths]: readonly number[]): LayerSpec {
  const options = { kernelSize: lengths, padding: lengths.map((length) => length - 1), bias: false } as never;
  const make: (outChannels: number, options: never) => LayerSpec = [conv1d, conv2d, conv3d][lengths.length - 1]!;
  return make(channels, options);
}

/** The weight [channels, rows, ...lengths] under which the layer sees these inputs. */
function probeWeight({ shape: [rows = 0, channels = 0, ...lengths], data }: Tensor): Tensor {
  return { shape: [channels, rows, ...lengths], data: flipped(data, [rows, ...lengths], channels) };
}

/** [second, first, ...lengths] to [first, second, ...lengths], every axis but these two backwards. */
function flipped(values: Float32Array, [first = 0, ...lengths]: readonly number[], second: number): Float32Array {
  const size = shapeSize(lengths);
  const result = new Float32Array(values.length);
  for (let a = 0; a < first; a++) {
    for (let b = 0; b < second; b++) {
      for (let index = 0; index < size; index++) {
        result[(b * first + a) * size + size - 1 - index] = values[(a * second + b) * size + index]!;
      }
    }
  }
  return result;
}

/** Row r is 1 in channel r. */
function oneChannelEach(rows: number, inputShape: readonly number[]): Tensor {
  const data = new Float32Array(rows * rows);
  for (let row = 0; row < rows; row++) data[row * (rows + 1)] = 1;
  return { shape: [rows, rows, ...inputShape.slice(1).map(() => 1)], data };
}

function named(layer: string, parameters: Readonly<Record<string, EncodedTensor>>): NamedTensors {
  return Object.fromEntries(
    Object.entries(parameters).map(([role, encoded]) => [`${layer}.${role}`, decodeTensor(encoded)]),
  );
}
