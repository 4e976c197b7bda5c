import { balancedClassWeights, rowWeights, sequential, softmaxCrossEntropy } from "@lockstep/core";
import { expectClose, expectSame } from "../check/compare-numbers.ts";
import { identityLayer } from "./example-run.ts";
import type { ConformanceSubject } from "../subject/conformance-subject.ts";
import type { TestRunner } from "../case/test-runner.ts";
import { lossTolerances } from "../tolerance/loss-tolerances.ts";
import { balancedCases, weightedMeanCases } from "../vectors/class-weight-cases.ts";
import { decodeDoubles, decodeFloats, decodeTensor } from "../vectors/decode.ts";

/** Class weights against scikit-learn, and what an engine makes of them against PyTorch's weighted cross-entropy. */
export function classWeightSuite({ describe, it }: TestRunner, subject: ConformanceSubject): void {
  describe("class weights", () => {
    for (const { id, clause, input, expect } of balancedCases) {
      it(`${clause} ${id} (${input.classes} classes)`, () => {
        const labels = Int32Array.from(input.labels);
        const weights = balancedClassWeights(labels, input.classes);
        expectSame("class weights", weights, decodeDoubles(expect.classWeights));
        expectSame("row weights", rowWeights(labels, weights), decodeFloats(expect.rowWeights));
      });
    }
    for (const { id, clause, input, expect } of weightedMeanCases) {
      it(`${clause} ${id} (${input.outputs.shape.join(" x ")})`, async () => {
        const inputs = decodeTensor(input.outputs);
        const [rows, classes] = input.outputs.shape;
        const labels = Int32Array.from(input.labels);
        // A model that passes its inputs on: its outputs are the vector's.
        const model = sequential({ inputShape: [classes!], layers: [identityLayer(subject)] });
        using engine = await subject.createEngine(model, { loss: softmaxCrossEntropy(), seed: 1 });
        const weights = rowWeights(labels, decodeDoubles(input.classWeights));
        const { lossSum, weightSum } = await engine.evaluateBatch({
          inputs,
          targets: { shape: [rows!], data: labels },
          weights,
        });
        const expected = decodeDoubles(expect.loss);
        const allowed = lossTolerances(subject, { loss: softmaxCrossEntropy(), outputs: inputs, weights });
        expectClose("mean loss", [lossSum / weightSum], expected, allowed.mean(expected));
      });
    }
  });
}
