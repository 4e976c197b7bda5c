import { describe, expect, it } from "vitest";
import { classifier, stoppingRule } from "./prepare-run.ts";

describe("classifier", () => {
  it("drops after every hidden layer, and nowhere without a rate", () => {
    const kinds = (rate: number | null): string[] =>
      classifier({ features: 4, classes: 3 }, { hidden: [8, 6], rate }).layers.map(({ kind }) => kind);
    expect(kinds(0.5)).toEqual(["dense", "relu", "dropout", "dense", "relu", "dropout", "dense"]);
    expect(kinds(null)).toEqual(["dense", "relu", "dense", "relu", "dense"]);
  });
});

describe("stoppingRule", () => {
  it("waits for a loss to fall and for an accuracy to rise, and restores the best", () => {
    expect(stoppingRule("validationLoss", 3).options).toMatchObject({ mode: "min", patience: 3, restoreBest: true });
    expect(stoppingRule("validationAccuracy", 3).options.mode).toBe("max");
  });
});
