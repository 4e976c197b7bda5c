import { describe, expect, it } from "vitest";
import { finishedRun } from "../../test/finished-run.ts";
import { describeRemedies } from "./describe-remedies.ts";
import type { FinishedRun } from "./run-remedies.ts";
import type { RemedyName } from "./remedy.ts";
import { summariseRemedies } from "./summarise-remedies.ts";

const NAMES: readonly RemedyName[] = ["none", "early stopping", "dropout", "both"];

/** Two seeds a remedy; each tuple is [test errors of seed 1, of seed 2, test loss of both]. */
function runsOf(figures: Readonly<Record<RemedyName, readonly [number, number, number]>>): FinishedRun[] {
  return NAMES.flatMap((remedy) =>
    [1, 2].map((seed) =>
      finishedRun({
        remedy,
        seed,
        validationLosses: remedy === "none" || remedy === "dropout" ? [0.9, 0.5, 0.6, 0.8] : [0.9, 0.5, 0.6],
        testErrors: figures[remedy][seed - 1]!,
        testLoss: figures[remedy][2],
      }),
    ),
  );
}

describe("summariseRemedies", () => {
  it("takes means and ranges over seeds, and counts epochs as trained", () => {
    const rows = summariseRemedies(
      runsOf({
        none: [200, 300, 0.8],
        "early stopping": [100, 140, 0.4],
        dropout: [90, 110, 0.4],
        both: [80, 80, 0.3],
      }),
      "clean",
      "validationLoss",
    );
    expect(rows.map(({ remedy }) => remedy)).toEqual(NAMES);
    expect(rows[0]!.testErrors).toEqual({ mean: 250, min: 200, max: 300 });
    // Best after the second epoch, whether or not a rule watched; trained for four or, stopped, three.
    expect(rows.map(({ bestEpoch }) => bestEpoch!.mean)).toEqual([2, 2, 2, 2]);
    expect(rows.map(({ stopEpoch }) => stopEpoch.mean)).toEqual([4, 3, 4, 3]);
    // The stopped runs report the restored epoch, the others their last.
    expect(rows.map(({ validationLoss }) => validationLoss.mean)).toEqual([0.8, 0.5, 0.8, 0.5]);
  });

  it("looks only at runs with the labels asked for", () => {
    const runs = NAMES.flatMap((remedy) => [
      finishedRun({ remedy, labels: "clean", validationLosses: [1], testErrors: 10 }),
      finishedRun({ remedy, labels: "noisy", validationLosses: [1], testErrors: 70 }),
    ]);
    expect(summariseRemedies(runs, "noisy", "validationLoss")[0]!.testErrors.mean).toBe(70);
  });

  it("finds the best epoch of a metric that grows, and none where nothing is finite", () => {
    const runs = NAMES.map((remedy) => finishedRun({ remedy, validationLosses: [NaN, NaN] }));
    expect(summariseRemedies(runs, "clean", "validationLoss")[0]!.bestEpoch).toBeNull();
    const grown = runs.map((run) => {
      const history = run.outcome.report.history.map((record) => ({ ...record, validationAccuracy: record.epoch }));
      return { ...run, outcome: { ...run.outcome, report: { ...run.outcome.report, history } } };
    });
    expect(summariseRemedies(grown, "clean", "validationAccuracy")[0]!.bestEpoch!.mean).toBe(2);
  });
});

describe("describeRemedies", () => {
  it("says what was gained", () => {
    const rows = summariseRemedies(
      runsOf({
        none: [200, 300, 0.8],
        "early stopping": [100, 150, 0.4],
        dropout: [90, 110, 0.4],
        both: [80, 80, 0.3],
      }),
      "clean",
      "validationLoss",
    );
    expect(describeRemedies("Clean labels", rows, 2)).toEqual([
      "Clean labels: 250 test errors with none, 125 with early stopping (-50 %), 100 with dropout (-60 %), 80 with both (-68 %).",
      "Early stopping alone: test loss 0.400 instead of 0.800 (-50 %), 3 epochs instead of 4.",
    ]);
  });

  it("says as plainly when it went the other way, and marks what the seeds alone could explain", () => {
    const rows = summariseRemedies(
      runsOf({
        none: [100, 120, 0.4],
        "early stopping": [130, 150, 0.5],
        dropout: [90, 130, 0.4],
        both: [110, 110, 0.3],
      }),
      "clean",
      "validationLoss",
    );
    expect(describeRemedies("Clean labels", rows, 2)).toEqual([
      "Clean labels: 110 test errors with none, 140 with early stopping (+27 %), " +
        "110 with dropout (±0 %, seeds overlap), 110 with both (±0 %, seeds overlap).",
      "Early stopping alone: test loss 0.500 instead of 0.400 (+25 %), 3 epochs instead of 4.",
    ]);
  });

  it("shows epochs as the table does", () => {
    const row = (stopEpochs: readonly number[]): readonly string[] => {
      const runs = NAMES.flatMap((remedy) =>
        stopEpochs.map((epochs, index) =>
          finishedRun({ remedy, seed: index + 1, validationLosses: Array.from({ length: epochs }, () => 1) }),
        ),
      );
      return describeRemedies("Clean labels", summariseRemedies(runs, "clean", "validationLoss"), stopEpochs.length);
    };
    expect(row([3, 4])[1]).toContain("3.5 epochs instead of 3.5.");
    expect(row([1])[1]).toContain("1 epoch instead of 1.");
  });

  it("speaks of no overlap where there is one seed", () => {
    const runs = NAMES.map((remedy) => finishedRun({ remedy, validationLosses: [1], testErrors: 100 }));
    const [sentence] = describeRemedies("Clean labels", summariseRemedies(runs, "clean", "validationLoss"), 1);
    expect(sentence).not.toContain("overlap");
  });
});
