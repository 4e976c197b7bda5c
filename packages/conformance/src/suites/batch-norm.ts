import {
  batchNorm,
  dropout,
  keyFromSeed,
  meanSquaredError,
  monteCarloDropout,
  named,
  sequential,
  uniform,
  type BatchNormSpec,
  type EngineState,
  type LayerSpec,
  type MicroBatch,
  type Tensor,
  type TrainingEngine,
} from "@lockstep/core";
import { expectClose, expectSame, largestMagnitude, type Tolerance } from "../check/compare-numbers.ts";
import { expectThat } from "../check/conformance-failure.ts";
import type { ConformanceSubject } from "../subject/conformance-subject.ts";
import type { TestRunner } from "../case/test-runner.ts";
import { layerTolerances } from "../tolerance/layer-tolerances.ts";
import { arrayOf, batchNormBatch, expectedBuffers, normalisedByBatch, normTolerance, STILL } from "./batch-norm-run.ts";
import { expectSameState } from "./lifecycle.ts";

/** Statistics of a batch in training, running ones in evaluation, and what micro-batches and weights make of them. */
export function batchNormSuite({ describe, it }: TestRunner, subject: ConformanceSubject): void {
  const create = (...layers: LayerSpec[]): TrainingEngine | Promise<TrainingEngine> =>
    subject.createEngine(sequential({ inputShape: [2, 3], layers }), { loss: meanSquaredError(), seed: 1 });
  const norm = (options: Parameters<typeof batchNorm>[0] = {}): BatchNormSpec & { readonly name: string } =>
    named("bn", batchNorm(options));

  describe("batch norm", () => {
    for (const momentum of [0.1, 0.75, "cumulative"] as const) {
      it(`NRM-3 NRM-4 batch-norm.micro-batches: each moves the running statistics in its turn, by a momentum of ${momentum}`, async () => {
        using engine = await create(norm({ momentum }));
        const steps = [[batchNormBatch(0, 4), batchNormBatch(4, 7)], [batchNormBatch(7, 12)]];
        for (const parts of steps) await engine.trainBatch(parts, STILL).read();
        await expectBuffers(subject, engine, steps.flat(), momentum);
      });
    }
    it("NRM-4 batch-norm.cuts: the same cuts give the same bits, and other cuts other numbers", async () => {
      const after = async (...parts: MicroBatch[]): Promise<EngineState> => {
        using engine = await create(norm());
        await engine.trainBatch(parts, { ...STILL, learningRate: 0.5 }).read();
        return await engine.readState();
      };
      const cut = await after(batchNormBatch(0, 4), batchNormBatch(4, 7));
      expectSameState(await after(batchNormBatch(0, 4), batchNormBatch(4, 7)), cut);
      const whole = await after(batchNormBatch(0, 7));
      // Only the weight can tell: Σ x̂ is 0 under any statistics, so that the bias's gradient is the same.
      const apart = whole.parameters["bn.weight"]!.data.some((value, index) => {
        return Math.abs(value - cut.parameters["bn.weight"]!.data[index]!) > 1e-3;
      });
      expectThat(apart, "the weight must tell a cut batch from a whole one");
      expectSame("batches", cut.buffers!["bn.num_batches_tracked"]!.data, [2]);
      expectSame("batches", whole.buffers!["bn.num_batches_tracked"]!.data, [1]);
    });
    it("NRM-4 batch-norm.weights: rows' weights do not enter the statistics, not even a weight of 0", async () => {
      using engine = await create(norm());
      const batch = batchNormBatch(0, 6);
      const weights = Float32Array.of(1, 0, 3, 0.5, 0, 7);
      await engine.trainBatch([{ ...batch, weights }], STILL).read();
      await expectBuffers(subject, engine, [batch], 0.1);
    });
    it("NRM-3 batch-norm.evaluation: evaluation and prediction use the running statistics, whatever stands beside a row", async () => {
      using engine = await create(norm({ epsilon: 0.5 }));
      await engine.writeState(state());
      const { inputs, targets } = batchNormBatch(0, 5);
      const expected = normalised(inputs.data, 0.5);
      const allowed = runningTolerance(subject, inputs.data);
      const { data } = await engine.predict(inputs);
      expectClose("output", data, expected, allowed);
      const one = await engine.predict(batchNormBatch(2, 3).inputs);
      expectClose("a row alone", one.data, expected.slice(12, 18), allowed);
      const loss = expected.reduce((sum, y, index) => sum + (y - targets.data[index]!) ** 2, 0) / 6;
      const { lossSum } = await engine.evaluateBatch({ inputs, targets });
      expectClose("lossSum", [lossSum], [loss], normTolerance(subject, expected.length, 2 * loss));
      expectSameState(await engine.readState(), state());
    });
    it("NRM-3 PRT-8 DRP-13 batch-norm.monte-carlo: samples use the running statistics and change none", async () => {
      using engine = await create(norm({ epsilon: 0.5 }), dropout(0));
      await engine.writeState(state());
      const { inputs } = batchNormBatch(0, 5);
      const { samples } = await monteCarloDropout(engine, inputs, { samples: 2, seed: 1 });
      const expected = normalised(inputs.data, 0.5);
      const allowed = runningTolerance(subject, inputs.data);
      expectClose("samples", samples.data, [...expected, ...expected], allowed);
      expectSameState(await engine.readState(), state());
    });
    it("NRM-3 batch-norm.untracked: without running statistics evaluation takes its batch's own", async () => {
      using engine = await create(norm({ trackRunningStats: false, affine: false }));
      const { inputs, targets } = batchNormBatch(0, 5);
      const expected = normalisedByBatch(batchNormBatch(0, 5), 1e-5);
      const most = largestMagnitude(expected);
      const allowed = normTolerance(subject, 15, most + 3 / SMALLEST_DEVIATION);
      expectClose("output", (await engine.predict(inputs)).data, expected, allowed);
      const loss = expected.reduce((sum, y, index) => sum + (y - targets.data[index]!) ** 2, 0) / 6;
      const { lossSum } = await engine.evaluateBatch({ inputs, targets });
      expectClose(
        "lossSum",
        [lossSum],
        [loss],
        normTolerance(subject, expected.length, 2 * loss * (1 + 3 / SMALLEST_DEVIATION)),
      );
      expectThat(!("buffers" in (await engine.readState())), "a state without statistics has no buffers");
    });
    it("NRM-2 NRM-3 batch-norm.far-mean: a mean of 4,096 deviations costs no more than its roundings", async () => {
      const layer = batchNorm({ trackRunningStats: false, affine: false });
      const model = sequential({ inputShape: [2], layers: [layer] });
      using engine = await subject.createEngine(model, { loss: meanSquaredError(), seed: 1 });
      const inputs = farFromZero();
      const expected = normalisedColumns(inputs, layer.epsilon);
      const outputs = Float32Array.from(expected);
      const run = { layer, inputs, parameters: {}, outputs, outputGradient: new Float32Array(outputs.length) };
      const allowed = (await layerTolerances(subject, run)).output(expected);
      const output = await engine.predict(farFromZero());
      expectClose("output", output.data, expected, allowed, inputs.shape);
    });
    it("NRM-3 PRT-3 PRT-5 batch-norm.fresh: buffers have PyTorch's names, shapes and first values, in this order", async () => {
      using engine = await create(norm());
      const { buffers = {} } = await engine.readState();
      const expected: Record<string, [shape: number[], values: number[]]> = {
        "bn.running_mean": [[2], [0, 0]],
        "bn.running_var": [[2], [1, 1]],
        "bn.num_batches_tracked": [[], [0]],
      };
      expectThat(
        Object.keys(buffers).join() === Object.keys(expected).join(),
        `expected ${Object.keys(expected).join()}, got ${Object.keys(buffers).join()}`,
      );
      for (const [name, [shape, values]] of Object.entries(expected)) {
        expectSame(`shape of ${name}`, buffers[name]!.shape, shape);
        expectSame(name, buffers[name]!.data, values);
      }
      const names = engine.parameters.map(({ name }) => name).join();
      expectThat(names === "bn.weight,bn.bias", `buffers are no parameters, got ${names}`);
    });
  });
}

/**
 * 64 rows of two channels about 4,096 and -4,096 with deviations of about 1: whole sixteenths, so that a mean of them is
 * exact in f32 and what is left is the variance's own roundings. Squares of them are only known to 1 or 2.
 */
function farFromZero(): Tensor {
  const sixteenths = uniform(keyFromSeed(14), 128).map((u) => Math.round(16 * Math.sqrt(12) * (u - 0.5)));
  return { shape: [64, 2], data: sixteenths.map((k, index) => (index % 2 === 0 ? 4096 : -4096) + k / 16) };
}

/** Rows of two channels normalised by their own statistics, in f64. */
function normalisedColumns({ data }: Tensor, epsilon: number): Float64Array {
  const channels = [0, 1].map((channel) => {
    const values = [...data].filter((_, index) => index % 2 === channel);
    const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
    return { mean, variance: values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / values.length };
  });
  return Float64Array.from(data, (x, index) => {
    const { mean, variance } = channels[index % 2]!;
    return (x - mean) / Math.sqrt(variance + epsilon);
  });
}

/** The second channel's values are about 2 or 3, and no closer together than this in the mean. */
const SMALLEST_DEVIATION = 0.1;

/** Of outputs under that state: |weight|·|x|/σ + |bias| is what is rounded. */
function runningTolerance(subject: ConformanceSubject, inputs: Float32Array): Tolerance {
  return normTolerance(subject, 1, (2 * (largestMagnitude(inputs) + 0.7)) / Math.sqrt(0.2 + 0.5) + 3);
}

/** Statistics, weights and a velocity that no batch would give. */
const state = (): EngineState => ({
  parameters: { "bn.weight": arrayOf([2], 2, -0.5), "bn.bias": arrayOf([2], 0.25, 3) },
  velocity: { "bn.weight": arrayOf([2], 0.125, -4), "bn.bias": arrayOf([2], 0, 0.1) },
  buffers: {
    "bn.running_mean": arrayOf([2], -0.3, 0.7),
    "bn.running_var": arrayOf([2], 1.7, 0.2),
    "bn.num_batches_tracked": arrayOf([], 9),
  },
});

/** What it makes of rows of two channels and three positions, in f64. */
function normalised(inputs: Float32Array, epsilon: number): Float64Array {
  const { parameters, buffers } = state();
  const of = (name: string, channel: number): number => ({ ...parameters, ...buffers })[name]!.data[channel]!;
  return Float64Array.from(inputs, (x, index) => {
    const channel = Math.floor(index / 3) % 2;
    const deviation = Math.sqrt(of("bn.running_var", channel) + epsilon);
    const normal = (x - of("bn.running_mean", channel)) / deviation;
    return normal * of("bn.weight", channel) + of("bn.bias", channel);
  });
}

async function expectBuffers(
  subject: ConformanceSubject,
  engine: TrainingEngine,
  parts: readonly MicroBatch[],
  momentum: number | "cumulative",
): Promise<void> {
  const { buffers = {} } = await engine.readState();
  const { mean, variance } = expectedBuffers(parts, momentum);
  const values = Math.max(...parts.map(({ inputs }) => inputs.data.length / 2));
  const largest = largestMagnitude(parts.flatMap(({ inputs }) => [...inputs.data]));
  expectSame("num_batches_tracked", buffers["bn.num_batches_tracked"]!.data, [parts.length]);
  expectClose("running_mean", buffers["bn.running_mean"]!.data, mean, normTolerance(subject, values, largest));
  expectClose("running_var", buffers["bn.running_var"]!.data, variance, normTolerance(subject, values, largest ** 2));
}
