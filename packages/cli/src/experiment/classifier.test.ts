import { describe, expect, it } from "vitest";
import { classifier } from "./classifier.ts";

describe("classifier", () => {
  it("drops after every hidden layer, and nowhere without a rate", () => {
    const kinds = (rate: number | null): string[] =>
      classifier({ features: 4, classes: 3 }, { hidden: [8, 6], rate }).layers.map(({ kind }) => kind);
    expect(kinds(0.5)).toEqual(["dense", "relu", "dropout", "dense", "relu", "dropout", "dense"]);
    expect(kinds(null)).toEqual(["dense", "relu", "dense", "relu", "dense"]);
  });
});
