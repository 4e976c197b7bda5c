import {
  copyTensors,
  dense,
  flatten,
  meanSquaredError,
  sequential,
  sgd,
  sgdStep,
  updateParameters,
  type EngineCapabilities,
  type MicroBatch,
  type NamedTensors,
  type SgdOptions,
  type SgdStep,
  type TrainingEngine,
} from "@lockstep/core";
import { expectClose, expectSame, largestMagnitude } from "../check/compare-numbers.ts";
import { expectThat } from "../check/conformance-failure.ts";
import { expectRefusal } from "../check/expect-refusal.ts";
import { roundingTolerance } from "../check/tolerance.ts";
import type { ConformanceSubject } from "../subject/conformance-subject.ts";
import type { TestRunner } from "../case/test-runner.ts";
import { decodeFloats, decodeTensors } from "../vectors/decode.ts";
import { largestOf, stepTolerance, UPDATE_ROUNDINGS } from "../tolerance/step-tolerance.ts";
import { sgdClippingCases } from "../vectors/sgd-clipping-cases.ts";
import { exampleBatch, exampleData, exampleEngine } from "./example-run.ts";
import { gradientsOfStep } from "./gradient-probe.ts";
import { expectSameState } from "./lifecycle.ts";
import { lawTolerance } from "./sgd.ts";

type ClippingCase = (typeof sgdClippingCases)[number];
type Gradients = Readonly<Record<string, Float32Array>>;

/** Clipping and the max-norm constraint: core's law against PyTorch and strict f32, and an engine's step against the law. */
export function clippingSuite({ describe, it }: TestRunner, subject: ConformanceSubject): void {
  describe("clipping and max-norm", () => {
    for (const vector of sgdClippingCases) {
      const { clip, maxNorm } = vector.input.optimizer;
      it(`${vector.clause} ${vector.id} (${JSON.stringify({ clip, maxNorm })}): the law`, () => checkLaw(vector));
    }
    for (const { name, clauses, optionsFor } of VARIANTS) {
      it(`SGD-1 ${clauses} sgd.order: ${name}: the engine steps as the law does`, () =>
        checkEngine(subject, optionsFor));
      it(`SGD-10 PRT-11 sgd.order: ${name}: a step is taken whole or refused whole`, () =>
        checkWhole(subject, optionsFor({}, {})));
    }
    it("SGD-6 sgd.clip-norm.above: a limit above the norm changes no bit", async () => {
      using plain = await exampleEngine(subject);
      using clipped = await exampleEngine(subject);
      const options = { learningRate: 0.5, momentum: 0.9 };
      for (const step of [0, 1, 2]) {
        const batch = weightedBatches(plain, subject.capabilities);
        await plain.trainBatch(batch, sgdStep(sgd(options), step)).read();
        const clip = { kind: "norm", limit: 1000 } as const;
        await clipped.trainBatch(batch, sgdStep(sgd({ ...options, clip }), step)).read();
      }
      expectSameState(await clipped.readState(), await plain.readState());
    });
    it("SGD-10 PRT-11 sgd.clip.unknown: a kind of clipping that does not exist is refused before any work", async () => {
      using engine = await exampleEngine(subject);
      const before = await engine.readState();
      const step = sgdStep(sgd({ learningRate: 0.1, clip: { kind: "value", limit: 1 } }), 0);
      const unknown = { ...step, clip: { kind: "adaptive", limit: 1 } } as unknown as SgdStep;
      const batch = weightedBatches(engine, subject.capabilities);
      await expectRefusal("adaptive clipping", "INVALID_OPTION", () => engine.trainBatch(batch, unknown));
      expectSameState(await engine.readState(), before);
    });
    it("SGD-5 SGD-6 SGD-8 sgd.clip.nothing: a model without parameters has nothing to clip or to limit", async () => {
      const model = sequential({ inputShape: [2], layers: [flatten()] });
      using engine = await subject.createEngine(model, { loss: meanSquaredError(), seed: 1 });
      const rows = { shape: [1, 2], data: Float32Array.of(1, 2) };
      const limits: readonly Pick<SgdOptions, "clip" | "maxNorm">[] = [
        { clip: { kind: "norm", limit: 1 } },
        { clip: { kind: "value", limit: 1 } },
        { maxNorm: 1 },
      ];
      for (const limit of limits) {
        const step = sgdStep(sgd({ learningRate: 0.1, ...limit }), 0);
        const { lossSum } = await engine.trainBatch([{ inputs: rows, targets: rows, masks: [] }], step).read();
        expectSame("loss", [lossSum], [0]);
      }
    });
    it("SGD-7 sgd.clip-norm.nan: one NaN makes every gradient NaN, and under clip-value only itself", async () => {
      for (const [kind, spared] of [
        ["norm", false],
        ["value", true],
      ] as const) {
        const model = sequential({ inputShape: [1], layers: [dense(2)] });
        using engine = await subject.createEngine(model, { loss: meanSquaredError(), seed: 3 });
        const inputs = { shape: [1, 1], data: Float32Array.of(1) };
        const targets = { shape: [1, 2], data: Float32Array.of(NaN, 0.5) };
        const step = sgdStep(sgd({ learningRate: 0.1, clip: { kind, limit: 1 } }), 0);
        await engine.trainBatch([{ inputs, targets, masks: [] }], step).read();
        const { parameters } = await engine.readState();
        for (const name of ["0.weight", "0.bias"]) {
          expectSame(name, Array.from(parameters[name]!.data, Number.isFinite).map(Number), [0, Number(spared)]);
        }
      }
    });
  });
}

/** The options of a step, given the gradients and the parameters that it meets: limits have to bite, but not everywhere. */
type OptionsFor = (gradients: Gradients, parameters: NamedTensors) => SgdOptions;

const halfTheNorm = (gradients: Gradients): number => normOf(Object.values(gradients)) / 2 || 1;
const halfTheLargest = (gradients: Gradients): number =>
  Math.max(...Object.values(gradients).map(largestMagnitude), 0) / 2 || 1;
const mostOfTheNorm = (parameters: NamedTensors): number =>
  Math.max(...rowsOf(parameters).map((row) => normOf([row])), 0) * 0.7 || 1;

interface Variant {
  readonly name: string;
  readonly clauses: string;
  readonly optionsFor: OptionsFor;
}

const VARIANTS: readonly Variant[] = [
  {
    name: "clipping by norm",
    clauses: "SGD-6",
    optionsFor: (gradients) => ({ learningRate: 0.5, clip: { kind: "norm", limit: halfTheNorm(gradients) } }),
  },
  {
    name: "clipping by value",
    clauses: "SGD-5",
    optionsFor: (gradients) => ({ learningRate: 0.5, clip: { kind: "value", limit: halfTheLargest(gradients) } }),
  },
  {
    name: "max-norm",
    clauses: "SGD-8",
    optionsFor: (_gradients, parameters) => ({ learningRate: 0.5, maxNorm: mostOfTheNorm(parameters) }),
  },
  {
    name: "clipping by norm, max-norm, momentum and weight decay",
    clauses: "SGD-3 SGD-6 SGD-8",
    optionsFor: (gradients, parameters) => ({
      learningRate: 0.5,
      momentum: 0.9,
      nesterov: true,
      weightDecay: 0.1,
      clip: { kind: "norm", limit: halfTheNorm(gradients) },
      maxNorm: mostOfTheNorm(parameters),
    }),
  },
];

function checkLaw({ input, expect, tolerance }: ClippingCase): void {
  const parameters = copyTensors(decodeTensors(input.parameters));
  const velocity = zerosLike(parameters);
  for (const [step, encoded] of input.gradients.entries()) {
    const sums = Object.fromEntries(Object.entries(encoded).map(([name, hex]) => [name, decodeFloats(hex)]));
    updateParameters(parameters, sums, velocity, input.totalWeight ?? 1, sgdStep(sgd(input.optimizer), step));
    for (const [name, hex] of Object.entries(expect.parameters[step]!)) {
      const expected = decodeFloats(hex);
      const subject = `${name} after step ${step}`;
      if (tolerance === undefined) expectSame(subject, parameters[name]!.data, expected);
      else expectClose(subject, parameters[name]!.data, expected, lawTolerance(tolerance, expected));
    }
  }
}

async function checkEngine(subject: ConformanceSubject, optionsFor: OptionsFor): Promise<void> {
  using engine = await exampleEngine(subject);
  const batch = weightedBatches(engine, subject.capabilities);
  for (const index of [0, 1, 2]) {
    const { parameters, velocity = zerosLike(parameters) } = await engine.readState();
    const gradients = await gradientsOfStep(engine, ...batch);
    const step = sgdStep(sgd(optionsFor(gradients, parameters)), index);
    // The gradients are means already.
    const expected = copyTensors(parameters);
    updateParameters(expected, gradients, copyTensors(velocity), 1, step);
    await engine.trainBatch(batch, step).read();
    const after = await engine.readState();
    // Gradients are differences of weights, and a norm is one of them all.
    const gradient = largestOf(Object.values(gradients));
    const gradientFrom = largestOf(Object.values(parameters).map(({ data }) => data)) + 2 * gradient;
    const normTerms = Object.values(gradients).reduce((total, { length }) => total + length, 0);
    for (const [name, { data }] of Object.entries(expected)) {
      const law = roundingTolerance({
        of: "an update",
        count: UPDATE_ROUNDINGS,
        scale: largestMagnitude(data),
        scaleOf: "the largest weight",
      });
      const allowed = stepTolerance(law, { step, steps: 1, gradient, gradientFrom, normTerms });
      expectClose(`${name} after step ${index}`, after.parameters[name]!.data, data, allowed);
    }
  }
}

/** A refused step leaves the state as it was; one that is taken moves it. */
async function checkWhole(subject: ConformanceSubject, options: SgdOptions): Promise<void> {
  using engine = await exampleEngine(subject);
  const before = await engine.readState();
  const batch = weightedBatches(engine, subject.capabilities);
  let refusal: unknown;
  try {
    await engine.trainBatch(batch, sgdStep(sgd(options), 0)).read();
  } catch (error) {
    refusal = error;
  }
  const after = await engine.readState();
  if (refusal !== undefined) {
    expectSameState(after, before);
    throw refusal;
  }
  const [name] = Object.keys(before.parameters);
  const moved = after.parameters[name!]!.data.some((value, index) => value !== before.parameters[name!]!.data[index]);
  expectThat(moved, `${name} must move`);
}

/** Sixteen rows that weigh 24.5 together, in two parts where the engine takes several. */
function weightedBatches(engine: TrainingEngine, capabilities: EngineCapabilities): readonly MicroBatch[] {
  const data = exampleData(16, 4);
  const weights = Float32Array.from({ length: 16 }, (_, row) => 1 + (row % 4) / 3);
  const part = (from: number, to: number): MicroBatch => ({
    ...exampleBatch(engine, data, { from, to, batchStart: 0 }),
    weights: weights.slice(from, to),
  });
  return capabilities.microBatches ? [part(0, 5), part(5, 16)] : [part(0, 16)];
}

function zerosLike(tensors: NamedTensors): NamedTensors {
  return Object.fromEntries(
    Object.entries(tensors).map(([name, { shape, data }]) => [name, { shape, data: new Float32Array(data.length) }]),
  );
}

/** The rows of every matrix. */
function rowsOf(parameters: NamedTensors): readonly Float32Array[] {
  return Object.values(parameters)
    .filter(({ shape }) => shape.length > 1)
    .flatMap(({ shape: [units], data }) => {
      const length = data.length / units!;
      return Array.from({ length: units! }, (_, unit) => data.subarray(unit * length, (unit + 1) * length));
    });
}

function normOf(vectors: readonly Float32Array[]): number {
  return Math.sqrt(vectors.flatMap((vector) => [...vector]).reduce((sum, value) => sum + value * value, 0));
}
