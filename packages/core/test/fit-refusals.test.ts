import { describe, expect, it } from "vitest";
import { arrayDataset, earlyStopping, fit, tensor, type FitOptions } from "../src/index.ts";
import { base, data, patience2, STEPS } from "./numbered-rows.ts";
import { scriptedEngine } from "./scripted-engine.ts";

describe("fit refuses, before any work,", () => {
  it.each<[string, Partial<FitOptions>, RegExp]>([
    ["no epochs", { epochs: 0 }, /epochs must be an integer of at least 1, got 0/],
    ["a batch of 2.5 rows", { batchSize: 2.5 }, /batchSize must be an integer of at least 1, got 2.5/],
    ["a seed of -1", { seed: -1 }, /seed must be/],
    ["no optimiser", { optimizer: undefined as never }, /Pass sgd/],
    [
      "a monitor without its data",
      { earlyStopping: patience2 },
      /monitor needs validation data.*Pass validation to fit/,
    ],
    [
      "an accuracy without classes",
      { validation: data, earlyStopping: earlyStopping({ monitor: "validationAccuracy", mode: "max", patience: 1 }) },
      /monitor must be a loss/,
    ],
    ["a misspelt option", { epoch: 3 } as never, /epoch is not an option.*Did you mean "epochs"/],
    ["options for a rule", { earlyStopping: { monitor: "trainingLoss" } as never }, /earlyStopping must be a rule/],
    ["a share as validation", { validation: 0.2 as never }, /validation must be a data set, got 0.2/],
    [
      "a hand-made optimiser of NaN",
      { optimizer: { kind: "sgd", learningRate: NaN } as never },
      /learningRate.*got NaN/,
    ],
    [
      "a controller for a signal",
      { signal: new AbortController() as never },
      /signal must tell whether it is aborted.*controller\.signal/,
    ],
    ["Keras's name of weights", { classWeight: {} } as never, /rowWeights\(labels, classWeights\)/],
    ["text for a listener", { onEvent: "x" as never }, /onEvent must be a function/],
    ["no save", { checkpoint: { everySteps: 2 } as never }, /checkpoint needs save/],
    [
      "two intervals",
      { checkpoint: { everySteps: 2, everyEpochs: 1, save: () => undefined } },
      /one of everySteps and everyEpochs/,
    ],
    ["an interval of 0", { checkpoint: { everySteps: 0, save: () => undefined } }, /checkpoint interval/],
    [
      "too few rows to drop the last batch",
      { batchSize: 8, lastBatch: "drop" },
      /batchSize must be at most rowCount \(7\)/,
    ],
  ])("%s", async (_name, change, message) => {
    const { engine, log } = scriptedEngine([], STEPS);
    await expect(fit(engine, data, { ...base, ...change })).rejects.toThrow(message);
    expect(log).toMatchObject({ batches: [], updates: [], written: [] });
  });
  it.each([
    ["a promise of an engine", () => Promise.resolve(scriptedEngine([], STEPS).engine), /got "a promise"\. Await it/],
    ["no engine", () => ({}), /fit: engine must be an engine, got \{\}\. Pass createReferenceEngine/],
  ])("%s", async (_name, engine, message) => {
    await expect(fit(engine() as never, data, base)).rejects.toThrow(message);
  });
  it("targets of another kind, in training and in validation data", async () => {
    const { engine, log } = scriptedEngine([], STEPS);
    const labelled = arrayDataset({
      inputs: tensor([2, 1], new Float32Array(2)),
      targets: tensor([2], new Int32Array(2)),
    });
    await expect(fit(engine, labelled, base)).rejects.toThrow(
      /targets of mean-squared-error must be f32 of shape \[2, 1\]/,
    );
    await expect(fit(engine, data, { ...base, validation: labelled })).rejects.toThrow(/targets of mean-squared-error/);
    expect(log.batches).toEqual([]);
  });
  it("a class that does not exist, by the row it has in the data", async () => {
    const { engine, log } = scriptedEngine([], STEPS);
    const labels = Int32Array.of(0, 1, 2, 3);
    const labelled = arrayDataset({ inputs: tensor([4, 1], new Float32Array(4)), targets: tensor([4], labels) });
    const classifier = { ...engine, loss: { kind: "softmax-cross-entropy" }, outputShape: [3] } as const;
    await expect(fit(classifier, labelled, base)).rejects.toThrow(
      /the label of row 3 must be a class in \[0, 2\], got 3/,
    );
    expect(log.batches).toEqual([]);
  });
  it("rows of another shape", async () => {
    const { engine } = scriptedEngine([], STEPS);
    const wide = arrayDataset({ inputs: tensor([2, 3], new Float32Array(6)), targets: tensor([2], new Int32Array(2)) });
    await expect(fit(engine, wide, base)).rejects.toThrow(
      /a row of data must have the model's input shape \[1\], got \[3\]/,
    );
  });
});
