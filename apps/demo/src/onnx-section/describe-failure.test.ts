import { DataError, InvalidOptionError } from "@lockstep/core";
import { resolveSettings, TrainingFailure } from "lockstep/train";
import { describe, expect, it } from "vitest";
import { describeFailure } from "./describe-failure.ts";

function failureOf(action: () => unknown): ReturnType<typeof describeFailure> {
  try {
    action();
  } catch (error) {
    return describeFailure(error);
  }
  throw new Error("nothing was thrown");
}

describe("describeFailure", () => {
  it.each([
    ["--epochs", { epochs: "0" }],
    ["--batch-size", { batchSize: "0" }],
    ["--learning-rate", { learningRate: "-1" }],
    ["--momentum", { momentum: "2" }],
    ["--patience", { patience: "-1" }],
    ["--seed", { seed: "-1" }],
  ] as const)("tells the field of %s, whoever checks it", (option, flags) => {
    const failure = failureOf(() => resolveSettings(flags));
    expect(failure.option).toBe(option);
    expect(failure.sentence).toMatch(/^The [a-z ]+ must be/u);
  });

  it("parts a sentence from what to do", () => {
    const error = new DataError({ subject: "iris.csv", rule: "must have rows", received: 0, remedy: "Add some." });
    expect(describeFailure(error)).toEqual({
      sentence: "iris.csv must have rows, got 0.",
      remedy: "Add some.",
      option: null,
      code: "INVALID_DATA",
    });
    expect(describeFailure(new TrainingFailure("It diverged.", "Lower --learning-rate."))).toMatchObject({
      sentence: "It diverged.",
      remedy: "Lower the learning rate.",
    });
  });

  it("names no function that nobody on the page called", () => {
    const error = new InvalidOptionError({ subject: "openOnnxModel: model", rule: "has no parameters" });
    expect(describeFailure(error).sentence).toBe("The model has no parameters.");
  });

  it("knows memory that ran out, and says something of anything", () => {
    expect(describeFailure(new RangeError("Array buffer allocation failed"))).toMatchObject({ code: "OUT_OF_MEMORY" });
    expect(describeFailure("odd")).toMatchObject({ sentence: "odd", code: null });
  });
});
