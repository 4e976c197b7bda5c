import { describe, expect, it } from "vitest";
import type { TableFacts } from "../session/table-worker.ts";
import { describeTable, warnOfTable } from "./describe-table.ts";

const PETS: TableFacts = {
  rowCount: 90,
  inputColumns: ["weight", "height"],
  labelColumn: "species",
  labelNamed: true,
  classNames: ["bird", "cat", "dog"],
  proposed: { training: 54, validation: 18 },
};

describe("what is said of a table", () => {
  it("names its label, its classes and its inputs", () => {
    const said = describeTable("pets.csv", PETS).join(" ");
    expect(said).toContain("Label column: species; 3 classes: bird, cat, dog.");
    expect(said).toContain("The first line was taken as the names of the columns.");
    expect(said).toContain("2 columns of numbers: weight, height.");
    expect(warnOfTable(PETS)).toEqual([]);
  });
  it("does not list a hundred classes", () => {
    const classNames = Array.from({ length: 100 }, (_, index) => `c${index}`);
    expect(describeTable("t.csv", { ...PETS, classNames }).join(" ")).toContain("c8, c9 and 90 more.");
  });
  it.each([
    ["a label that is only the last column", { labelNamed: false, labelColumn: "weight" }, /the last one, “weight”/],
    ["many classes for its rows", { rowCount: 20 }, /“species” has 3 different values in 20 rows/],
    ["a first line that is a row", { inputColumns: ["5.1", "x"] }, /called “5\.1”/],
  ])("warns of %s", (_, change, message) => {
    expect(warnOfTable({ ...PETS, ...change })).toEqual([expect.stringMatching(message)]);
  });
});
