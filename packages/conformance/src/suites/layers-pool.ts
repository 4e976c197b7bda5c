import {
  avgPool1d,
  avgPool2d,
  avgPool3d,
  meanSquaredError,
  reshape,
  sequential,
  type LayerSpec,
  type ModelSpec,
  type Tensor,
} from "@lockstep/core";
import { expectClose, expectSame } from "../check/compare-numbers.ts";
import type { ConformanceSubject } from "../subject/conformance-subject.ts";
import type { TestRunner } from "../case/test-runner.ts";
import { modelTolerances } from "../tolerance/model-tolerances.ts";
import { decodeFloats, decodeTensor } from "../vectors/decode.ts";
import { differenceTolerance } from "../tolerance/difference-tolerance.ts";
import { layerTolerances, type LayerTolerances } from "../tolerance/layer-tolerances.ts";
import { poolCases } from "../vectors/pool-cases.ts";
import { gradientProbe, gradientsOfStep, targetsFor, type GradientProbe } from "./gradient-probe.ts";

type PoolCase = (typeof poolCases)[number];

/** Half the distance between the two points of a difference: below half of that between the elements of a window. */
const STEP = 2 ** -6;

/** Pools, reshape and permute against PyTorch in f64. */
export function poolSuite({ describe, it }: TestRunner, subject: ConformanceSubject): void {
  describe("pools and shapes", () => {
    for (const vector of poolCases) {
      const { layer, inputs } = vector.input;
      const title = `${vector.clause} ${vector.id} (${layer.kind}, ${inputs.shape.join("x")})`;
      it(`${title}: output`, () => checkOutput(subject, vector));
      if (vector.expect.inputGradient !== undefined) {
        it(`${title}: gradient`, () => checkGradient(subject, vector));
        // Where elements are equal there is no derivative to compare.
        if (!hasTies(layer, decodeTensor(inputs))) {
          it(`${title}: differences`, () => checkDifferences(subject, vector));
        }
      }
    }
    for (const countPadding of [true, false]) {
      for (const axes of [1, 2, 3] as const) {
        const counted = countPadding ? "padding is counted, what juts out beyond it is not" : "padding is not counted";
        it(`POL-1 POL-3 pool.counts: avg-pool${axes}d of ones: ${counted}`, () =>
          checkCounts(subject, axes, countPadding));
      }
    }
  });
}

/**
 * Windows of 3, two apart, over [1 1 1 1] with a place of padding on either side, rounded up: they begin at -1, 1 and 3, take
 * two, three and one of the elements, and reach 3, 3 and 2 places into the padded length. A window over several axes has the
 * product of those.
 */
async function checkCounts(subject: ConformanceSubject, axes: 1 | 2 | 3, countPadding: boolean): Promise<void> {
  const options = { stride: 2, padding: 1, rounding: "ceil", countPadding } as const;
  const layer = [avgPool1d, avgPool2d, avgPool3d][axes - 1]!(3, options);
  const inputShape = [1, ...Array.from({ length: axes }, () => 4)];
  const model = sequential({ inputShape, layers: [layer] });
  using engine = await subject.createEngine(model, { loss: meanSquaredError(), weights: {} });
  const output = await engine.predict({ shape: [1, ...inputShape], data: new Float32Array(4 ** axes).fill(1) });
  const along = countPadding ? [2 / 3, 1, 1 / 2] : [1, 1, 1];
  let expected = [1];
  for (let axis = 0; axis < axes; axis++) expected = expected.flatMap((share) => along.map((own) => share * own));
  expectSame("shape of the output", output.shape, [1, 1, ...Array.from({ length: axes }, () => 3)]);
  const allowed = modelTolerances(subject, model, { rows: 1 });
  expectClose("output", output.data, expected, allowed.output(expected));
}

function modelOf({ input }: PoolCase): ModelSpec {
  return sequential({ inputShape: input.inputs.shape.slice(1), layers: [input.layer] });
}

async function checkOutput(subject: ConformanceSubject, vector: PoolCase): Promise<void> {
  const allowed = await tolerancesOf(subject, vector);
  using engine = await subject.createEngine(modelOf(vector), { loss: meanSquaredError(), weights: {} });
  const output = await engine.predict(decodeTensor(vector.input.inputs));
  const expected = decodeTensor(vector.expect.output);
  expectSame("shape of the output", output.shape, expected.shape);
  expectClose("output", output.data, expected.data, allowed.output(expected.data), expected.shape);
}

/** The probe of a layer that wants its rows in their own shape. */
function probeOf({ layer }: PoolCase["input"], inputs: Tensor): GradientProbe {
  return gradientProbe(layer, inputs, {}, [reshape(inputs.shape.slice(1))]);
}

async function checkGradient(subject: ConformanceSubject, vector: PoolCase): Promise<void> {
  const { input, expect } = vector;
  const tolerances = await tolerancesOf(subject, vector);
  const inputs = decodeTensor(input.inputs);
  const probe = probeOf(input, inputs);
  using engine = await subject.createEngine(probe.model, { loss: meanSquaredError(), weights: probe.weights });
  const outputs = decodeFloats(expect.output.data);
  const targets = targetsFor(decodeFloats(input.outputGradient), outputs, inputs.shape[0]!);
  const gradients = await gradientsOfStep(engine, { inputs: probe.inputs, targets, masks: [] });
  const expected = decodeFloats(expect.inputGradient!);
  // Read as a difference of weights, which hold the inputs.
  const allowed = tolerances.gradient("input", expected, inputs.data);
  expectClose("input gradient", probe.inputGradient(gradients["0.weight"]!), expected, allowed);
}

/**
 * The gradient of Σ g·y against differences of the engine's own outputs. All these layers are linear between the places where
 * another element becomes the largest, and inputs are further apart than a step.
 */
async function checkDifferences(subject: ConformanceSubject, vector: PoolCase): Promise<void> {
  const { input, expect } = vector;
  const inputs = decodeTensor(input.inputs);
  using engine = await subject.createEngine(modelOf(vector), { loss: meanSquaredError(), weights: {} });
  const outputGradient = decodeFloats(input.outputGradient);
  const sumAt = async (index: number, offset: number): Promise<number> => {
    const data = inputs.data.slice();
    data[index] = data[index]! + offset;
    const output = await engine.predict({ shape: inputs.shape, data });
    return output.data.reduce((sum, value, place) => sum + value * outputGradient[place]!, 0);
  };
  const measured = new Float64Array(inputs.data.length);
  for (let index = 0; index < measured.length; index++) {
    // The points are where f32 puts them.
    const [up, down] = [Math.fround(inputs.data[index]! + STEP), Math.fround(inputs.data[index]! - STEP)];
    measured[index] = ((await sumAt(index, STEP)) - (await sumAt(index, -STEP))) / (up - down);
  }
  const outputs = decodeFloats(expect.output.data);
  // Errors of the outputs, each with its share of the sum, and the sum is of f64.
  const valueError = (await tolerancesOf(subject, vector)).output(outputs).absolute * Math.hypot(...outputGradient);
  const allowed = differenceTolerance({ step: STEP, slopes: measured, valueError });
  expectClose("differences", decodeFloats(expect.inputGradient!), measured, allowed);
}

function tolerancesOf(subject: ConformanceSubject, { input, expect }: PoolCase): Promise<LayerTolerances> {
  return layerTolerances(subject, {
    layer: input.layer,
    inputs: decodeTensor(input.inputs),
    parameters: {},
    outputs: decodeFloats(expect.output.data),
    outputGradient: decodeFloats(input.outputGradient),
  });
}

function hasTies({ kind }: LayerSpec, { data }: Tensor): boolean {
  return kind.includes("max") && new Set(data).size < data.length;
}
