import { meanSquaredError, sequential, type Tensor } from "@lockstep/core";
import { expectClose, expectSame, largestMagnitude } from "../check/compare-numbers.ts";
import { relativeTolerance } from "../check/tolerance.ts";
import type { ConformanceSubject } from "../subject/conformance-subject.ts";
import type { TestRunner } from "../case/test-runner.ts";
import { decodeFloats, decodeTensor, type EncodedTensor } from "../vectors/decode.ts";
import { layerCases } from "../vectors/vector-files.ts";
import { gradientProbe, gradientsOfStep, targetsFor } from "./gradient-probe.ts";

type LayerCase = (typeof layerCases)[number];

/** Every layer forward and backward against PyTorch in f64. */
export function layerSuite({ describe, it }: TestRunner, subject: ConformanceSubject): void {
  describe("layers", () => {
    for (const vector of layerCases) {
      const { layer, inputs } = vector.input;
      const title = `${vector.clause} ${vector.id} (${layer.kind}, ${inputs.shape.join("x")})`;
      it(`${title}: output`, () => checkOutput(subject, vector));
      it(`${title}: gradients`, () => checkGradients(subject, vector));
    }
  });
}

async function checkOutput(subject: ConformanceSubject, { input, expect, tolerance }: LayerCase): Promise<void> {
  const inputs = decodeTensor(input.inputs);
  const model = sequential({ inputShape: inputs.shape.slice(1), layers: [input.layer] });
  using engine = await subject.createEngine(model, { loss: meanSquaredError(), weights: named("0", input.parameters) });
  const output = await engine.predict(inputs);
  const expected = decodeTensor(expect.output);
  expectSame("shape of the output", output.shape, expected.shape);
  expectClose("output", output.data, expected.data, relativeTolerance(tolerance, expected.data));
}

async function checkGradients(subject: ConformanceSubject, { input, expect, tolerance }: LayerCase): Promise<void> {
  const parameters = named("1", input.parameters);
  const probe = gradientProbe(input.layer, decodeTensor(input.inputs), parameters);
  using engine = await subject.createEngine(probe.model, { loss: meanSquaredError(), weights: probe.weights });
  const outputs = decodeFloats(expect.output.data);
  const targets = targetsFor(decodeFloats(input.outputGradient), outputs, probe.inputs.shape[0]!);
  const gradients = await gradientsOfStep(engine, { inputs: probe.inputs, targets, masks: [] });

  // A gradient is read as a difference of weights and caused by a difference of outputs: it rounds as they do.
  const floor = Math.max(largestMagnitude(outputs), largestMagnitude(probe.weights["0.weight"]!.data));
  const expectGradient = (name: string, actual: Float32Array, hex: string): void => {
    const expected = decodeFloats(hex);
    expectClose(name, actual, expected, relativeTolerance(tolerance, expected, floor));
  };
  expectGradient("input gradient", probe.inputGradient(gradients["0.weight"]!), expect.inputGradient);
  if (expect.weightGradient !== undefined)
    expectGradient("weight gradient", gradients["1.weight"]!, expect.weightGradient);
  if (expect.biasGradient !== undefined) expectGradient("bias gradient", gradients["1.bias"]!, expect.biasGradient);
}

function named(
  layer: string,
  parameters: Readonly<Partial<Record<"weight" | "bias", EncodedTensor>>>,
): Record<string, Tensor> {
  return Object.fromEntries(
    Object.entries(parameters).map(([role, encoded]) => [`${layer}.${role}`, decodeTensor(encoded)]),
  );
}
