import { fit, type EngineState, type TrainingReport } from "@lockstep/core";
import { createReferenceEngine, type KernelKind } from "@lockstep/core/reference";
import { describe, expect, it } from "vitest";
import { loadData } from "../src/data/load-data.ts";
import { locateData } from "../src/data/locate-data.ts";
import { prepareRun } from "../src/training-process/prepare-run.ts";

/** 784-512-512-10 on handwritten digits, with all that the comparison's runs have, on rows for some epochs. */
const source = locateData("mnist", undefined);
const prepared = prepareRun(
  {
    data: source,
    sizes: { training: 1200, validation: 256, test: 1 },
    labelNoise: 0.2,
    seed: 7,
    hidden: [512, 512],
    rate: 0.5,
    epochs: 4,
    batchSize: 128,
    learningRate: 0.1,
    momentum: 0.9,
    monitor: "validationLoss",
    patience: 1,
  },
  loadData(source),
);

interface Ended {
  readonly report: TrainingReport;
  readonly state: EngineState;
}

async function train(kernels: KernelKind, threads: number): Promise<Ended> {
  const { model, engineOptions, experiment, fitOptions } = prepared;
  using engine = createReferenceEngine(model, { ...engineOptions, kernels, threads });
  expect([engine.kernels, engine.threads]).toEqual([kernels, threads]);
  const report = await fit(engine, experiment.training, { ...fitOptions, clock: () => 0 });
  return { report, state: await engine.readState() };
}

function expectSameBits(actual: Ended, expected: Ended): void {
  expect(actual.report).toEqual(expected.report);
  for (const part of ["parameters", "velocity"] as const) {
    for (const [name, { data }] of Object.entries(expected.state[part]!)) {
      const other = actual.state[part]![name]!.data;
      expect(Buffer.from(other.buffer).equals(Buffer.from(data.buffer)), `${part}["${name}"]`).toBe(true);
    }
  }
}

describe("a whole run on MNIST", () => {
  it(
    "ends with the same weights in TypeScript and with SIMD kernels on 1, 2 and 4 threads",
    { timeout: 240_000 },
    async () => {
      const defined = await train("typescript", 1);
      // It learns: the loss of a network that guesses is ln 10.
      expect(defined.report.best).toBeLessThan(1.8);
      for (const threads of [1, 2, 4]) expectSameBits(await train("simd", threads), defined);
    },
  );
});
