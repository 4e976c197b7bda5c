import {
  applyDropout,
  applyDropoutGradient,
  keyFromSeed,
  layerFrom,
  maskOfSite,
  meanSquaredError,
  normal,
  reshape,
  sequential,
  uniform,
  type DropoutMask,
  type LayerSpec,
  type Tensor,
  type TrainingEngine,
} from "@lockstep/core";
import { expectClose, expectSame } from "../check/compare-numbers.ts";
import { expectRefusal } from "../check/expect-refusal.ts";
import type { ConformanceSubject } from "../subject/conformance-subject.ts";
import type { TestRunner } from "../case/test-runner.ts";
import { layerTolerances } from "../tolerance/layer-tolerances.ts";
import { decodeFloats } from "../vectors/decode.ts";
import {
  titleOfUpstream,
  upstreamDropoutCases,
  upstreamRefusedLayerCases,
  type UpstreamDropoutCase,
  type UpstreamInput,
} from "../vectors/upstream-cases.ts";
import { gradientProbe, gradientsOfStep, targetsFor } from "./gradient-probe.ts";
import { expectLaw } from "./upstream-laws.ts";

/**
 * Other projects' tests of dropout and its family, on the engine under test: what they assert of random draws holds of
 * ours, and beside it the law, bit for bit.
 */
export function upstreamDropoutSuite({ describe, it }: TestRunner, subject: ConformanceSubject): void {
  describe("upstream tests of dropout", () => {
    for (const vector of upstreamDropoutCases) {
      const title = titleOfUpstream(vector);
      it(title, () => checkOutput(subject, vector));
      if (vector.input.outputGradient === undefined) continue;
      it(`${title}, gradient of the law`, () => checkGradientOfLaw(subject, vector));
      it(`${title}, gradient`, () => checkGradient(subject, vector));
    }
    for (const vector of upstreamRefusedLayerCases) {
      it(`${titleOfUpstream(vector)} is refused`, async () => {
        const { dropout, row } = vector.input;
        await expectRefusal("the layer", vector.expect.code, async () => {
          const layer = layerFrom(dropout);
          if (row !== undefined) {
            const model = sequential({ inputShape: row, layers: [layer] });
            await subject.createEngine(model, { loss: meanSquaredError(), seed: 1 });
          }
        });
      });
    }
  });
}

async function engineOf(subject: ConformanceSubject, { input }: UpstreamDropoutCase): Promise<TrainingEngine> {
  const model = sequential({ inputShape: input.inputs.shape.slice(1), layers: [layerFrom(input.dropout)] });
  return subject.createEngine(model, { loss: meanSquaredError(), seed: 1 });
}

function drawMask(engine: TrainingEngine, { input }: UpstreamDropoutCase): DropoutMask {
  const { seed, inputs } = input;
  return maskOfSite(engine.randomSites[0]!, { seed: BigInt(seed), site: 0, step: 0, rows: inputs.shape[0]! });
}

async function checkOutput(subject: ConformanceSubject, vector: UpstreamDropoutCase): Promise<void> {
  using engine = await engineOf(subject, vector);
  const inputs = numbersOf(vector.input.inputs);
  const mask = drawMask(engine, vector);
  const output = await engine.predict(inputs, [mask]);
  expectSame("output", output.data, applyDropout(inputs.data, mask, inputs.shape));
  const evaluated = await engine.predict(inputs);
  for (const law of vector.expect.laws) expectLaw(law, { inputs, output, evaluated });
}

/** What core tells engines about the way back. */
async function checkGradientOfLaw(subject: ConformanceSubject, vector: UpstreamDropoutCase): Promise<void> {
  using engine = await engineOf(subject, vector);
  const { shape, data } = numbersOf(vector.input.outputGradient!);
  const gradient = { shape, data: applyDropoutGradient(data, drawMask(engine, vector), shape) };
  const inputs = numbersOf(vector.input.inputs);
  for (const law of vector.expect.laws) expectLaw(law, { inputs, gradient });
}

/** The probe gives a layer flat rows; of other shapes the engine has to make what the layer takes. */
function before(shape: readonly number[]): readonly LayerSpec[] {
  return shape.length === 2 ? [] : [reshape(shape.slice(1))];
}

async function checkGradient(subject: ConformanceSubject, vector: UpstreamDropoutCase): Promise<void> {
  const inputs = numbersOf(vector.input.inputs);
  const probe = gradientProbe(layerFrom(vector.input.dropout), inputs, {}, before(inputs.shape));
  using engine = await subject.createEngine(probe.model, { loss: meanSquaredError(), weights: probe.weights });
  const mask = drawMask(engine, vector);
  const outputs = applyDropout(inputs.data, mask, inputs.shape);
  const wanted = numbersOf(vector.input.outputGradient!).data;
  const targets = targetsFor(wanted, outputs, inputs.shape[0]!);
  const gradients = await gradientsOfStep(engine, { inputs: probe.inputs, targets, masks: [mask] });
  const gradient = { shape: inputs.shape, data: probe.inputGradient(gradients["0.weight"]!) };
  const expected = applyDropoutGradient(wanted, mask, inputs.shape);
  const run = { layer: layerFrom(vector.input.dropout), inputs, parameters: {}, outputs, outputGradient: wanted };
  const allowed = (await layerTolerances(subject, run)).gradient("input", expected, inputs.data);
  expectClose("gradient", gradient.data, expected, allowed);
  for (const law of vector.expect.laws) expectLaw(law, { inputs, gradient });
}

/** The vector's numbers, and a shape, of the caller's own. */
function numbersOf({ shape: given, data, fill, normal: normals, uniform: uniforms }: UpstreamInput): Tensor {
  const shape = [...given];
  const size = shape.reduce((product, length) => product * length, 1);
  if (data !== undefined) return { shape, data: decodeFloats(data) };
  if (normals !== undefined) return { shape, data: normal(keyFromSeed(normals), size) };
  if (uniforms !== undefined) return { shape, data: uniform(keyFromSeed(uniforms), size) };
  return { shape, data: new Float32Array(size).fill(fill!) };
}
