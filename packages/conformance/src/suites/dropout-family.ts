import {
  alphaDropout,
  applyDropout,
  applyDropoutGradient,
  dense,
  featureAlphaDropout,
  gaussianDropout,
  gaussianNoise,
  keepBits,
  maskOfSite,
  meanSquaredError,
  sequential,
  stochasticDepth,
  dropout,
  type AddressedMask,
  type DropoutMask,
  type LayerSpec,
  type Tensor,
  type TrainingEngine,
} from "@lockstep/core";
import { expectClose, expectSame } from "../check/compare-numbers.ts";
import { expectBits } from "../check/expect-bits.ts";
import type { ConformanceSubject } from "../subject/conformance-subject.ts";
import type { TestRunner } from "../case/test-runner.ts";
import { layerTolerances, type LayerTolerances } from "../tolerance/layer-tolerances.ts";
import { decodeFloats, decodeKey, decodeTensor, decodeTensors, type EncodedTensor } from "../vectors/decode.ts";
import { familyLayerCases, type FamilyLayerCase } from "../vectors/dropout-family-cases.ts";
import { explicitMask } from "./explicit-mask.ts";
import { gradientProbe, gradientsOfStep, targetsFor } from "./gradient-probe.ts";

/** One layer of every kind, on rows of eight features, and the clause that is its own. */
const MEMBERS: readonly (readonly [name: string, clause: string, layer: LayerSpec])[] = [
  ["shared axes", "DRP-3", dropout(0.5, { sharedAxes: [0] })],
  ["alpha dropout", "DRP-6", alphaDropout(0.3)],
  ["feature alpha dropout", "DRP-6", featureAlphaDropout(0.3)],
  ["gaussian dropout", "DRP-8", gaussianDropout(0.3)],
  ["gaussian noise", "DRP-8", gaussianNoise(0.5)],
  ["stochastic depth by rows", "DRP-10", stochasticDepth(0.4)],
  ["stochastic depth by batches", "DRP-10", stochasticDepth(0.4, { mode: "batch" })],
  ["DropConnect", "DRP-9", dense(8, { dropConnect: 0.4 })],
];

/** Every member of the dropout family: what it draws, forward and backward against PyTorch in f64, and its laws. */
export function dropoutFamilySuite({ describe, it }: TestRunner, subject: ConformanceSubject): void {
  describe("dropout family", () => {
    for (const vector of familyLayerCases) {
      const { layer, inputs } = vector.input;
      const title = `${vector.clause} ${vector.id} (${layer.kind}, ${inputs.shape.join("x")})`;
      it(`${title}: mask`, () => checkMask(subject, vector));
      it(`${title}: output`, () => checkOutput(subject, vector));
      if (layer.kind !== "dense") it(`${title}: gradient law`, () => checkGradientLaw(subject, vector));
      if (inputs.shape.length === 2) it(`${title}: gradients`, () => checkGradients(subject, vector));
    }
    for (const [name, clause, layer] of MEMBERS) {
      it(`DRP-12 dropout-family.evaluation: ${name} is off without masks`, () => checkEvaluation(subject, layer));
      it(`${clause} DRP-5 dropout-family.bits: ${name} is applyDropout, bit for bit`, () => checkBits(subject, layer));
      // Noise drops nothing.
      if (layer.kind.startsWith("gaussian")) continue;
      it(`${clause} DRP-5 dropout-family.select: ${name} lets no NaN out of what it drops`, () =>
        checkSelection(subject, layer));
    }
  });
}

async function engineOf(subject: ConformanceSubject, { input }: FamilyLayerCase): Promise<TrainingEngine> {
  const model = sequential({ inputShape: input.inputs.shape.slice(1), layers: [input.layer] });
  return subject.createEngine(model, { loss: meanSquaredError(), weights: named("0", input.parameters) });
}

function drawMask(engine: TrainingEngine, { input }: FamilyLayerCase): DropoutMask {
  const { seed, step, inputs } = input;
  return maskOfSite(engine.randomSites[0]!, { seed: BigInt(seed), site: 0, step, rows: inputs.shape[0]! });
}

async function checkMask(subject: ConformanceSubject, vector: FamilyLayerCase): Promise<void> {
  using engine = await engineOf(subject, vector);
  const expected = vector.expect.mask;
  const mask = drawMask(engine, vector);
  expectSame("number of sites", [engine.randomSites.length], [1]);
  expectSame("shape", mask.shape, expected.shape);
  if (mask.source === "explicit") return;
  expectSame("key", mask.key, decodeKey(expected.key));
  expectSame("start", [mask.start], [0]);
  if (mask.source === "noise") {
    expectSame("standard deviation", [mask.standardDeviation], decodeFloats(expected.standardDeviation!));
    return;
  }
  const law = (hex: string | undefined): number => (hex === undefined ? 0 : decodeFloats(hex)[0]!);
  expectSame("threshold", [mask.threshold], [expected.threshold!]);
  expectSame("scale", [mask.scale], [law(expected.scale)]);
  expectSame("offset", [mask.offset ?? 0], [law(expected.offset)]);
  expectSame("fill", [mask.fill ?? 0], [law(expected.fill)]);
  await expectBits(keepBits(mask), expected.bits!);
}

async function checkOutput(subject: ConformanceSubject, vector: FamilyLayerCase): Promise<void> {
  using engine = await engineOf(subject, vector);
  const output = await engine.predict(decodeTensor(vector.input.inputs), [drawMask(engine, vector)]);
  const expected = decodeTensor(vector.expect.output);
  expectSame("shape of the output", output.shape, expected.shape);
  expectClose("output", output.data, expected.data, (await tolerancesOf(subject, vector)).output(expected.data));
}

/** What core tells engines about the way back; of DropConnect, about the weight's gradient. */
async function checkGradientLaw(subject: ConformanceSubject, vector: FamilyLayerCase): Promise<void> {
  const { input, expect } = vector;
  using engine = await engineOf(subject, vector);
  const mask = drawMask(engine, vector);
  const gradient = applyDropoutGradient(decodeFloats(input.outputGradient), mask, input.inputs.shape);
  const expected = decodeFloats(expect.inputGradient);
  expectClose("gradient", gradient, expected, (await tolerancesOf(subject, vector)).gradient("input", expected));
}

async function checkGradients(subject: ConformanceSubject, vector: FamilyLayerCase): Promise<void> {
  const { input, expect } = vector;
  const allowed = await tolerancesOf(subject, vector);
  const probe = gradientProbe(input.layer, decodeTensor(input.inputs), named("1", input.parameters));
  using engine = await subject.createEngine(probe.model, { loss: meanSquaredError(), weights: probe.weights });
  const outputs = decodeFloats(expect.output.data);
  const targets = targetsFor(decodeFloats(input.outputGradient), outputs, probe.inputs.shape[0]!);
  const masks = [drawMask(engine, vector)];
  const gradients = await gradientsOfStep(engine, { inputs: probe.inputs, targets, masks });

  const expectGradient = (role: string, actual: Float32Array | undefined, hex: string | undefined): void => {
    if (hex === undefined) return;
    const expected = decodeFloats(hex);
    // A gradient is read as a difference of weights.
    const { data } = probe.weights[role === "input" ? "0.weight" : `1.${role}`]!;
    expectClose(`${role} gradient`, actual ?? [], expected, allowed.gradient(role, expected, data));
  };
  expectGradient("input", probe.inputGradient(gradients["0.weight"]!), expect.inputGradient);
  expectGradient("weight", gradients["1.weight"], expect.weightGradient);
  expectGradient("bias", gradients["1.bias"], expect.biasGradient);
}

function tolerancesOf(subject: ConformanceSubject, { input, expect }: FamilyLayerCase): Promise<LayerTolerances> {
  return layerTolerances(subject, {
    layer: input.layer,
    inputs: decodeTensor(input.inputs),
    parameters: decodeTensors(input.parameters),
    outputs: decodeFloats(expect.output.data),
    outputGradient: decodeFloats(input.outputGradient),
  });
}

async function checkEvaluation(subject: ConformanceSubject, layer: LayerSpec): Promise<void> {
  const weights = layer.kind === "dense" ? identityWeights() : {};
  const model = sequential({ inputShape: [8], layers: [layer] });
  using engine = await subject.createEngine(model, { loss: meanSquaredError(), weights });
  expectSame("output", (await engine.predict(values())).data, values().data);
  const sums = await engine.evaluateBatch({ inputs: values(), targets: values() });
  expectSame("loss", [sums.lossSum], [0]);
}

async function checkBits(subject: ConformanceSubject, layer: LayerSpec): Promise<void> {
  const weights = layer.kind === "dense" ? identityWeights() : {};
  const model = sequential({ inputShape: [8], layers: [layer] });
  using engine = await subject.createEngine(model, { loss: meanSquaredError(), weights });
  for (const step of [0, 1, 2]) {
    const mask = maskOfSite(engine.randomSites[0]!, { seed: 7, site: 0, step, rows: 6 });
    const output = (await engine.predict(values(), [mask])).data;
    if (mask.source === "addressed") {
      const explicit = (await engine.predict(values(), [explicitMask(mask)])).data;
      expectSame("output under the bits", explicit, output);
    }
    if (layer.kind === "dense") {
      // Of the identity matrix only the diagonal is left: a kept element scales its feature, in every row alike.
      const scales = applyDropout(identityWeights()["0.weight"]!.data, mask);
      const expected = values().data.map((value, index) => Math.fround(value * scales[(index % 8) * 9]!) + 0);
      expectSame("output", output, expected);
    } else {
      expectSame("output", output, applyDropout(values().data, mask, [6, 8]));
    }
  }
}

async function checkSelection(subject: ConformanceSubject, layer: LayerSpec): Promise<void> {
  const weights = layer.kind === "dense" ? identityWeights() : {};
  const model = sequential({ inputShape: [8], layers: [layer] });
  using engine = await subject.createEngine(model, { loss: meanSquaredError(), weights });
  const mask = maskOfSite(engine.randomSites[0]!, { seed: 7, site: 0, step: 4, rows: 6 });
  if (mask.source === "noise") return;
  const expected = (await engine.predict(values(), [mask])).data;
  if (layer.kind === "dense") {
    const { shape, data } = identityWeights()["0.weight"]!;
    const parameters = { ...identityWeights(), "0.weight": { shape, data: poisoned(data, mask, shape) } };
    await engine.writeState({ parameters });
    expectSame("output", (await engine.predict(values(), [mask])).data, expected);
  } else {
    const inputs = { shape: [6, 8], data: poisoned(values().data, mask, [6, 8]) };
    expectSame("output", (await engine.predict(inputs, [mask])).data, expected);
  }
}

/** Values with NaN and infinities in all places that a mask drops. */
function poisoned(data: Float32Array, mask: AddressedMask, shape: readonly number[]): Float32Array {
  const kept = applyDropout(new Float32Array(data.length).fill(1), plainBits(mask), shape);
  const poison = [NaN, Infinity, -Infinity];
  return data.map((value, index) => (kept[index] === 0 ? poison[index % 3]! : value));
}

/** The mask with dropout's own law, under which 1 becomes 1 or 0. */
function plainBits({ source, key, start, threshold, shape }: AddressedMask): AddressedMask {
  return { source, key, start, threshold, scale: 1, shape };
}

/** Numbers in (-3, 3) without zeros. */
function values(): Tensor {
  return { shape: [6, 8], data: Float32Array.from({ length: 48 }, (_, index) => (((index * 7) % 48) - 23.5) / 8) };
}

function identityWeights(): Record<string, Tensor> {
  const data = Float32Array.from({ length: 64 }, (_, index) => (index % 9 === 0 ? 1 : 0));
  return { "0.weight": { shape: [8, 8], data }, "0.bias": { shape: [8], data: new Float32Array(8) } };
}

function named(
  layer: string,
  parameters: Readonly<Partial<Record<"weight" | "bias", EncodedTensor>>>,
): Record<string, Tensor> {
  return Object.fromEntries(
    Object.entries(parameters).map(([role, encoded]) => [`${layer}.${role}`, decodeTensor(encoded)]),
  );
}
