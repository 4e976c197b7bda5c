import { meanSquaredError, type DropoutMask } from "@lockstep/core";
import { expectClose, expectSame } from "../check/compare-numbers.ts";
import { expectThat } from "../check/conformance-failure.ts";
import type { ConformanceSubject } from "../subject/conformance-subject.ts";
import type { TestRunner } from "../case/test-runner.ts";
import { decodeFloats, decodeTensor, decodeTensors } from "../vectors/decode.ts";
import { modelTolerances } from "../tolerance/model-tolerances.ts";
import { largestOf } from "../tolerance/step-tolerance.ts";
import { layersNetCases } from "../vectors/net-cases.ts";
import { gradientsOfStep, targetsFor } from "./gradient-probe.ts";

type Case = (typeof layersNetCases)[number];

/** Layers made of others, and the names of tensors, against PyTorch's containers in f64. */
export function layersNetSuite({ describe, it }: TestRunner, subject: ConformanceSubject): void {
  describe("layers made of others", () => {
    for (const vector of layersNetCases) {
      const title = `${vector.clause} ${vector.id}`;
      it(title, () => check(subject, vector));
    }
  });
}

async function check(subject: ConformanceSubject, { input, expect }: Case): Promise<void> {
  const weights = decodeTensors(input.parameters);
  using engine = await subject.createEngine(input.model, { loss: meanSquaredError(), weights });
  const names = engine.parameters.map(({ name }) => name).toSorted();
  expectThat(
    JSON.stringify(names) === JSON.stringify(Object.keys(weights).toSorted()),
    `parameters must be called as in PyTorch, got ${names.join(", ")}`,
  );
  const inputs = decodeTensor(input.inputs);
  const masks = input.masks.map(({ keep, rate, shape }): DropoutMask => {
    return { source: "explicit", keep: Uint8Array.from(keep, Number), scale: Math.fround(1 / (1 - rate)), shape };
  });
  const allowed = modelTolerances(subject, input.model, { rows: inputs.shape[0]! });
  const output = await engine.predict(inputs, masks);
  const expected = decodeTensor(expect.output);
  expectSame("shape of the output", output.shape, expected.shape);
  expectClose("output", output.data, expected.data, allowed.output(expected.data), expected.shape);

  const targets = targetsFor(decodeFloats(input.outputGradient), expected.data, inputs.shape[0]!);
  const gradients = await gradientsOfStep(engine, { inputs, targets, masks });
  const all = Object.values(expect.gradients).map(decodeFloats);
  for (const [name, hex] of Object.entries(expect.gradients)) {
    const wanted = decodeFloats(hex);
    // A gradient is read as a difference of weights.
    const bound = allowed.gradient(wanted, largestOf(all), weights[name]!.data);
    expectClose(`gradient of ${name}`, gradients[name]!, wanted, bound);
  }
}
