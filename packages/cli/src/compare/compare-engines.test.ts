import { describe, expect, it } from "vitest";
import type { EngineName } from "../engines.ts";
import { agreementTable } from "../render/agreement-table.ts";
import { compareEngines } from "./compare-engines.ts";
import { describeAgreement } from "./describe-agreement.ts";
import type { EngineRun } from "./run-agreement.ts";

/** A recorded run with hand-made figures: one step an epoch, digests that depend on how many epochs there were. */
function engineRun(
  engine: EngineName,
  validationLosses: readonly number[],
  changes: { readonly masks?: string; readonly batches?: string; readonly margin?: number | null } = {},
): EngineRun {
  const { masks = "mask", batches = "batch", margin = 0.02 } = changes;
  const bestEpoch = validationLosses.indexOf(Math.min(...validationLosses));
  return {
    engine,
    recorded: {
      backend: "hand 1.0.0",
      report: {
        history: validationLosses.map((validationLoss, epoch) => ({
          epoch,
          trainingLoss: 1,
          validationLoss,
          elapsedSeconds: 0,
        })),
        stopReason: "patience",
        stopEpoch: validationLosses.length - 1,
        steps: validationLosses.length,
        bestEpoch,
        best: validationLosses[bestEpoch]!,
        earlyStopping: {
          decision: "stop",
          reason: "patience",
          explanation: "",
          best: null,
          bestEpoch,
          bestStep: null,
          restoreEpoch: bestEpoch,
          restoreStep: null,
          reference: null,
          badChecks: 1,
          minimumMargin: margin,
          uncertified: null,
          memory: null,
        },
        restoredBest: true,
      },
      stepLosses: validationLosses.map(() => 1),
      batchDigests: validationLosses.map((_, epoch) => `${batches}${epoch}`),
      maskDigests: validationLosses.map((_, epoch) => `${masks}${epoch}`),
    },
    stepMilliseconds: [9, 1, 2],
  };
}

/** What roundings may make of hand-made losses. */
const budget = (): number => 0.001;

const BASE = engineRun("reference", [0.9, 0.7, 0.75]);

describe("compareEngines", () => {
  it("certifies differences below half of the smallest margin, and not those at half", () => {
    const { rows, agrees } = compareEngines(
      [BASE, engineRun("tfjs-wasm", [0.9, 0.7099, 0.75]), engineRun("ort-wasm", [0.9, 0.71, 0.75])],
      "validationLoss",
      budget,
    );
    expect(rows.map(({ comparison }) => comparison?.certified)).toEqual([undefined, true, false]);
    expect(rows[1]!.comparison!.lossDifference).toBeCloseTo(0.0099, 10);
    expect(rows[0]!.millisecondsPerStep).toBe(2);
    expect(agrees).toBe(true);
  });

  it("takes the worst of step losses and validation losses", () => {
    const run = engineRun("tfjs-wasm", [0.9, 0.7, 0.75]);
    const other = { ...run, recorded: { ...run.recorded, stepLosses: [1, 1.25, 1] } };
    expect(compareEngines([BASE, other], "validationLoss", budget).rows[1]!.comparison).toMatchObject({
      lossDifference: 0.25,
      monitorDifference: 0,
      certified: true,
    });
  });

  it("finds losses that no rounding explains, however uncertified they leave the run", () => {
    const wrong = engineRun("ort-wasm", [0.9, 1.5, 1.6]);
    const other = { ...wrong, recorded: { ...wrong.recorded, stepLosses: [1, 1.1, 1] } };
    const agreement = compareEngines([BASE, other], "validationLoss", budget);
    expect(agreement.rows[1]!.comparison).toMatchObject({ sameLosses: false, certified: false });
    expect(agreement.agrees).toBe(false);
    expect(describeAgreement(agreement).verdict).toBe(
      "The engines disagree: ort-wasm's losses differ by more than roundings (first 3 steps).",
    );
    const late = engineRun("ort-wasm", [0.9, NaN, NaN]);
    expect(compareEngines([BASE, late], "validationLoss", budget).agrees).toBe(false);
  });

  it("finds other masks and other batches", () => {
    const masks = compareEngines(
      [BASE, engineRun("ort-wasm", [0.9, 0.7, 0.75], { masks: "other" })],
      "validationLoss",
      budget,
    );
    expect(masks.agrees).toBe(false);
    expect(describeAgreement(masks).verdict).toBe("The engines disagree: ort-wasm applies other masks.");
    const batches = compareEngines(
      [BASE, engineRun("ort-wasm", [0.9, 0.7, 0.75], { batches: "x" })],
      "validationLoss",
      budget,
    );
    expect(batches.agrees).toBe(false);
    expect(describeAgreement(batches).verdict).toBe("The engines disagree: ort-wasm was given other batches.");
  });

  it("lets an engine without certificate end elsewhere, and compares digests as far as both went", () => {
    const agreement = compareEngines([BASE, engineRun("ort-wasm", [0.9, 0.72, 0.71, 0.75])], "validationLoss", budget);
    expect(agreement).toMatchObject({ agrees: true, commonEpochs: 3 });
    expect(agreement.rows[1]).toMatchObject({ maskDigest: "mask2", stopEpoch: 4, bestEpoch: 3 });
    const { sentences, verdict } = describeAgreement(agreement);
    expect(sentences[2]).toBe(
      "reference ends after epoch 3, with the weights of epoch 2; " +
        "ort-wasm ends after epoch 4, with the weights of epoch 3.",
    );
    expect(sentences[3]).toMatch(
      /^They might stop at different epochs \(ort-wasm\): validationLoss differs by up to 4\.0e-2/,
    );
    expect(verdict).toMatch(/agree in masks, batches and first losses; ort-wasm ends elsewhere/);
  });

  it("calls it a disagreement when a certified engine ends elsewhere", () => {
    const agreement = compareEngines([BASE, engineRun("ort-wasm", [0.9, 0.7])], "validationLoss", budget);
    expect(agreement.agrees).toBe(false);
    expect(describeAgreement(agreement).verdict).toMatch(/ort-wasm ends elsewhere although it is certified not to/);
  });

  it("does not certify a loss that is not finite on one side only", () => {
    const { rows } = compareEngines(
      [BASE, engineRun("ort-wasm", [0.9, NaN, 0.75], { margin: null })],
      "validationLoss",
      budget,
    );
    expect(rows[1]!.comparison).toMatchObject({ lossDifference: Infinity, certified: false });
  });
});

describe("what is said and shown", () => {
  it("names the figures behind the certificate", () => {
    const runs = [BASE, engineRun("tfjs-wasm", [0.9, 0.7001, 0.75]), engineRun("ort-wasm", [0.9, 0.7, 0.75])];
    const { sentences, verdict } = describeAgreement(compareEngines(runs, "validationLoss", budget));
    expect(sentences).toEqual([
      "All 3 engines were given the same batches and apply the same masks in training over 3 epochs.",
      "Losses of the first 3 steps differ by at most 0, within what roundings may add up to (1.0e-3).",
      "All end after epoch 3, with the weights of epoch 2.",
      "They cannot stop at different epochs: validationLoss differs by at most 1.0e-4, less than half of 2.0e-2, the " +
        "closest that any decision of reference was.",
    ]);
    expect(verdict).toBe(
      "The engines agree: same masks, same batches, same losses up to rounding, same best and last epoch.",
    );
  });

  it("claims nothing of a single engine", () => {
    const { sentences, verdict } = describeAgreement(compareEngines([BASE], "validationLoss", budget));
    expect(sentences).toEqual([]);
    expect(verdict).toMatch(/nothing to compare/);
  });

  it("has a row for every engine", () => {
    const table = agreementTable(
      compareEngines([BASE, engineRun("ort-wasm", [0.9, 0.71, 0.75])], "validationLoss", budget),
    );
    const [, second] = table.split("\n").slice(-2);
    expect(second!.trim().split(/\s+/)).toEqual(["ort-wasm", "mask2", "batch2", "2", "3", "1.0e-2", "no", "2.0"]);
  });
});
