import { flatten, leakyRelu, type SgdStep } from "@lockstep/core";
import { expectClose } from "../check/compare-numbers.ts";
import { takesLayer } from "../subject/missing-capability.ts";
import type { ConformanceSubject } from "../subject/conformance-subject.ts";
import type { TestRunner } from "../case/test-runner.ts";
import { decodeDoubles, decodeFloats, decodeTargets, decodeTensor } from "../vectors/decode.ts";
import { lossTolerances } from "../tolerance/loss-tolerances.ts";
import { lossCases } from "../vectors/vector-files.ts";
import { gradientProbe, gradientsOfStep } from "./gradient-probe.ts";

/** A step that moves nothing. */
const STILL: SgdStep = { learningRate: 0, momentum: 0, gradientScale: 1, nesterov: false, weightDecay: 0 };

type LossCase = (typeof lossCases)[number];

/** Losses, weights, correct rows and gradients against PyTorch in f64. */
export function lossSuite({ describe, it }: TestRunner, subject: ConformanceSubject): void {
  describe("losses", () => {
    for (const vector of lossCases) {
      const { loss, outputs, weights } = vector.input;
      const title = `${vector.clause} ${vector.id} (${loss.kind}, ${outputs.shape.join("x")}${weights === undefined ? "" : ", weighted"})`;
      it(title, () => checkLoss(subject, vector));
    }
  });
}

/** One case of a loss: sums, correct rows and the gradient. */
export async function checkLoss(subject: ConformanceSubject, { input, expect }: LossCase): Promise<void> {
  const outputs = decodeTensor(input.outputs);
  const rows = outputs.shape[0]!;
  // The layer in the middle hands the outputs through.
  const probe = gradientProbe(takesLayer(subject.capabilities, leakyRelu(1)) ? leakyRelu(1) : flatten(), outputs);
  using engine = await subject.createEngine(probe.model, { loss: input.loss, weights: probe.weights });
  const weights = input.weights === undefined ? {} : { weights: decodeFloats(input.weights) };
  const given = decodeTargets(input.targets);
  // The probe's rows are flat, and so are the targets that go with them.
  const shape = given.data instanceof Float32Array ? [rows, given.data.length / rows] : given.shape;
  const batch = { inputs: probe.inputs, targets: { shape, data: given.data }, ...weights };

  const allowed = lossTolerances(subject, { loss: input.loss, outputs, ...weights });
  const sums = await engine.evaluateBatch(batch);
  const weightSum = decodeDoubles(expect.weightSum);
  const lossSum = decodeDoubles(expect.lossSum);
  expectClose("weightSum", [sums.weightSum], weightSum, allowed.weightSum(weightSum));
  expectClose("lossSum", [sums.lossSum], lossSum, allowed.sum(lossSum));
  if (expect.correctCount !== undefined) {
    const correct = decodeDoubles(expect.correctCount);
    expectClose("correctCount", [sums.correctCount ?? NaN], correct, allowed.weightSum(weightSum));
  }

  const step = await engine.trainBatch([{ ...batch, masks: [] }], STILL).read();
  expectClose("lossSum of a step", [step.lossSum], lossSum, allowed.sum(lossSum));

  const gradient = decodeFloats(expect.gradient).map((sum) => sum / weightSum[0]!);
  const read = await gradientsOfStep(engine, { ...batch, masks: [] });
  expectClose(
    "gradient of the mean loss",
    probe.inputGradient(read["0.weight"]!),
    gradient,
    allowed.gradient(gradient),
  );
}
