import { expect, it } from "vitest";
import { finishedRun } from "../../test/finished-run.ts";
import { REMEDIES } from "../compare/remedy.ts";
import { summariseRemedies } from "../compare/summarise-remedies.ts";
import { remediesTable } from "./remedies-table.ts";

it("shows every figure in at most 80 columns, the widest included", () => {
  const runs = REMEDIES.flatMap(({ name }) =>
    [1, 2].map((seed) =>
      finishedRun({ remedy: name, seed, validationLosses: [2, 1, 1.5], testErrors: 1400 + 100 * seed, testLoss: 1.25 }),
    ),
  );
  const lines = remediesTable(summariseRemedies(runs, "clean", "validationLoss")).split("\n");
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
  const row = lines.find((line) => line.includes("stopping"))!;
  expect(row.trim()).toMatch(/^stopping +99\.0 % +1\.000 +10\.0 % +1\.250 +15\.5 % +1550 \(1500–1600\) +2 +3$/);
});
