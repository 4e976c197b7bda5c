import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { resolveOptions } from "../src/compare/resolve-options.ts";
import { runCompare } from "../src/compare/run-compare.ts";
import type { EngineName } from "../src/engines.ts";
import type { TrainingProcesses } from "../src/training-process/training-processes.ts";
import type { RecordedRun, TrainingTask } from "../src/training-process/training-task.ts";
import { clusterCsv } from "./cluster-csv.ts";
import { finishedRun } from "./finished-run.ts";
import { recordedOutput } from "./recorded-output.ts";
import { temporaryFolder } from "./temporary-folder.ts";

/** Processes that answer by hand-made figures and note which tasks overlapped. */
function fakeProcesses(options: { readonly maskDigest?: (engine: EngineName) => string; readonly failAt?: string }): {
  readonly open: () => TrainingProcesses;
  readonly overlaps: (readonly string[])[];
  readonly tasks: TrainingTask[];
} {
  const tasks: TrainingTask[] = [];
  const underWay = new Set<string>();
  const overlaps: (readonly string[])[] = [];
  const { outcome } = finishedRun({ remedy: "both", validationLosses: [2, 1] });
  const recorded = (engine: EngineName): RecordedRun => ({
    backend: "fake",
    report: outcome.report,
    stepLosses: [1, 1],
    batchDigests: ["b0", "b1"],
    maskDigests: ["m0", options.maskDigest?.(engine) ?? "m1"],
  });
  const answer = (engine: EngineName, { kind }: TrainingTask): unknown => {
    if (kind === "time") return { milliseconds: [1] };
    return kind === "record" ? recorded(engine) : outcome;
  };
  const group: TrainingProcesses = {
    start: (engine) => ({
      engine,
      async run(run, task) {
        tasks.push(task);
        underWay.add(run);
        overlaps.push([...underWay]);
        await new Promise((resolve) => setTimeout(resolve, 2));
        underWay.delete(run);
        if (run === options.failAt) throw new Error(`${run} failed`);
        return answer(engine, task) as never;
      },
      close() {},
    }),
    [Symbol.dispose]() {},
  };
  return { open: () => group, overlaps, tasks };
}

function optionsIn(folder: string): ReturnType<typeof resolveOptions> {
  writeFileSync(join(folder, "points.csv"), clusterCsv(30));
  const files = { json: join(folder, "x.json"), picture: join(folder, "x.svg") };
  return resolveOptions({ data: join(folder, "points.csv"), quick: true, jobs: "3", ...files });
}

const NEVER = new AbortController().signal;

describe("runCompare", () => {
  it("ends with 0 when the engines agree, after writing both files", async () => {
    const folder = temporaryFolder();
    const output = recordedOutput();
    expect(await runCompare(optionsIn(folder), output, NEVER, fakeProcesses({}).open)).toBe(0);
    expect(output.written.join("")).toContain("The engines agree");
    expect(readdirSync(folder).toSorted()).toEqual(["points.csv", "x.json", "x.svg"]);
  });

  it("ends with 1 when an engine applied other masks, and still writes what was found", async () => {
    const folder = temporaryFolder();
    const output = recordedOutput();
    const processes = fakeProcesses({ maskDigest: (engine) => (engine === "ort-wasm" ? "other" : "m1") });
    expect(await runCompare(optionsIn(folder), output, NEVER, processes.open)).toBe(1);
    expect(output.written.join("")).toContain("The engines disagree: ort-wasm applies other masks.");
    expect(readdirSync(folder)).toContain("x.json");
  });

  it("trains side by side, but times each engine with nothing beside it", async () => {
    const { open, overlaps } = fakeProcesses({});
    await runCompare(optionsIn(temporaryFolder()), recordedOutput(), NEVER, open);
    expect(Math.max(...overlaps.map((runs) => runs.length))).toBe(3);
    const timed = overlaps.filter((runs) => runs.some((run) => run.endsWith("timing")));
    expect(timed).toEqual([["reference, timing"], ["tfjs-wasm, timing"], ["ort-wasm, timing"]]);
  });

  it("records runs with both remedies on, and compares the four remedies under the same seeds", async () => {
    const { open, tasks } = fakeProcesses({});
    await runCompare(optionsIn(temporaryFolder()), recordedOutput(), NEVER, open);
    const remediesOf = (kind: TrainingTask["kind"]): unknown[] =>
      tasks
        .filter((task) => task.kind === kind)
        .map(({ recipe: { rate, patience } }) => [rate !== null, patience !== null]);
    expect(remediesOf("record")).toEqual([
      [true, true],
      [true, true],
      [true, true],
    ]);
    for (const remedy of [
      [false, false],
      [false, true],
      [true, false],
      [true, true],
    ]) {
      expect(remediesOf("train")).toContainEqual(remedy);
    }
  });

  it("does not lose the figures when the picture cannot be written, and tells of every file that fails", async () => {
    const folder = temporaryFolder();
    const picture = join(folder, "gone", "x.svg");
    const output = recordedOutput();
    expect(await runCompare({ ...optionsIn(folder), picture }, output, NEVER, fakeProcesses({}).open)).toBe(1);
    expect(output.errors.join("")).toContain(`error  Learning curves: not written to ${picture}.\n       ENOENT`);
    expect(readdirSync(folder).toSorted()).toEqual(["points.csv", "x.json"]);

    const both = recordedOutput();
    const json = join(folder, "gone", "x.json");
    await runCompare({ ...optionsIn(folder), picture, json }, both, NEVER, fakeProcesses({}).open);
    expect(both.errors.join("")).toMatch(/Learning curves: not written[\s\S]*All figures: not written/);
  });

  it("writes nothing when a run fails", async () => {
    const folder = temporaryFolder();
    const { open } = fakeProcesses({ failAt: "tfjs-wasm" });
    await expect(runCompare(optionsIn(folder), recordedOutput(), NEVER, open)).rejects.toThrow("tfjs-wasm failed");
    expect(readdirSync(folder)).toEqual(["points.csv"]);
  });
});
