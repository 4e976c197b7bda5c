import {
  copyTensors,
  sgd,
  sgdStep,
  type Batch,
  type ExplicitMask,
  type LossSum,
  type TrainingEngine,
} from "@lockstep/core";
import { expectSame } from "../check/compare-numbers.ts";
import type { ConformanceSubject } from "../subject/conformance-subject.ts";
import type { TestRunner } from "../case/test-runner.ts";
import { exampleBatch, exampleData, exampleEngine } from "./example-run.ts";
import { explicitMask } from "./explicit-mask.ts";
import { expectSameState } from "./lifecycle.ts";

const UPDATE = sgdStep(sgd({ learningRate: 0.1, momentum: 0.9 }), 1);
const DATA = exampleData(32, 6);
const STEPS = [0, 1, 2] as const;

/** A batch that carries every kind of array that a step can be given. */
interface FullBatch extends Required<Batch> {
  readonly masks: readonly ExplicitMask[];
}

/** What a caller may do with an array once the call has returned: fill it with something else. */
const OVERWRITE: Readonly<Record<string, (batch: FullBatch) => void>> = {
  inputs: ({ inputs }) => inputs.data.fill(NaN),
  targets: ({ targets }) => targets.data.fill(0),
  weights: ({ weights }) => weights.fill(9),
  "the bits of masks": ({ masks }) => masks.forEach(({ keep }) => keep.fill(0)),
};

/** An engine may work later than it is asked to: nobody must be able to tell. */
export function deferralSuite({ describe, it }: TestRunner, subject: ConformanceSubject): void {
  describe("deferral", () => {
    for (const [arrays, overwrite] of Object.entries(OVERWRITE)) {
      it(`PRT-6 deferral.arrays: ${arrays} may be overwritten as soon as trainBatch has returned`, async () => {
        using engine = await exampleEngine(subject);
        using other = await exampleEngine(subject);
        const pending = STEPS.map((step) => {
          const batch = fullBatch(engine, step);
          const loss = engine.trainBatch([batch], UPDATE);
          overwrite(batch);
          return loss;
        });
        const losses: LossSum[] = [];
        for (const loss of pending) losses.push(await loss.read());
        const expected = await trainOneByOne(other);
        expectSame("losses", losses.map(lossSumOf), expected.map(lossSumOf));
        expectSameState(await engine.readState(), await other.readState());
      });
    }
    it("PRT-6 deferral.arrays.evaluate: a batch may be overwritten as soon as evaluateBatch has returned", async () => {
      using engine = await exampleEngine(subject);
      const { inputs, targets, weights } = fullBatch(engine, 0);
      const expected = await engine.evaluateBatch({ inputs, targets, weights });
      const given = fullBatch(engine, 0);
      const sums = engine.evaluateBatch({ inputs: given.inputs, targets: given.targets, weights: given.weights });
      overwriteAll(given);
      const { lossSum, weightSum, correctCount } = await sums;
      expectSame(
        "sums",
        [lossSum, weightSum, correctCount ?? 0],
        [expected.lossSum, expected.weightSum, expected.correctCount ?? 0],
      );
    });
    it("PRT-6 deferral.arrays.predict: inputs and masks may be overwritten as soon as predict has returned", async () => {
      using engine = await exampleEngine(subject);
      const { inputs, masks } = fullBatch(engine, 0);
      const expected = await engine.predict(inputs, masks);
      const given = fullBatch(engine, 0);
      const output = engine.predict(given.inputs, given.masks);
      overwriteAll(given);
      expectSame("output", (await output).data, expected.data);
    });
    it("PRT-6 deferral.arrays.state: a state may be overwritten as soon as writeState has returned", async () => {
      using source = await exampleEngine(subject);
      await trainOneByOne(source);
      const state = await source.readState();
      const given = {
        parameters: copyTensors(state.parameters),
        velocity: copyTensors(state.velocity!),
      };
      using engine = await exampleEngine(subject, 7);
      const writing = engine.writeState(given);
      for (const { data } of [...Object.values(given.parameters), ...Object.values(given.velocity)]) data.fill(NaN);
      await writing;
      expectSameState(await engine.readState(), state);
    });

    const behindSteps = (what: string, check: (engine: TrainingEngine, other: TrainingEngine) => Promise<void>): void =>
      it(`PRT-7 deferral.order: ${what} waits for the steps before it`, async () => {
        using engine = await exampleEngine(subject);
        using other = await exampleEngine(subject);
        await trainOneByOne(other);
        const pending = STEPS.map((step) => engine.trainBatch([fullBatch(engine, step)], UPDATE));
        await check(engine, other);
        for (const loss of pending) await loss.read();
      });
    behindSteps("predict", async (engine, other) => {
      const { inputs } = fullBatch(engine, 0);
      const output = await engine.predict(inputs);
      expectSame("output", output.data, (await other.predict(inputs)).data);
    });
    behindSteps("evaluateBatch", async (engine, other) => {
      const { inputs, targets } = fullBatch(engine, 0);
      const { lossSum } = await engine.evaluateBatch({ inputs, targets });
      expectSame("lossSum", [lossSum], [(await other.evaluateBatch({ inputs, targets })).lossSum]);
    });
    behindSteps("writeState", async (engine) => {
      using source = await exampleEngine(subject, 7);
      const state = await source.readState();
      await engine.writeState(state);
      expectSameState(await engine.readState(), state);
    });
  });
}

/** A fresh batch, the same at every call, with weights and explicit masks. */
function fullBatch(engine: TrainingEngine, step: number): FullBatch {
  const { inputs, targets, masks } = exampleBatch(engine, DATA, { from: 0, to: 16, step });
  return {
    inputs,
    targets,
    weights: Float32Array.from({ length: 16 }, (_, row) => 0.5 + (row % 4) / 4),
    masks: masks.map(explicitMask),
  };
}

async function trainOneByOne(engine: TrainingEngine): Promise<LossSum[]> {
  const losses: LossSum[] = [];
  for (const step of STEPS) losses.push(await engine.trainBatch([fullBatch(engine, step)], UPDATE).read());
  return losses;
}

function overwriteAll(batch: FullBatch): void {
  for (const overwrite of Object.values(OVERWRITE)) overwrite(batch);
}

function lossSumOf({ lossSum }: LossSum): number {
  return lossSum;
}
