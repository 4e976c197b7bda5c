import { arrayDataset, type Dataset, type TrainingReport } from "@lockstep/core";
import { createReferenceEngine } from "@lockstep/core/reference";
import { beforeAll, describe, expect, it } from "vitest";
import { expectClose, expectSame } from "../src/check/compare-numbers.ts";
import { expectBits } from "../src/check/expect-bits.ts";
import { statedTolerance } from "../src/check/tolerance.ts";
import { decodeDoubles, decodeTargets, decodeTensor, decodeTensors } from "../src/vectors/decode.ts";
import { torchTwinCases, type EncodedData, type TorchTwinCase } from "../src/vectors/torch-twin-cases.ts";
import { runRecorder, type RecordedStep } from "./torch-twins/recorded-run.ts";
import { TWINS } from "./torch-twins/twins.ts";

/** Where the tolerances come from. */
const SOURCE = "the vector's, within half of which PyTorch's own f32 stays from f64";

describe("twins of PyTorch scripts", () => {
  it("has one for every script", () => {
    expect(Object.keys(TWINS)).toEqual(torchTwinCases.map(({ input }) => input.script));
  });
  for (const twin of torchTwinCases) {
    describe(`${twin.id}, ${twin.input.script}`, () => {
      checkTwin(twin);
    });
  }
});

function checkTwin({ input, expect: expected, tolerance }: TorchTwinCase): void {
  const recorder = runRecorder();
  let report: TrainingReport;

  beforeAll(async () => {
    report = await TWINS[input.script]!({
      data: recorder.data(datasetOf(input)),
      validation: datasetOf(input.validation ?? input),
      createEngine: (model, options) => recorder.engine(createReferenceEngine(model, options)),
    });
  });

  it("starts from the same weights, bit for bit", async () => {
    const { parameters } = await recorder.initialState();
    const weights = decodeTensors(expected.initialWeights);
    expect(Object.keys(parameters)).toEqual(Object.keys(weights));
    for (const [name, { shape, data }] of Object.entries(weights)) {
      expect(parameters[name]!.shape).toEqual(shape);
      expectSame(name, parameters[name]!.data, data);
    }
  });

  it("is given the same rows in the same order", () => {
    expect(recorder.steps.map(({ rows }) => rows)).toEqual(expected.rows);
  });

  it("draws the same masks", async () => {
    expect(recorder.steps.map(shapeOfMasks)).toEqual(expected.masks.map((masks) => masks.map(({ length }) => length)));
    for (const [step, { masks }] of recorder.steps.entries()) {
      for (const [part, sites] of masks.entries()) {
        for (const [site, keep] of sites.entries()) await expectBits(keep, expected.masks[step]![part]![site]!);
      }
    }
  });

  it("takes the same learning rates", () => {
    const rates = recorder.steps.map(({ learningRate }) => learningRate);
    expectEachClose("learning rate of step", rates, decodeDoubles(expected.learningRates), 1e-12);
  });

  it(`has losses within ${tolerance} of PyTorch's, each relative to itself`, () => {
    const losses = recorder.steps.map(({ loss }) => loss);
    expectEachClose("loss of step", losses, decodeDoubles(expected.losses), tolerance);
    // PyTorch's own are no further from f64, so that the two bounds make one.
    expectEachClose("loss of step in f64", losses, decodeDoubles(expected.float64Losses), tolerance / 2);
    const validationLosses = report.history.flatMap(({ validationLoss }) => validationLoss ?? []);
    expectEachClose("validation loss", validationLosses, decodeDoubles(expected.validationLosses ?? ""), tolerance);
  });

  it("ends where the script ends, with the same weights but for rounding", async () => {
    expect(report.history).toHaveLength(expected.stepsPerEpoch.length);
    expect(report.bestEpoch).toBe(expected.bestEpoch ?? null);
    const { parameters } = await recorder.finalState();
    for (const [name, { data }] of Object.entries(decodeTensors(expected.finalWeights))) {
      expectClose(name, parameters[name]!.data, data, statedTolerance(tolerance, data, SOURCE));
    }
  });
}

function datasetOf({ inputs, targets }: EncodedData): Dataset {
  return arrayDataset({ inputs: decodeTensor(inputs), targets: decodeTargets(targets) });
}

function shapeOfMasks({ masks }: RecordedStep): readonly number[] {
  return masks.map((sites) => sites.length);
}

/** Each number within a share of its own expected value. */
function expectEachClose(subject: string, actual: readonly number[], expected: Float64Array, share: number): void {
  expect(actual).toHaveLength(expected.length);
  for (const [index, value] of expected.entries()) {
    expectClose(`${subject} ${index}`, [actual[index]!], [value], statedTolerance(share, [value], SOURCE));
  }
}
