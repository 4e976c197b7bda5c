import { meanSquaredError, sequential, type Tensor } from "@lockstep/core";
import { expectClose, expectSame } from "../check/compare-numbers.ts";
import type { ConformanceSubject } from "../subject/conformance-subject.ts";
import type { TestRunner } from "../case/test-runner.ts";
import { decodeFloats, decodeTensor, decodeTensors, type EncodedTensor } from "../vectors/decode.ts";
import { layerTolerances, type LayerTolerances } from "../tolerance/layer-tolerances.ts";
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

async function checkOutput(subject: ConformanceSubject, vector: LayerCase): Promise<void> {
  const { input, expect } = vector;
  const inputs = decodeTensor(input.inputs);
  const allowed = await tolerancesOf(subject, vector);
  const model = sequential({ inputShape: inputs.shape.slice(1), layers: [input.layer] });
  using engine = await subject.createEngine(model, { loss: meanSquaredError(), weights: named("0", input.parameters) });
  const output = await engine.predict(inputs);
  const expected = decodeTensor(expect.output);
  expectSame("shape of the output", output.shape, expected.shape);
  // PyTorch's relu hands a -0 on where LAY-3 has +0: signs of zeros are the suite of limits' business.
  const unsigned = (values: Float32Array): Float32Array =>
    input.layer.kind === "relu" ? values.map((y) => y + 0) : values;
  const wanted = unsigned(expected.data);
  expectClose("output", unsigned(output.data), wanted, allowed.output(wanted), expected.shape);
}

async function checkGradients(subject: ConformanceSubject, vector: LayerCase): Promise<void> {
  const { input, expect } = vector;
  const allowed = await tolerancesOf(subject, vector);
  const parameters = named("1", input.parameters);
  const probe = gradientProbe(input.layer, decodeTensor(input.inputs), parameters);
  using engine = await subject.createEngine(probe.model, { loss: meanSquaredError(), weights: probe.weights });
  const outputs = decodeFloats(expect.output.data);
  const targets = targetsFor(decodeFloats(input.outputGradient), outputs, probe.inputs.shape[0]!);
  const gradients = await gradientsOfStep(engine, { inputs: probe.inputs, targets, masks: [] });

  const expectGradient = (role: string, actual: Float32Array, hex: string, weight: string): void => {
    const expected = decodeFloats(hex);
    // A gradient is read as a difference of weights.
    expectClose(`${role} gradient`, actual, expected, allowed.gradient(role, expected, probe.weights[weight]!.data));
  };
  expectGradient("input", probe.inputGradient(gradients["0.weight"]!), expect.inputGradient, "0.weight");
  if (expect.weightGradient !== undefined)
    expectGradient("weight", gradients["1.weight"]!, expect.weightGradient, "1.weight");
  if (expect.biasGradient !== undefined) expectGradient("bias", gradients["1.bias"]!, expect.biasGradient, "1.bias");
}

function tolerancesOf(subject: ConformanceSubject, { input, expect }: LayerCase): Promise<LayerTolerances> {
  return layerTolerances(subject, {
    layer: input.layer,
    inputs: decodeTensor(input.inputs),
    parameters: decodeTensors(input.parameters),
    outputs: decodeFloats(expect.output.data),
    outputGradient: decodeFloats(input.outputGradient),
  });
}

function named(
  layer: string,
  parameters: Readonly<Partial<Record<"weight" | "bias", EncodedTensor>>>,
): Record<string, Tensor> {
  return Object.fromEntries(
    Object.entries(parameters).map(([role, encoded]) => [`${layer}.${role}`, decodeTensor(encoded)]),
  );
}
