import { describe, expect, it } from "vitest";
import { proposedSizes, readUserTable, tableSizes } from "./user-table.ts";

function table(rows: number, label: (row: number) => string): { name: string; text: string } {
  const lines = Array.from({ length: rows }, (_, row) => `${row},${label(row)}`);
  return { name: "t.csv", text: ["number,label", ...lines].join("\n") };
}

describe("readUserTable", () => {
  it.each([
    ["one class", table(30, () => "a"), /t.csv, column label must have at least two classes/],
    [
      "too many classes",
      table(400, (row) => `c${row % 101}`),
      /must hold at most 100 classes, got 101. Call the column/,
    ],
    ["numbers as classes", table(30, (row) => `${row / 7}`), /must hold classes, fewer than half as many/],
    ["too few rows", table(2, (row) => `c${row}`), /t.csv must have at least 3 rows/],
    ["a word among the numbers", { name: "t.csv", text: "x,label\n1,a\ntwo,b\n" }, /t.csv, row 2, x must be a decimal/],
    ["a missing field", { name: "t.csv", text: "x,y,label\n1,2,a\n3,b\n" }, /t.csv, row 2 must have 3 fields/],
    ["other separators", { name: "t.csv", text: "x;label\n1;a\n2;b\n" }, /Separate its fields by commas/],
    ["nothing", { name: "t.csv", text: "" }, /must have a header line/],
  ])("refuses %s", (_, csv, message) => {
    expect(() => readUserTable(csv)).toThrow(message);
  });
});

describe("tableSizes", () => {
  const pool = readUserTable(table(5000, (row) => `c${row % 2}`));

  it("tests on what is left, at most 1,000 rows", () => {
    expect(tableSizes(pool, { training: 3900, validation: 1000 }).test).toBe(100);
    expect(tableSizes(pool, { training: 390, validation: 100 }).test).toBe(1000);
  });

  it("refuses sizes that leave nothing, naming sizes that it takes", () => {
    expect(() => tableSizes(pool, { training: 4000, validation: 1000 })).toThrow(/Train on 3000 and validate on 1000/);
    const { training, validation } = proposedSizes(pool);
    expect(tableSizes(pool, { training, validation })).toEqual({ training: 3000, validation: 1000, test: 1000 });
  });

  it.each([3, 4, 5, 10])("proposes sizes that fit a table of %i rows", (rows) => {
    const small = readUserTable(table(rows, (row) => `c${row % 2}`));
    const { training, validation, test } = proposedSizes(small);
    expect(Math.min(training, validation, test)).toBeGreaterThanOrEqual(1);
    expect(tableSizes(small, { training, validation })).toEqual({ training, validation, test });
  });
});
