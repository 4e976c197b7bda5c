import { describe, expect, it } from "vitest";
import {
  checkpointBest,
  earlyStopping,
  fit,
  reduceOnPlateau,
  type EarlyStopping,
  type FitOptions,
  type TrainingEvent,
} from "../src/index.ts";
import { base, data, STEPS } from "./numbered-rows.ts";
import { scriptedEngine } from "./scripted-engine.ts";

const watch = { monitor: "validationLoss", mode: "min" } as const;

describe("a rule that never looks at the run", () => {
  async function warningsOf(more: Partial<FitOptions>): Promise<string[]> {
    const warnings: string[] = [];
    const onEvent = (event: TrainingEvent): void => {
      if (event.type === "warning") warnings.push(event.message);
    };
    await fit(scriptedEngine([5, 4], STEPS).engine, data, { ...base, epochs: 2, validation: data, onEvent, ...more });
    return warnings;
  }
  const stopping = (more: object): EarlyStopping => earlyStopping({ ...watch, patience: 2, ...more });
  it.each<[string, Partial<FitOptions>, string]>([
    ["epochs", { earlyStopping: stopping({ checkEvery: { epochs: 3 } }) }, "earlyStopping"],
    ["steps", { earlyStopping: stopping({ checkEvery: { steps: 7 } }) }, "earlyStopping"],
    ["a late start", { earlyStopping: stopping({ startEpoch: 2 }) }, "earlyStopping"],
    ["a plateau's", { reduceOnPlateau: reduceOnPlateau({ ...watch, checkEvery: { epochs: 3 } }) }, "reduceOnPlateau"],
    [
      "a saver's",
      { checkpointBest: checkpointBest({ ...watch, checkEvery: { steps: 7 }, save() {} }) },
      "checkpointBest",
    ],
  ])("is warned about: %s", async (_name, more, rule) => {
    expect(await warningsOf(more)).toEqual([
      `${rule} never looks at this run: its first check would come after the last epoch.`,
    ]);
  });
  it("is not one that looks at it once", async () => {
    for (const more of [{ checkEvery: { epochs: 2 } }, { checkEvery: { steps: 6 } }, { startEpoch: 1 }]) {
      expect(await warningsOf({ earlyStopping: stopping(more) })).toEqual([]);
    }
  });
});
