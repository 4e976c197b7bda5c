import { describe, expect, it } from "vitest";
import { readTableRows } from "./read-table-rows.ts";

const table = (labels: readonly string[]): string =>
  `x,label\n${labels.map((label, row) => `${row},${label}`).join("\n")}\n`;

const read = (labels: readonly string[]): ReturnType<typeof readTableRows> =>
  readTableRows(table(labels), "t.csv", { label: undefined, wanted: "either" });

const names = Array.from({ length: 30 }, (_, row) => `name${row}`);
const numbers = Array.from({ length: 30 }, (_, row) => String(row / 8));

describe("a column that may hold classes or numbers", () => {
  it("says of words what is wrong with them as classes", () => {
    expect(() => read(["setosa", "setosa", "setosa"])).toThrow(/column label must have at least two classes/);
    expect(() => read(names)).toThrow(/must hold classes, fewer than half as many/);
  });

  it("takes many numbers as such, and names the row of one that is damaged", () => {
    expect(read(numbers).targets.kind).toBe("numbers");
    expect(() => read(numbers.with(20, "?"))).toThrow(/row 21, label must be a decimal number/);
  });
});
