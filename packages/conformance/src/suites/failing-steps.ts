import {
  dense,
  embedding,
  flatten,
  meanSquaredError,
  relu,
  sequential,
  sgd,
  sgdStep,
  type LossSum,
  type MicroBatch,
  type PendingLoss,
  type TrainingEngine,
} from "@lockstep/core";
import { expectSame } from "../check/compare-numbers.ts";
import { expectThat } from "../check/conformance-failure.ts";
import { expectRefusal } from "../check/expect-refusal.ts";
import { unhandledRejections } from "../check/unhandled-rejections.ts";
import type { ConformanceSubject } from "../subject/conformance-subject.ts";
import type { TestRunner } from "../case/test-runner.ts";
import { exampleBatch, exampleData, exampleEngine } from "./example-run.ts";
import { expectSameState } from "./lifecycle.ts";

const UPDATE = sgdStep(sgd({ learningRate: 0.1, momentum: 0.9 }), 1);
const STEPS = [0, 1, 2] as const;

/**
 * Steps that fail, by two ways that need no hook in the engine: the engine's end while steps are pending, and ids that only
 * the forward pass can find to be none, since a layer before the embedding computes them. An engine that works at once has
 * done so before its end, or refuses when it is asked: either is lawful, but not a wrong loss, a read that never settles, a
 * changed state or an unhandled rejection.
 */
export function failingStepSuite({ describe, it }: TestRunner, subject: ConformanceSubject): void {
  const data = exampleData(32, 6);
  const pendingSteps = (engine: TrainingEngine): readonly PendingLoss[] =>
    STEPS.map((step) => engine.trainBatch([exampleBatch(engine, data, { from: 0, to: 16, step })], UPDATE));
  const idEngine = (): TrainingEngine | Promise<TrainingEngine> =>
    subject.createEngine(sequential({ inputShape: [2], layers: [relu(), embedding(3, 2), flatten(), dense(1)] }), {
      loss: meanSquaredError(),
      seed: 1,
    });

  describe("failing steps", () => {
    it("PRT-7 PRT-9 failing.disposed: a loss that is read after the end is the step's, or the read is refused", async () => {
      using other = await exampleEngine(subject);
      const expected: LossSum[] = [];
      for (const loss of pendingSteps(other)) expected.push(await loss.read());
      const engine = await exampleEngine(subject);
      const pending = pendingSteps(engine);
      engine.dispose();
      for (const [step, loss] of pending.entries()) {
        const read = await outcomeOf(() => loss.read());
        if ("error" in read) {
          await expectRefusal(`read of step ${step}`, "ENGINE_DISPOSED", () => Promise.reject(read.error));
        } else {
          expectSame(`loss of step ${step}`, sumsOf(read.loss), sumsOf(expected[step]!));
        }
      }
    });
    it("PRT-7 PRT-9 failing.disposed.unread: losses that nobody reads after the end are no unhandled rejections", async () => {
      await expectNoneUnhandled(async () => {
        const engine = await exampleEngine(subject);
        const pending = pendingSteps(engine);
        engine.dispose();
        // Steps happen in order: once the last is settled, so are the others.
        await outcomeOf(() => pending.at(-1)!.read());
      });
    });
    it("PRT-7 SEQ-3 failing.ids: a step that fails rejects its own loss and leaves the state to the steps behind it", async () => {
      using engine = await idEngine();
      using other = await idEngine();
      await engine.trainBatch([idBatch(2)], UPDATE).read();
      await other.trainBatch([idBatch(2)], UPDATE).read();
      await expectRefusal("a step of id 7", "INVALID_OPTION", () => engine.trainBatch([idBatch(7)], UPDATE).read());
      expectSameState(await engine.readState(), await other.readState());
      const after = await engine.trainBatch([idBatch(1)], UPDATE).read();
      expectSame("loss of the step behind", sumsOf(after), sumsOf(await other.trainBatch([idBatch(1)], UPDATE).read()));
      expectSameState(await engine.readState(), await other.readState());
    });
    it("PRT-7 PRT-11 SEQ-3 failing.ids.half-way: one that fails in its second micro-batch leaves nothing of its first", async () => {
      using engine = await idEngine();
      const before = await engine.readState();
      await expectRefusal("a micro-batch of id 7", "INVALID_OPTION", () =>
        engine.trainBatch([idBatch(1), idBatch(7)], UPDATE).read(),
      );
      expectSameState(await engine.readState(), before);
    });
    it("PRT-7 SEQ-3 failing.ids.unread: nor is a failure that nobody reads an unhandled rejection", async () => {
      await expectNoneUnhandled(async () => {
        using engine = await idEngine();
        // An engine that works at once throws here.
        await outcomeOf(() => Promise.resolve(void engine.trainBatch([idBatch(7)], UPDATE)));
        await engine.trainBatch([idBatch(1)], UPDATE).read();
      });
    });
  });
}

function idBatch(id: number): MicroBatch {
  const inputs = { shape: [2, 2], data: Float32Array.of(0, 2, 1, id) };
  return { inputs, targets: { shape: [2, 1], data: Float32Array.of(1, -1) }, masks: [] };
}

type Outcome<Result> = { readonly loss: Result } | { readonly error: unknown };

async function outcomeOf<Result>(action: () => Promise<Result>): Promise<Outcome<Result>> {
  try {
    return { loss: await action() };
  } catch (error) {
    return { error };
  }
}

async function expectNoneUnhandled(action: () => Promise<void>): Promise<void> {
  const found = await unhandledRejections(action);
  expectThat(found.length === 0, `${found.length} unhandled rejections, the first one: ${String(found[0])}`);
}

function sumsOf({ lossSum, weightSum }: LossSum): readonly number[] {
  return [lossSum, weightSum];
}
