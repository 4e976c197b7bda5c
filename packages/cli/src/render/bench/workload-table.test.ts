import { expect, it } from "vitest";
import { benchReportOf, contestantOf } from "../../../test/bench/bench-report-of.ts";
import { workloadTable } from "./workload-table.ts";

it.each([80, 100, 120])("fits a terminal of %d columns, whatever the figures take", (columns) => {
  const title = "A contestant with a title that no narrow table has room for on a line of its own";
  const [result] = benchReportOf([
    contestantOf("base", { lower: 1e9, median: 1e9, upper: 1e9 }, { title }),
    contestantOf("other", { lower: 1, median: 9, upper: 99 }, { title }),
  ]).workloads;
  const lines = workloadTable(result!, columns).split("\n");
  expect(lines.some((line) => line.includes("1,000,000,000"))).toBe(true);
  const longest = Math.max(...lines.map((line) => line.length));
  expect(longest).toBeLessThanOrEqual(columns);
  // Titles take what is left.
  expect(longest).toBeGreaterThan(columns - 12);
});
