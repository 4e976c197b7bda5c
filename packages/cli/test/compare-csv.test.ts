import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import type { CompareReport } from "../src/compare/compare-report.ts";
import { clusterCsv } from "./cluster-csv.ts";
import { runCli } from "./run-cli.ts";
import { temporaryFolder } from "./temporary-folder.ts";

it("compares remedies and engines on a CSV file, end to end", async () => {
  const cwd = temporaryFolder();
  writeFileSync(join(cwd, "points.csv"), clusterCsv(150));
  const args = ["compare", "--quick", "--data", "points.csv", "--batch-size", "16", "--seeds", "1,4"];
  // The first part too on the reference engine, which is there at once; the second has all three.
  const small = ["--remedies-engine", "reference", "--epochs", "12"];
  const result = await runCli([...args, ...small, "--json", "figures.json", "--picture", "curves.svg"], {
    cwd,
  });
  expect(result.stderr).toBe("");
  expect(result.exitCode).toBe(0);
  expect(readdirSync(cwd).toSorted()).toEqual(["curves.svg", "figures.json", "points.csv"]);
  expect(result.stdout).toContain("points.csv, 90 training, 30 validation and 30 test rows, columns standardised");
  expect(result.stdout).toContain(`Learning curves: ${join(cwd, "curves.svg")}`);
  // Away from a terminal nothing is drawn over or coloured.
  expect(result.stdout).not.toContain("\u001B");

  const report = JSON.parse(readFileSync(join(cwd, "figures.json"), "utf8")) as CompareReport;
  expect(report).toMatchObject({
    format: "lockstep-compare/1",
    environment: { node: process.versions.node },
    options: { dataset: { name: "points.csv", features: 2, classes: 3, scaling: "standardised" } },
  });

  const { tables, runs } = report.remedies!;
  expect(tables.map(({ labels, rows }) => [labels, rows.map(({ remedy }) => remedy)])).toEqual([
    ["clean", ["none", "early stopping", "dropout", "both"]],
    ["noisy", ["none", "early stopping", "dropout", "both"]],
  ]);
  expect(runs).toHaveLength(2 * 2 * 4);
  for (const { remedy, outcome } of runs) {
    const { history, restoredBest, stopEpoch } = outcome.report;
    expect(restoredBest).toBe(remedy.stopping);
    expect(history).toHaveLength(stopEpoch! + 1);
    // The weights measured at the end are those of the epoch that was kept.
    const kept = history[restoredBest ? outcome.report.bestEpoch! : stopEpoch!]!;
    expect(outcome.validation.loss).toBe(kept.validationLoss);
  }
  // The clusters lie far apart: a network that learns anything separates them.
  expect(tables[0]!.rows[0]!.testErrors.mean).toBe(0);

  const { table, runs: engineRuns } = report.agreement!;
  expect(table).toMatchObject({ base: "reference", agrees: true });
  expect(new Set(table.rows.map(({ maskDigest }) => maskDigest)).size).toBe(1);
  expect(new Set(table.rows.map(({ batchDigest }) => batchDigest)).size).toBe(1);
  expect(engineRuns.map(({ recorded }) => recorded.backend.replace(/ [\d.]+$/, ""))).toEqual([
    "lockstep",
    "@tensorflow/tfjs-core",
    "onnxruntime-web",
  ]);
  for (const { recorded } of engineRuns) expect(recorded.stepLosses).toHaveLength(recorded.report.steps);
});
