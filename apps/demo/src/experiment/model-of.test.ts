import { describe, expect, it } from "vitest";
import { modelOf } from "./model-of.ts";

describe("modelOf", () => {
  const kinds = (rate: number): string[] =>
    modelOf({ hidden: [8, 6], rate }, { features: 4, classes: 3 }).layers.map(({ kind }) => kind);

  it("drops after every hidden layer, and nowhere without a rate", () => {
    expect(kinds(0.5)).toEqual(["dense", "relu", "dropout", "dense", "relu", "dropout", "dense"]);
    expect(kinds(0)).toEqual(["dense", "relu", "dense", "relu", "dense"]);
  });
  it("takes the rate as the probability to drop", () => {
    const { layers } = modelOf({ hidden: [8], rate: 0.2 }, { features: 4, classes: 3 });
    expect(layers[2]).toMatchObject({ kind: "dropout", rate: 0.2 });
  });
});
