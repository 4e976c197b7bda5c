import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { InvalidOptionError } from "@lockstep/core";
import { describe, expect, it } from "vitest";
import type { BenchFlags } from "../../src/bench/options/bench-flags.ts";
import { resolveBenchOptions } from "../../src/bench/options/resolve-bench-options.ts";
import { runInProcess } from "../run-in-process.ts";
import { temporaryFolder } from "../temporary-folder.ts";

const WRONG: readonly [BenchFlags, value: string, remedy: RegExp][] = [
  [{ only: "trainin-step" }, '"trainin-step"', /Did you mean "training-step"\?/],
  [{ only: "masks,masks" }, '"masks,masks"', /Write it like training-step,masks/],
  [{ only: "masks,,dropout" }, '"masks,,dropout"', /Write it like training-step,masks/],
  [{ rounds: "0" }, "got 0", /3 are usual, 9 with --full/],
  [{ rounds: "2.5" }, "2.5", /3 are usual, 9 with --full/],
  [{ rounds: "many" }, '"many"', /3 are usual, 9 with --full/],
  [{ steps: "0" }, "got 0", /10000 are usual/],
  [{ steps: "10" }, '"10"', /only --growth and --full show.*Add --growth/],
  [{ growth: true, quick: true }, "--growth", /Leave out one of the two/],
  [{ full: true, quick: true }, "--full", /Leave out one of the two/],
  [{ json: "/nowhere/at/all.json" }, "/nowhere/at/all.json", /Create the folder first/],
  [{ json: "/tmp/" }, "/tmp/", /Add a file name/],
  [{ report: "/nowhere/at/all" }, "/nowhere/at/all", /Create the folder around it first/],
];

describe("resolveBenchOptions", () => {
  it.each(WRONG)("refuses %j", (flags, value, remedy) => {
    const resolve = (): unknown => resolveBenchOptions(flags);
    expect(resolve).toThrow(InvalidOptionError);
    expect(resolve).toThrow(value);
    expect(resolve).toThrow(remedy);
  });

  it("refuses a file for the folder of the report, and takes folders that are there or can be made", () => {
    const folder = temporaryFolder();
    const file = join(folder, "file");
    writeFileSync(file, "");
    expect(() => resolveBenchOptions({ report: file })).toThrow(/must be a folder, not a file.*--json/);
    mkdirSync(join(folder, "there"));
    for (const name of ["there", "there/", "new", "new/"]) {
      expect(resolveBenchOptions({ report: join(folder, name) }).report).toContain(name);
    }
  });

  it("runs everything but growth by default, in one order", () => {
    expect(resolveBenchOptions({}).workloads).toHaveLength(7);
    expect(resolveBenchOptions({}).growth).toBe(null);
    expect(resolveBenchOptions({ only: "masks,training-step" }).workloads).toEqual(["training-step", "masks"]);
    expect(resolveBenchOptions({ growth: true, steps: "500" }).growth?.steps).toBe(500);
    expect(resolveBenchOptions({ quick: true, rounds: "2" })).toMatchObject({ growth: null, rounds: 2, quick: true });
  });

  it("has more rounds of the same, and growth, with --full", () => {
    const [usual, full] = [resolveBenchOptions({}), resolveBenchOptions({ full: true })];
    expect(full.rounds).toBeGreaterThan(usual.rounds);
    expect(full.growth).not.toBe(null);
    expect({ ...full, rounds: 0, growth: null }).toEqual({ ...usual, rounds: 0 });
  });
});

describe("lockstep bench", () => {
  it("ends with 2 for a wrong option, before any work", async () => {
    const { exitCode, stdout, stderr } = await runInProcess(["bench", "--only", "mask"]);
    expect([exitCode, stdout]).toEqual([2, ""]);
    expect(stderr).toContain('Did you mean "masks"?');
  });

  it("lists every workload and who does it", async () => {
    const { exitCode, stdout } = await runInProcess(["bench", "--list"]);
    expect(exitCode).toBe(0);
    for (const name of ["training-step", "shuffling", "bookkeeping"]) expect(stdout).toContain(`\n${name}\n`);
    expect(stdout).toMatch(/ +\S+ +ours +Lockstep/);
    // The evaluation has a size of its own, not that of the batches.
    expect(stdout).toContain("784-512-512-10, 1,000 rows at once.");
  });
});
