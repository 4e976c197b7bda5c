import {
  dense,
  dropout,
  linearRate,
  meanSquaredError,
  monteCarloDropout,
  sequential,
  type LockstepErrorCode,
  type MonteCarloDropoutOptions,
  type TrainingEngine,
} from "@lockstep/core";
import { expectClose, expectSame } from "../check/compare-numbers.ts";
import { expectRefusal } from "../check/expect-refusal.ts";
import type { ConformanceSubject } from "../subject/conformance-subject.ts";
import type { TestRunner } from "../case/test-runner.ts";
import { decodeFloats, decodeTensor } from "../vectors/decode.ts";
import { modelTolerances } from "../tolerance/model-tolerances.ts";
import { meanTolerance, varianceTolerance } from "../tolerance/sample-tolerances.ts";
import { monteCarloCases } from "../vectors/dropout-family-cases.ts";
import { exampleBatch, exampleData, wholeExampleEngine } from "./example-run.ts";
import { expectSameState } from "./lifecycle.ts";

/** Prediction with dropout on, against PyTorch in f64 under the same masks; and that it leaves no trace. */
export function monteCarloSuite({ describe, it }: TestRunner, subject: ConformanceSubject): void {
  describe("Monte-Carlo dropout", () => {
    for (const { id, clause, input, expect } of monteCarloCases) {
      it(`${clause} ${id}: samples, mean and variance`, async () => {
        const seed = BigInt(input.seed);
        using engine = await subject.createEngine(input.model, { loss: meanSquaredError(), seed });
        const inputs = decodeTensor(input.inputs);
        const step = input.step === undefined ? {} : { step: input.step };
        for (const variance of ["population", "unbiased"] as const) {
          for (const batchSize of [1, 3, 1024]) {
            const options = { samples: input.samples, seed, batchSize, variance, ...step };
            const result = await monteCarloDropout(engine, inputs, options);
            const samples = decodeFloats(expect.samples);
            const one = modelTolerances(subject, input.model, { rows: inputs.shape[0]! }).output(samples);
            expectSame("shape of the samples", result.samples.shape, [input.samples, ...expect.mean.shape]);
            expectClose("samples", result.samples.data, samples, one);
            const mean = decodeTensor(expect.mean);
            expectSame("shape of the mean", result.mean.shape, mean.shape);
            expectClose("mean", result.mean.data, mean.data, meanTolerance(one, mean.data));
            const spread = decodeTensor(expect[variance]).data;
            expectClose(variance, result.variance.data, spread, varianceTolerance(one, spread, input.samples));
          }
        }
      });
    }
    it("DRP-13 PRT-8 monte-carlo.pure: it changes nothing, and no training step draws what it drew", async () => {
      using engine = await wholeExampleEngine(subject);
      const batch = exampleBatch(engine, exampleData(16, 8), { from: 0, to: 16 });
      const before = await engine.readState();
      const { samples } = await monteCarloDropout(engine, batch.inputs, { samples: 2, seed: 42 });
      expectSameState(await engine.readState(), before);
      const trained = await engine.predict(batch.inputs, batch.masks);
      const same = trained.data.every((value, index) => value === samples.data[index]);
      expectSame("whether sample 0 is step 0", [Number(same)], [0]);
    });
    it("DRP-13 monte-carlo.samples: a sample does not depend on how many there are", async () => {
      using engine = await wholeExampleEngine(subject);
      const { inputs } = exampleBatch(engine, exampleData(16, 8), { from: 0, to: 16 });
      const few = await monteCarloDropout(engine, inputs, { samples: 2, seed: 42 });
      const many = await monteCarloDropout(engine, inputs, { samples: 5, seed: 42 });
      expectSame("first samples", many.samples.data.slice(0, few.samples.data.length), few.samples.data);
    });

    const good = { samples: 3, seed: 1 };
    const mistakes: readonly (readonly [string, LockstepErrorCode, Partial<MonteCarloDropoutOptions>])[] = [
      ["no sample", "INVALID_OPTION", { samples: 0 }],
      ["one sample for an unbiased variance", "INVALID_OPTION", { samples: 1, variance: "unbiased" }],
      ["another variance", "INVALID_OPTION", { variance: "sample" as never }],
      ["half a batch", "INVALID_OPTION", { batchSize: 0.5 }],
      ["an unknown option", "UNKNOWN_OPTION", { count: 3 } as never],
    ];
    for (const [name, code, options] of mistakes) {
      it(`DRP-13 monte-carlo.refused: ${name}`, async () => {
        using engine = await wholeExampleEngine(subject);
        const { inputs } = exampleBatch(engine, exampleData(4, 8), { from: 0, to: 4 });
        await expectRefusal(name, code, () => monteCarloDropout(engine, inputs, { ...good, ...options }));
      });
    }
    it("DRP-13 monte-carlo.refused: a model that draws nothing, a schedule without a step, and rows of another shape", async () => {
      const create = (...layers: Parameters<typeof sequential>[0]["layers"]): Promise<TrainingEngine> =>
        Promise.resolve(
          subject.createEngine(sequential({ inputShape: [4], layers }), { loss: meanSquaredError(), seed: 1 }),
        );
      const inputs = { shape: [2, 4], data: new Float32Array(8) };
      using plain = await create(dense(3));
      await expectRefusal("nothing drawn", "INVALID_OPTION", () => monteCarloDropout(plain, inputs, good));
      using scheduled = await create(dropout(linearRate({ initial: 0, final: 0.5, length: 10 })));
      await expectRefusal("no step", "INVALID_OPTION", () => monteCarloDropout(scheduled, inputs, good));
      const other = { shape: [4, 2], data: new Float32Array(8) };
      await expectRefusal("other rows", "SHAPE_MISMATCH", () =>
        monteCarloDropout(scheduled, other, { ...good, step: 0 }),
      );
    });
  });
}
