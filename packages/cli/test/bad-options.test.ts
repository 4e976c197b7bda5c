import { symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { LockstepError } from "@lockstep/core";
import { describe, expect, it } from "vitest";
import type { CompareFlags } from "../src/compare/compare-flags.ts";
import { resolveOptions } from "../src/compare/resolve-options.ts";
import { clusterCsv } from "./cluster-csv.ts";
import { idxBytes, idxFolder } from "./idx-folder.ts";
import { namedPipe } from "./named-pipe.ts";
import { temporaryFolder } from "./temporary-folder.ts";

/** The error that the flags end in, with the tiny image set unless they name other data. */
function errorOf(flags: CompareFlags): LockstepError {
  const data = flags.data === undefined ? { dataDir: flags.dataDir ?? idxFolder() } : {};
  try {
    const picture = flags.only === "engines" ? {} : { picture: join(temporaryFolder(), "p.svg") };
    resolveOptions({ rows: "10", validationRows: "5", ...picture, ...flags, ...data });
  } catch (error) {
    if (error instanceof LockstepError) return error;
    throw error;
  }
  throw new Error("no error");
}

const CASES: readonly [CompareFlags, code: string, value: string, remedy: RegExp][] = [
  [{ rate: "NaN" }, "INVALID_OPTION", "NaN", /probability to drop/],
  [{ rate: "-0.1" }, "INVALID_OPTION", "-0.1", /probability to drop/],
  [{ rate: "1.5" }, "INVALID_OPTION", "1.5", /probability to drop/],
  [{ rate: "half" }, "INVALID_OPTION", '"half"', /decimal point/],
  [{ rate: "" }, "INVALID_OPTION", '""', /decimal point/],
  [{ keepProb: "0.8" }, "UNKNOWN_OPTION", '"0.8"', /rate = 1 - keepProb: use --rate 0\.2\.$/],
  [{ keepProb: "many" }, "UNKNOWN_OPTION", '"many"', /rate = 1 - keepProb\.$/],
  [{ patience: "0" }, "INVALID_OPTION", "got 0", /1 stops at the first check/],
  [{ patience: "1.5" }, "INVALID_OPTION", "1.5", /1 stops at the first check/],
  [{ batchSize: "0" }, "INVALID_OPTION", "got 0", /at least 1/],
  [{ batchSize: "2.5" }, "INVALID_OPTION", "2.5", /at least 1/],
  [{ rows: "0" }, "INVALID_OPTION", "got 0", /There must be rows/],
  [{ validationRows: "0" }, "INVALID_OPTION", "got 0", /There must be rows/],
  [{ rows: "16" }, "INVALID_OPTION", "training: 16", /Ask for fewer with --rows or --validation-rows/],
  [{ monitor: "loss" }, "INVALID_OPTION", '"loss"', /"validationLoss"/],
  [{ engines: "reference,webgpu" }, "INVALID_OPTION", '"webgpu"', /"reference", "tfjs-wasm", "tfjs-cpu", "ort-wasm"/],
  [{ engines: "reference,reference" }, "INVALID_OPTION", '"reference,reference"', /Write it like/],
  [{ remediesEngine: "tensorflow" }, "INVALID_OPTION", '"tensorflow"', /tfjs-wasm/],
  [{ only: "tables" }, "INVALID_OPTION", '"tables"', /"remedies", "engines"/],
  [{ labelNoise: "2" }, "INVALID_OPTION", "got 2", /\[0, 1\]/],
  [{ seeds: "0" }, "INVALID_OPTION", '"0"', /how many seeds/],
  [{ seeds: "1,-2" }, "INVALID_OPTION", '"-2"', /whole numbers from 0 to 9007199254740991\b/],
  [{ seeds: "1,9007199254740993" }, "INVALID_OPTION", '"9007199254740993"', /whole numbers.*like 1,2,3\.$/],
  [{ seeds: "1,01" }, "INVALID_OPTION", '"01"', /in digits/],
  [{ seeds: "1,1" }, "INVALID_OPTION", '"1,1"', /Write it like 1,2,3/],
  [{ seeds: "1e3" }, "INVALID_OPTION", '"1e3"', /Write it like 2 or 1,2,3/],
  [{ seeds: "9007199254740993" }, "INVALID_OPTION", '"9007199254740993"', /Write it like 2 or 1,2,3/],
  [{ seeds: "5,," }, "INVALID_OPTION", '"5,,"', /Write it like 1,2,3/],
  [{ seeds: "5000" }, "INVALID_OPTION", "5000", /write 5000, with a comma/],
  [{ hidden: "8,,8" }, "INVALID_OPTION", '"8,,8"', /256,256/],
  [{ hidden: "1000000000" }, "INVALID_OPTION", "50,000,000", /fewer or narrower/],
  // Two inputs, ten classes: (2 + 1) x 3,846,154 + (3,846,154 + 1) x 10 parameters.
  [{ hidden: "3846154" }, "INVALID_OPTION", "not 50,000,012", /fewer or narrower/],
  [{ hidden: "0" }, "INVALID_OPTION", "got 0", /256,256/],
  [{ epochs: "0" }, "INVALID_OPTION", "got 0", /every row once/],
  [{ learningRate: "-1" }, "INVALID_OPTION", "-1", /at least 0/],
  [{ momentum: "1" }, "INVALID_OPTION", "got 1", /\[0, 1\)/],
  [{ jobs: "0" }, "INVALID_OPTION", "got 0", /one run after the other/],
  [{ data: "mnst" }, "INVALID_OPTION", '"mnst"', /Did you mean "mnist"\? Or give the path of a .csv file/],
  [{ data: "/nowhere/iris.csv" }, "MISSING_DATA", "/nowhere/iris.csv", /Check the path/],
  [{ dataDir: "/nowhere" }, "MISSING_DATA", "/nowhere", /--data-dir/],
  [{ json: "/nowhere/x.json" }, "INVALID_OPTION", "/nowhere/x.json", /Create the folder/],
  [{ picture: "/nowhere/x.svg" }, "INVALID_OPTION", "/nowhere/x.svg", /--no-picture/],
  [{ json: "figures/" }, "INVALID_OPTION", '"figures/"', /Add a file name/],
  [{ only: "engines", picture: "x.svg" }, "INVALID_OPTION", "x.svg", /Leave out one/],
  [{ only: "engines", labelNoise: "0.1" }, "INVALID_OPTION", "--label-noise does nothing", /Leave out one/],
  [{ only: "engines", remediesEngine: "reference" }, "INVALID_OPTION", "--remedies-engine does", /Leave out one/],
  [{ only: "remedies", engines: "reference" }, "INVALID_OPTION", "--engines does nothing", /Leave out one/],
];

describe("every bad option is a typed error that names the value and what to do", () => {
  it.each(CASES)("%o", (flags, code, value, remedy) => {
    const error = errorOf(flags);
    expect(error.code).toBe(code);
    expect(error.message).toContain(value);
    expect(error.message).toMatch(remedy);
  });
});

describe("bad data", () => {
  it("refuses a truncated IDX file, naming it and its length", () => {
    const whole = idxBytes(
      [20],
      Array.from({ length: 20 }, () => 1),
    );
    const error = errorOf({ dataDir: idxFolder({ files: { "train-labels-idx1-ubyte": whole.subarray(0, 20) } }) });
    expect(error.code).toBe("INVALID_DATA");
    expect(error.message).toMatch(
      /train-labels-idx1-ubyte must have 20 bytes of u8 for its shape \[20\], got 12\..*truncated/,
    );
  });

  it("refuses a label outside the ten classes, naming the row", () => {
    const labels = idxBytes([20], [...Array.from({ length: 19 }, () => 1), 10]);
    const error = errorOf({ dataDir: idxFolder({ files: { "train-labels-idx1-ubyte": labels } }) });
    expect(error.message).toMatch(/train-labels-idx1-ubyte, row 19 must be a class in \[0, 9\], got 10/);
  });

  it("refuses images and labels of different number, and test images of another size", () => {
    const labels = idxBytes([3], [1, 2, 3]);
    expect(errorOf({ dataDir: idxFolder({ files: { "train-labels-idx1-ubyte": labels } }) }).message).toMatch(
      /must hold 20 labels, got \[3\]/,
    );
    const images = idxBytes(
      [10, 1, 1],
      Array.from({ length: 10 }, () => 0),
    );
    expect(errorOf({ dataDir: idxFolder({ files: { "t10k-images-idx3-ubyte": images } }) }).message).toMatch(
      /t10k-images-idx3-ubyte must have 2 pixels an image.*got 1/,
    );
  });

  it("refuses a CSV file that is too small to split, and one with a field that is no number", () => {
    const folder = temporaryFolder();
    const path = join(folder, "points.csv");
    writeFileSync(path, clusterCsv(6));
    expect(errorOf({ data: path, rows: "5", validationRows: "1" }).message).toMatch(
      /6 rows there are.*test: 1.*--rows/,
    );
    writeFileSync(path, "x,label\n1,a\nblue,b\n");
    expect(errorOf({ data: path }).message).toMatch(/row 2, x must be a decimal number.*got "blue"/);
  });
});

describe("good options", () => {
  it("gives each table its own defaults, and both what was asked for", () => {
    const csv = join(temporaryFolder(), "points.csv");
    writeFileSync(csv, clusterCsv(100));
    const { remedies, agreement } = resolveOptions({ data: csv, hidden: "8", picture: "/tmp/p.svg" });
    expect(remedies!.training).toMatchObject({ hidden: [8], epochs: 40, patience: 10 });
    expect(agreement!.training).toMatchObject({ hidden: [8], epochs: 20, patience: 2 });
    expect(remedies!.training.sizes).toEqual({ training: 60, validation: 20, test: 20 });
    expect(remedies!.seeds).toEqual([1, 2]);
  });

  it("leaves the defaults of a table that is left out unchecked", () => {
    // Enough for the 2,000 and 500 rows of the second table, not for the 5,000 and 1,000 of the first.
    const dataDir = idxFolder({ training: 2500 });
    const { remedies, agreement, picture } = resolveOptions({ dataDir, only: "engines" });
    expect([remedies, picture]).toEqual([null, null]);
    expect(agreement!.training.sizes).toMatchObject({ training: 2000, validation: 500 });
    expect(() => resolveOptions({ dataDir, only: "remedies", picture: false })).toThrow(/fit the 2500 rows/);
  });

  it("takes the largest network that it allows", () => {
    const flags = { dataDir: idxFolder(), rows: "10", validationRows: "5", picture: false } as const;
    // 13 x 3,846,153 + 10 = 49,999,999 parameters.
    expect(resolveOptions({ ...flags, hidden: "3846153" }).remedies!.training.hidden).toEqual([3846153]);
  });

  it.skipIf(process.platform === "win32")("lets a pipe take both", () => {
    const pipe = namedPipe(join(temporaryFolder(), "pipe"));
    const data = { dataDir: idxFolder(), rows: "10", validationRows: "5" };
    expect(resolveOptions({ ...data, json: pipe, picture: pipe })).toMatchObject({ json: pipe, picture: pipe });
  });

  it("refuses one file for figures and picture, whatever links call it", () => {
    const folder = temporaryFolder();
    symlinkSync("x.json", join(folder, "link"));
    const data = { dataDir: idxFolder(), rows: "10", validationRows: "5" };
    const files = { json: join(folder, "x.json"), picture: join(folder, "link") };
    expect(() => resolveOptions({ ...data, ...files })).toThrow(/must be another file than the picture/);
  });

  it("draws no picture if told so", () => {
    const flags = { dataDir: idxFolder(), rows: "10", validationRows: "5" };
    expect(resolveOptions({ ...flags, picture: false }).picture).toBeNull();
    expect(resolveOptions({ ...flags, picture: false, only: "engines" }).picture).toBeNull();
  });

  it("takes a list with a comma at its end wherever it takes a list", () => {
    const flags = { dataDir: idxFolder(), rows: "10", validationRows: "5", picture: false } as const;
    const { remedies, agreement } = resolveOptions({ ...flags, hidden: "8,8,", engines: "reference,", seeds: "3,5," });
    expect(remedies).toMatchObject({ seeds: [3, 5], training: { hidden: [8, 8] } });
    expect(agreement!.engines).toEqual(["reference"]);
  });

  it("compares with the reference wherever it stands in the list, and reads single seeds", () => {
    const flags = { dataDir: idxFolder(), rows: "10", validationRows: "5", picture: "/tmp/p.svg" };
    const { agreement } = resolveOptions({ ...flags, engines: "ort-wasm,reference", seeds: "7," });
    expect(agreement).toMatchObject({ engines: ["reference", "ort-wasm"], seed: 7 });
  });
});
