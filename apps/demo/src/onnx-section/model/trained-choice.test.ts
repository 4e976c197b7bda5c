import { describe, expect, it } from "vitest";
import { ALL_TRAINED, chosenParameters, idlePatterns, layerCount } from "./trained-choice.ts";

const NAMES = ["conv1.weight", "conv1.bias", "fc1.weight", "fc1.bias", "fc2.weight", "fc2.bias"];
const PARAMETERS = NAMES.map((name, index) => ({ name, shape: [1], count: 1, layer: Math.floor(index / 2) }));

describe("chosenParameters", () => {
  it("takes all, or whole layers from the output on", () => {
    expect(chosenParameters(PARAMETERS, ALL_TRAINED)).toEqual(NAMES);
    expect(chosenParameters(PARAMETERS, { ...ALL_TRAINED, mode: "last", lastLayers: 2 })).toEqual(NAMES.slice(2));
    expect(chosenParameters(PARAMETERS, { ...ALL_TRAINED, mode: "last", lastLayers: 9 })).toEqual(NAMES);
    expect(layerCount(PARAMETERS)).toBe(3);
  });

  it("takes what fits one of several patterns, in the order of the file; a dot is a dot", () => {
    const fits = (pattern: string): readonly string[] =>
      chosenParameters(PARAMETERS, { ...ALL_TRAINED, mode: "pattern", pattern });
    expect(fits("fc2.*, conv1.bias,")).toEqual(["conv1.bias", "fc2.weight", "fc2.bias"]);
    expect(fits("*.bias")).toEqual(["conv1.bias", "fc1.bias", "fc2.bias"]);
    expect(fits("fc1?weight")).toEqual([]);
    expect(fits("")).toEqual([]);
  });

  it("takes what is ticked", () => {
    const unticked = new Set(["fc1.weight", "conv1.bias"]);
    expect(chosenParameters(PARAMETERS, { ...ALL_TRAINED, mode: "boxes", unticked })).toEqual(
      NAMES.filter((name) => !unticked.has(name)),
    );
  });
});

it("names patterns that fit nothing", () => {
  expect(idlePatterns(PARAMETERS, "fc1, fc2.*, head.*")).toEqual(["fc1", "head.*"]);
});
