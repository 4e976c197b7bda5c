import {
  dense,
  dropoutMask,
  meanSquaredError,
  sequential,
  sgd,
  sgdStep,
  type DropoutMask,
  type EngineOptions,
  type ExplicitMask,
  type LockstepErrorCode,
  type MicroBatch,
  type TrainingEngine,
} from "@lockstep/core";
import { expectRefusal } from "../check/expect-refusal.ts";
import type { ConformanceSubject } from "../subject/conformance-subject.ts";
import type { TestRunner } from "../case/test-runner.ts";
import {
  classifyingEngine,
  exampleBatch,
  exampleData,
  exampleEngine,
  exampleLossOf,
  exampleModelOf,
  wholeExampleEngine,
} from "./example-run.ts";
import { expectSameState } from "./lifecycle.ts";

/** Which engine of the example a mistake is made with: any, one that classifies, or one with masks. */
type Example = (subject: ConformanceSubject) => Promise<TrainingEngine>;

type Mistake = readonly [
  clauses: string,
  name: string,
  code: LockstepErrorCode,
  make: (good: MicroBatch) => Partial<MicroBatch>,
];

const BATCH_MISTAKES: readonly Mistake[] = [
  [
    "TRN-4",
    "a row of another length",
    "SHAPE_MISMATCH",
    () => ({ inputs: { shape: [16, 11], data: new Float32Array(176) } }),
  ],
  ["TRN-4", "no rows", "SHAPE_MISMATCH", () => ({ inputs: { shape: [0, 12], data: new Float32Array(0) } })],
  ["TRN-4", "too few numbers", "SHAPE_MISMATCH", () => ({ inputs: { shape: [16, 12], data: new Float32Array(7) } })],
  ["LSS-5", "a weight too few", "SHAPE_MISMATCH", () => ({ weights: new Float32Array(15).fill(1) })],
  ["TRN-4 LSS-5", "a negative weight", "INVALID_OPTION", () => ({ weights: new Float32Array(16).fill(-1) })],
  ["TRN-4 LSS-5", "a NaN weight", "INVALID_OPTION", () => ({ weights: new Float32Array(16).fill(NaN) })],
];

const CLASS_MISTAKES: readonly Mistake[] = [
  ["LSS-5", "a target too few", "SHAPE_MISMATCH", () => ({ targets: { shape: [15], data: new Int32Array(15) } })],
  ["LSS-5", "f32 classes", "SHAPE_MISMATCH", () => ({ targets: { shape: [16], data: new Float32Array(16) } })],
  [
    "TRN-4 LSS-5",
    "a class too high",
    "INVALID_OPTION",
    () => ({ targets: { shape: [16], data: new Int32Array(16).fill(3) } }),
  ],
  [
    "TRN-4 LSS-5",
    "a negative class",
    "INVALID_OPTION",
    () => ({ targets: { shape: [16], data: new Int32Array(16).fill(-1) } }),
  ],
];

const WEIGHT_MISTAKES: readonly Mistake[] = [
  ["TRN-4 LSS-5", "an infinite weight", "INVALID_OPTION", () => ({ weights: new Float32Array(16).fill(Infinity) })],
];

const MASK_MISTAKES: readonly Mistake[] = [
  ["TRN-4", "a mask too few", "SHAPE_MISMATCH", ({ masks }) => ({ masks: masks.slice(1) })],
  [
    "DRP-14",
    "a mask of another shape",
    "SHAPE_MISMATCH",
    ({ masks }) => ({ masks: [dropoutMask({ seed: 1, site: 0, step: 0, rate: 0.5, shape: [16, 8] }), masks[1]!] }),
  ],
  [
    "DRP-14",
    "an explicit mask with too few bits",
    "SHAPE_MISMATCH",
    ({ masks }) => ({
      masks: [{ source: "explicit", keep: new Uint8Array(3), scale: 2, shape: masks[0]!.shape }, masks[1]!],
    }),
  ],
  [
    "DRP-14",
    "an explicit mask with a byte of 2",
    "INVALID_OPTION",
    ({ masks }) => ({
      masks: [
        { source: "explicit", keep: new Uint8Array(16 * 16).fill(2), scale: 2, shape: masks[0]!.shape },
        masks[1]!,
      ],
    }),
  ],
  [
    "DRP-14",
    "an explicit mask without a scale",
    "INVALID_OPTION",
    ({ masks }) => ({
      masks: [
        { source: "explicit", keep: new Uint8Array(16 * 16), shape: masks[0]!.shape } as unknown as ExplicitMask,
        masks[1]!,
      ],
    }),
  ],
  [
    "DRP-14",
    "a mask from a source that does not exist",
    "INVALID_OPTION",
    ({ masks }) => ({ masks: [{ ...masks[0]!, source: "adressed" } as unknown as DropoutMask, masks[1]!] }),
  ],
  [
    "DRP-14",
    "a mask that fills with -0 where +0 belongs",
    "INVALID_OPTION",
    ({ masks }) => ({ masks: [{ ...masks[0]!, fill: -0 } as DropoutMask, masks[1]!] }),
  ],
];

/** What is wrong with the options of an engine, otherwise good. */
const MODEL_MISTAKES: readonly (readonly [clauses: string, name: string, code: LockstepErrorCode, change: object])[] = [
  ["PRT-2 LSS-5", "an unknown loss", "INVALID_OPTION", { loss: { kind: "hinge" } }],
  ["PRT-2", "no loss", "INVALID_OPTION", { loss: undefined }],
  ["PRT-2", "neither seed nor weights", "INVALID_OPTION", { seed: undefined }],
  ["PRT-2", "seed and weights", "INVALID_OPTION", { weights: {} }],
  ["PRT-2", "weights of another model", "SHAPE_MISMATCH", { seed: undefined, weights: {} }],
  ["PRT-2 RND-3", "a negative seed", "INVALID_OPTION", { seed: -1 }],
  ["PRT-2", "an unknown option", "UNKNOWN_OPTION", { lerningRate: 1 }],
];

/** Every mistake is a typed error before any work: the state stays as it was. */
export function refusalSuite({ describe, it }: TestRunner, subject: ConformanceSubject): void {
  const data = exampleData(16, 3);
  const update = sgdStep(sgd({ learningRate: 0.1 }), 0);

  describe("refusals", () => {
    const inTraining = [
      ...BATCH_MISTAKES.map((mistake) => [exampleEngine, mistake] as const),
      ...CLASS_MISTAKES.map((mistake) => [classifyingEngine, mistake] as const),
      ...WEIGHT_MISTAKES.map((mistake) => [exampleEngine, mistake] as const),
      ...MASK_MISTAKES.map((mistake) => [wholeExampleEngine, mistake] as const),
    ] satisfies readonly (readonly [Example, Mistake])[];
    for (const [example, [clauses, name, code, make]] of inTraining) {
      it(`${clauses} PRT-11 refusals.train: ${name}`, async () => {
        using engine = await example(subject);
        const before = await engine.readState();
        const good = exampleBatch(engine, data, { from: 0, to: 16 });
        await expectRefusal(name, code, () => engine.trainBatch([{ ...good, ...make(good) }], update));
        expectSameState(await engine.readState(), before);
      });
    }
    const inEvaluation = [
      ...BATCH_MISTAKES.map((mistake) => [exampleEngine, mistake] as const),
      ...CLASS_MISTAKES.map((mistake) => [classifyingEngine, mistake] as const),
    ] satisfies readonly (readonly [Example, Mistake])[];
    for (const [example, [clauses, name, code, make]] of inEvaluation) {
      it(`${clauses} PRT-11 refusals.evaluate: ${name}`, async () => {
        using engine = await example(subject);
        const before = await engine.readState();
        const good = exampleBatch(engine, data, { from: 0, to: 16 });
        await expectRefusal(name, code, () => engine.evaluateBatch({ ...good, ...make(good) }));
        expectSameState(await engine.readState(), before);
      });
    }
    it("TRN-4 LSS-1 PRT-11 refusals.train: weights of nothing", async () => {
      using engine = await exampleEngine(subject);
      const before = await engine.readState();
      const batch = { ...exampleBatch(engine, data, { from: 0, to: 16 }), weights: new Float32Array(16) };
      await expectRefusal("weights of nothing", "INVALID_OPTION", () => engine.trainBatch([batch], update));
      expectSameState(await engine.readState(), before);
    });
    it("PRT-11 refusals.train: no micro-batch", async () => {
      using engine = await exampleEngine(subject);
      const before = await engine.readState();
      await expectRefusal("no micro-batch", "INVALID_OPTION", () => engine.trainBatch([], update));
      expectSameState(await engine.readState(), before);
    });
    for (const [clauses, name, code, change] of MODEL_MISTAKES) {
      it(`${clauses} refusals.create: ${name}`, async () => {
        const options = { loss: exampleLossOf(subject), seed: 1, ...change } as EngineOptions;
        await expectRefusal(name, code, () => subject.createEngine(exampleModelOf(subject), options));
      });
    }
    it("LAY-1 DRP-1 refusals.create: a model of layers that nothing has checked", async () => {
      const model = { inputShape: [2], layers: [{ kind: "dropout", rate: 1.5 }] } as never;
      const options = { loss: meanSquaredError(), seed: 1 };
      await expectRefusal("plain data", "INVALID_OPTION", () => subject.createEngine(model, options));
    });
    it("PRT-5 PRT-11 refusals.state: a state of another model", async () => {
      using engine = await exampleEngine(subject);
      const other = sequential({ inputShape: [4], layers: [dense(3)] });
      using stranger = await subject.createEngine(other, { loss: exampleLossOf(subject), seed: 1 });
      const before = await engine.readState();
      const state = await stranger.readState();
      await expectRefusal("another model's state", "SHAPE_MISMATCH", () => engine.writeState(state));
      expectSameState(await engine.readState(), before);
    });
  });
}
