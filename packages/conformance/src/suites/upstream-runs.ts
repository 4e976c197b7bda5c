import {
  arrayDataset,
  dense,
  earlyStopping,
  fit,
  meanSquaredError,
  sequential,
  sgd,
  type EarlyStoppingOptions,
} from "@lockstep/core";
import { expectClose, expectSame } from "../check/compare-numbers.ts";
import type { ConformanceSubject } from "../subject/conformance-subject.ts";
import type { TestRunner } from "../case/test-runner.ts";
import { decodeDoubles, decodeTensor } from "../vectors/decode.ts";
import { titleOfUpstream, upstreamRunCases, type UpstreamRunCase } from "../vectors/upstream-cases.ts";

/** Other projects' tests that train a model until early stopping ends it, on the engine under test. */
export function upstreamRunSuite({ describe, it }: TestRunner, subject: ConformanceSubject): void {
  describe("upstream tests of whole runs", () => {
    for (const vector of upstreamRunCases) it(titleOfUpstream(vector), () => checkRun(subject, vector));
  });
}

async function checkRun(subject: ConformanceSubject, { input, expect, tolerance }: UpstreamRunCase): Promise<void> {
  const model = sequential({ inputShape: [1], layers: [dense(1)] });
  const weights = {
    "0.weight": { shape: [1, 1], data: Float32Array.of(input.weight) },
    "0.bias": { shape: [1], data: Float32Array.of(input.bias) },
  };
  using engine = await subject.createEngine(model, { loss: meanSquaredError(), weights });
  const [inputs, targets] = [decodeTensor(input.inputs), decodeTensor(input.targets)];
  const report = await fit(engine, arrayDataset({ inputs, targets }), {
    epochs: input.epochs,
    batchSize: inputs.shape[0]!,
    seed: 1,
    optimizer: sgd({ learningRate: input.learningRate }),
    earlyStopping: earlyStopping({ ...input.options, monitor: "trainingLoss" } as EarlyStoppingOptions),
  });
  expectSame("the epoch that stops", [report.stopEpoch ?? NaN], [expect.stopEpoch]);
  const losses = report.history.map(({ trainingLoss }) => trainingLoss);
  const because = "the digits that the upstream test gives";
  expectClose("training losses", losses, decodeDoubles(expect.trainingLosses), { absolute: tolerance, because });
}
