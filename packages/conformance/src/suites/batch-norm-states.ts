import {
  batchNorm,
  dense,
  flatten,
  meanSquaredError,
  named,
  parallel,
  residual,
  sequential,
  type EngineState,
  type LayerSpec,
  type MicroBatch,
  type SgdStep,
  type TrainingEngine,
} from "@lockstep/core";
import { expectSame } from "../check/compare-numbers.ts";
import { expectThat } from "../check/conformance-failure.ts";
import { expectRefusal } from "../check/expect-refusal.ts";
import type { ConformanceSubject } from "../subject/conformance-subject.ts";
import type { TestRunner } from "../case/test-runner.ts";
import { arrayOf, batchNormBatch, STILL } from "./batch-norm-run.ts";
import { expectSameState } from "./lifecycle.ts";

const UPDATE: SgdStep = { ...STILL, learningRate: 0.1, momentum: 0.9 };

/** A micro-batch of one value a channel, for rows without positions; a new one every time, as {@link pair} is. */
const single = (): MicroBatch => rowsOf([1, 2]);
const pair = (): MicroBatch => rowsOf([1, 2], [4, 3]);

/** Buffers as a part of an engine's state, and what refused steps leave of them. */
export function batchNormStateSuite({ describe, it }: TestRunner, subject: ConformanceSubject): void {
  const create = (inputShape: readonly number[], ...layers: LayerSpec[]): TrainingEngine | Promise<TrainingEngine> =>
    subject.createEngine(sequential({ inputShape, layers }), { loss: meanSquaredError(), seed: 1 });
  const normed = (): TrainingEngine | Promise<TrainingEngine> => create([2, 3], named("bn", batchNorm()));

  describe("batch norm states", () => {
    it("PRT-5 NRM-3 batch-norm.round-trip: buffers written and read back are the same, bit for bit", async () => {
      using source = await normed();
      for (const from of [0, 4]) await source.trainBatch([batchNormBatch(from, from + 4)], UPDATE).read();
      const state = await source.readState();
      expectThat(state.buffers !== undefined, "a state must hold the running statistics");
      using target = await normed();
      await target.writeState({ ...state, buffers: reversed(state.buffers) });
      expectSameState(await target.readState(), state);
      for (const engine of [source, target]) await engine.trainBatch([batchNormBatch(8, 12)], UPDATE).read();
      expectSameState(await target.readState(), await source.readState());
    });
    it("PRT-5 NRM-3 batch-norm.new: a state without buffers begins with those of a fresh engine", async () => {
      using used = await normed();
      using fresh = await normed();
      const { buffers } = await fresh.readState();
      await used.trainBatch([batchNormBatch(0, 4)], UPDATE).read();
      const { parameters, velocity } = await used.readState();
      await used.writeState({ parameters, velocity: velocity! });
      expectSameState(await used.readState(), { parameters, velocity: velocity!, buffers: buffers! });
    });
    it("PRT-6 NRM-3 batch-norm.copies: buffers are copies, in and out", async () => {
      using engine = await normed();
      await engine.trainBatch([batchNormBatch(0, 4)], UPDATE).read();
      const kept = structuredState(await engine.readState());
      overwrite(await engine.readState());
      expectSameState(await engine.readState(), kept);
      const written = structuredState(kept);
      const writing = engine.writeState(written);
      overwrite(written);
      await writing;
      expectSameState(await engine.readState(), kept);
    });
    it("PRT-8 NRM-3 batch-norm.pure: evaluation and prediction leave buffers alone", async () => {
      using engine = await normed();
      await engine.trainBatch([batchNormBatch(0, 4)], UPDATE).read();
      const before = await engine.readState();
      const { inputs, targets } = batchNormBatch(4, 9);
      await engine.evaluateBatch({ inputs, targets });
      await engine.predict(inputs);
      await engine.predict(inputs, []);
      expectSameState(await engine.readState(), before);
    });
    it("PRT-5 PRT-11 batch-norm.foreign: buffers of another shape, too few and too many are refused", async () => {
      using engine = await normed();
      await engine.trainBatch([batchNormBatch(0, 4)], UPDATE).read();
      const before = await engine.readState();
      const { "bn.running_mean": mean, ...fewer } = before.buffers!;
      const foreign: Record<string, EngineState["buffers"]> = {
        "another shape": { ...before.buffers, "bn.running_mean": arrayOf([3], 1, 2, 3) },
        "too few": fewer,
        "too many": { ...before.buffers, "bn2.running_mean": mean! },
      };
      for (const [what, buffers] of Object.entries(foreign)) {
        await expectRefusal(what, "SHAPE_MISMATCH", () => engine.writeState({ ...before, buffers: buffers! }));
        expectSameState(await engine.readState(), before);
      }
    });
    for (const [what, parts] of [
      ["alone", [single]],
      ["after a healthy micro-batch", [pair, single]],
    ] as const) {
      it(`NRM-5 PRT-11 batch-norm.single: one value a channel is refused ${what}, and no statistic has moved`, async () => {
        using engine = await create([2], dense(2), named("bn", batchNorm()));
        await engine.trainBatch([pair()], UPDATE).read();
        const before = await engine.readState();
        const refusal = await expectRefusal(what, "SHAPE_MISMATCH", () =>
          engine.trainBatch(
            parts.map((part) => part()),
            UPDATE,
          ),
        );
        expectThat(/\bbn\b/.test(refusal.message), `the refusal must name the layer, bn: ${refusal.message}`);
        expectSameState(await engine.readState(), before);
        // It goes on, and an evaluation of one row is none of training's business.
        await engine.evaluateBatch(single());
        await engine.trainBatch([pair()], UPDATE).read();
        expectSame("batches", (await engine.readState()).buffers!["bn.num_batches_tracked"]!.data, [2]);
      });
    }
    for (const [where, layer] of [
      ["a residual layer", residual({ body: [batchNorm()] })],
      ["a parallel layer", parallel([[], [dense(2), batchNorm()]])],
    ] as const) {
      it(`NRM-5 PRT-11 batch-norm.single: so it is inside ${where}`, async () => {
        using engine = await create([2], layer, dense(2));
        const before = await engine.readState();
        await expectRefusal(where, "SHAPE_MISMATCH", () => engine.trainBatch([single()], UPDATE));
        expectSameState(await engine.readState(), before);
      });
    }
    it("NRM-5 batch-norm.positions: one row will do where it has several positions", async () => {
      using engine = await create([1, 2], batchNorm(), flatten());
      const batch = { inputs: arrayOf([1, 1, 2], 1, 3), targets: arrayOf([1, 2], 0, 0), masks: [] };
      await engine.trainBatch([batch], STILL).read();
      const { buffers = {} } = await engine.readState();
      // A tenth of the way from 0 to the mean 2, and from 1 to the unbiased variance 2.
      expectSame("running_mean", buffers["0.running_mean"]!.data, [Math.fround(0.2)]);
      expectSame("running_var", buffers["0.running_var"]!.data, [Math.fround(1.1)]);
    });
    it("NRM-5 batch-norm.untracked.single: without running statistics evaluation refuses one value a channel, too", async () => {
      using engine = await create([2], batchNorm({ trackRunningStats: false }));
      await expectRefusal("predict", "SHAPE_MISMATCH", () => engine.predict(single().inputs));
      await expectRefusal("evaluateBatch", "SHAPE_MISMATCH", () => engine.evaluateBatch(single()));
      await expectRefusal("trainBatch", "SHAPE_MISMATCH", () => engine.trainBatch([single()], STILL));
    });
    for (const [what, code, change] of MISTAKES) {
      it(`NRM-3 PRT-11 batch-norm.refused: ${what} after a healthy micro-batch moves no statistic`, async () => {
        using engine = await normed();
        await engine.trainBatch([batchNormBatch(0, 4)], UPDATE).read();
        const before = await engine.readState();
        const parts = [batchNormBatch(4, 8), { ...batchNormBatch(8, 12), ...change }];
        await expectRefusal(what, code, () => engine.trainBatch(parts, UPDATE));
        expectSameState(await engine.readState(), before);
      });
    }
  });
}

const MISTAKES = [
  ["a weight that is no number", "INVALID_OPTION", { weights: Float32Array.of(1, 1, NaN, 1) }],
  ["a target too few", "SHAPE_MISMATCH", { targets: arrayOf([1, 2, 3], 1, 2, 3, 4, 5, 6) }],
  [
    "a mask for no site",
    "SHAPE_MISMATCH",
    { masks: [{ source: "explicit", keep: new Uint8Array(1), scale: 1, shape: [1] }] },
  ],
] as const satisfies readonly (readonly [string, string, Partial<MicroBatch>])[];

function rowsOf(...rows: readonly (readonly [number, number])[]): MicroBatch {
  const inputs = arrayOf([rows.length, 2], ...rows.flat());
  return { inputs, targets: { shape: inputs.shape, data: new Float32Array(2 * rows.length) }, masks: [] };
}

function reversed(tensors: NonNullable<EngineState["buffers"]>): NonNullable<EngineState["buffers"]> {
  return Object.fromEntries(Object.entries(tensors).toReversed());
}

function groupsOf({ parameters, velocity = {}, buffers = {} }: EngineState): Required<EngineState> {
  return { parameters, velocity, buffers };
}

function structuredState(state: EngineState): EngineState {
  const copies = Object.entries(groupsOf(state)).map(([group, tensors]) => [
    group,
    Object.fromEntries(
      Object.entries(tensors).map(([name, { shape, data }]) => [name, { shape: [...shape], data: data.slice() }]),
    ),
  ]);
  return Object.fromEntries(copies) as EngineState;
}

function overwrite(state: EngineState): void {
  for (const tensors of Object.values(groupsOf(state))) for (const { data } of Object.values(tensors)) data.fill(NaN);
}
