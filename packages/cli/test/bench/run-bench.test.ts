import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { GrowthSeries } from "../../src/bench/growth/growth-plan.ts";
import type { BenchOptions } from "../../src/bench/options/bench-options.ts";
import type { BenchReport } from "../../src/bench/report/bench-report.ts";
import { runBench } from "../../src/bench/run/run-bench.ts";
import { InterruptedError } from "../../src/terminal/interrupted-error.ts";
import { recordedOutput } from "../recorded-output.ts";
import { svgElements } from "../svg-elements.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { QUICK_SOURCE, quickOptions } from "./quick-source.ts";

const PLAN: readonly GrowthSeries[] = [
  {
    axis: "batch size",
    title: "Batch size of a step",
    workload: "training-step",
    contestants: ["ours", "peer"],
    values: [1, 4],
    size: {},
  },
  { axis: "steps", title: "Steps", workload: "shuffling", contestants: ["leaking"], samples: 4, size: {} },
];

const GROWTH = { steps: 200, warmUp: { milliseconds: 1, runs: 1 }, slices: 1, milliseconds: 60_000 };

async function bench(
  changes: Partial<BenchOptions>,
): Promise<{ readonly exitCode: number; readonly text: string; readonly errors: string }> {
  const output = recordedOutput();
  const exitCode = await runBench(quickOptions(changes), QUICK_SOURCE, output, new AbortController().signal, PLAN);
  return { exitCode, text: output.written.join(""), errors: output.errors.join("") };
}

it("prints tables, and writes a page, pictures and figures into a new folder", async () => {
  const folder = join(temporaryFolder(), "benchmarks");
  const json = join(temporaryFolder(), "figures.json");
  const { exitCode, text } = await bench({
    workloads: ["training-step", "shuffling"],
    rounds: 1,
    growth: GROWTH,
    json,
    report: folder,
  });
  expect(exitCode).toBe(0);
  expect(text).toMatch(/Title of ours +ours +[\d.]+ +– +[\d.]+× +– /);
  expect(text).toMatch(/Title of peer +peer +[\d.]+ +– +base/);
  expect(text).toMatch(/batch size +1 +4\n/);
  expect(readdirSync(folder).toSorted()).toEqual(["README.md", "growth.svg", "report.json", "training-step.svg"]);
  const report = JSON.parse(readFileSync(join(folder, "report.json"), "utf8")) as BenchReport;
  expect(JSON.parse(readFileSync(json, "utf8"))).toEqual(report);
  expect(report).toMatchObject({
    format: "lockstep-bench/1",
    options: { rounds: 1, size: { batchSize: 3 } },
    workloads: [{ workload: "training-step" }, { workload: "shuffling" }],
  });
  expect(report.environment.packages["onnxruntime-web"]).toMatch(/^\d+\.\d+\.\d+$/);
  const [sizes, steps] = report.growth;
  const [one, four] = sizes!.contestants[0]!.points;
  // Batches of 4 take 4 ms for two units.
  expect(one).toMatchObject({ status: "measured", value: 1 });
  expect(four!.status === "measured" && four!.milliseconds >= 2).toBe(true);
  expect(steps!.contestants[0]!.points.map(({ value }) => value)).toEqual([50, 100, 150, 200]);
  const live = steps!.contestants[0]!.points.map((point) => (point.status === "measured" ? point.live : NaN));
  // 150 steps keep 100 kB each.
  expect(live[3]! - live[0]!).toBeGreaterThan(14e6);
  expect(live[3]! - live[0]!).toBeLessThan(17e6);
  const page = readFileSync(join(folder, "README.md"), "utf8");
  expect(page).toContain("![Time of a training step](training-step.svg)");
  expect(page).toContain("![How time and memory grow](growth.svg)");
  for (const picture of ["training-step.svg", "growth.svg"]) {
    const svg = readFileSync(join(folder, picture), "utf8");
    expect(svgElements(svg)[0]).toBe("svg");
    expect(svg).not.toContain("NaN");
  }
});

describe("the exit code", () => {
  it("is 1 if something of ours fails, with the reason below the table", async () => {
    const { exitCode, text } = await bench({ workloads: ["masks"] });
    expect(exitCode).toBe(1);
    expect(text).toContain("Ours that fails late: failed: run 3 is too much.");
  });

  it("is 0 if a peer's package is missing, with what to do", async () => {
    const { exitCode, text } = await bench({ workloads: ["evaluation"], rounds: 1 });
    expect(exitCode).toBe(0);
    expect(text).toMatch(/An absent package +peer +not installed/);
    expect(text.replaceAll(/\s+/g, " ")).toContain("npm install --save-dev lockstep-package-that-is-not-there.");
  });

  it("is 0 if one of ours cannot be done here, with the reason once at the end, and no speeds without a peer", async () => {
    const { exitCode, text } = await bench({ workloads: ["bookkeeping"] });
    expect(exitCode).toBe(0);
    expect(text).toMatch(/Title of ours +ours +[\d.]+ +[\d.]+ % +–/);
    expect(text).toMatch(/Unsupported +ours +not here/);
    expect(text.split("Not here: kernels need a newer runtime. Take a newer one.")).toHaveLength(2);
    expect(text).not.toContain("Speeds are medians");
  });

  it("is 1 if a file could not be written, and the others are", async () => {
    const json = join(temporaryFolder(), "gone", "figures.json");
    const report = temporaryFolder();
    const { exitCode, errors } = await bench({ rounds: 1, json, report });
    expect(exitCode).toBe(1);
    expect(errors).toContain("not written to");
    expect(readdirSync(report)).toContain("README.md");
  });
});

it("tells of rounds that the time had no room for, and at the end that a quick run has no results", async () => {
  const { text } = await bench({ rounds: 1000, workloadMilliseconds: 0, quick: true });
  expect(text).toContain("  3 of 1,000 rounds: the time was up.");
  expect(text).toContain("Speeds are medians of the ratios within rounds");
  expect(text).toMatch(/Its figures are no\s+results\.\n$/);
  expect((await bench({})).text).not.toMatch(/the time was up|no\s+results/);
});

it("begins no point when the time is over", async () => {
  const { exitCode, text } = await bench({
    workloads: ["shuffling"],
    rounds: 1,
    growth: { ...GROWTH, milliseconds: -1 },
  });
  expect(exitCode).toBe(0);
  expect(text).toContain("Leaking, steps 200: the time was over.");
});

it("ends at once when it is interrupted", async () => {
  const interruption = new AbortController();
  const output = recordedOutput();
  setTimeout(() => interruption.abort(new InterruptedError("SIGINT")), 700);
  const running = runBench(quickOptions({ rounds: 10_000 }), QUICK_SOURCE, output, interruption.signal, []);
  await expect(running).rejects.toThrow(InterruptedError);
});
