import { describe, expect, it } from "vitest";
import { readCsv } from "./read-csv.ts";
import { readCsvValues } from "./read-csv-values.ts";

const FLATS = "size,rooms,price,year\n50,2,100.5,1990\n80,3,150,2001\n";

describe("readCsvValues", () => {
  it("takes the columns to predict by name, and all others to predict from", () => {
    expect(readCsvValues(FLATS, "f.csv", { targets: ["price"] })).toEqual({
      columns: ["size", "rooms", "year"],
      values: Float32Array.of(50, 2, 1990, 80, 3, 2001),
      targetColumns: ["price"],
      targets: Float32Array.of(100.5, 150),
    });
  });
  it("takes chosen columns in the order given", () => {
    const table = readCsvValues(FLATS, "f.csv", { targets: ["year", "price"], columns: ["rooms", "size"] });
    expect(table.values).toEqual(Float32Array.of(2, 50, 3, 80));
    expect(table.targets).toEqual(Float32Array.of(1990, 100.5, 2001, 150));
  });
  it.each([
    [
      { targets: ["cost"] },
      /targets must be a column of the table, got "cost". The columns are size, rooms, price, year/,
    ],
    [{ targets: [] }, /a list with at least one column/],
    [{ targets: "price" }, /a list with at least one column/],
    [{ target: "price" }, /Name it targets/],
    [{ targets: ["price"], columns: [] }, /must leave at least one column to predict from/],
    [{ targets: ["price"], columns: ["size", "price"] }, /none that is to be predicted, got \["size", "price"\]/],
    [{ targets: ["price"], columns: "size" }, /columns must be a list of columns/],
  ])("refuses %o", (options, message) => {
    expect(() => readCsvValues(FLATS, "f.csv", options as never)).toThrow(message);
  });
  it("refuses a field that is no number, in a column that is used", () => {
    const text = "a,b,c\n1,x,2\n";
    expect(() => readCsvValues(text, "f.csv", { targets: ["c"] })).toThrow(/f.csv, row 1, b must be a decimal number/);
    expect(readCsvValues(text, "f.csv", { targets: ["c"], columns: ["a"] }).values).toEqual(Float32Array.of(1));
  });
});

describe("readCsv with chosen columns", () => {
  const text = "id,label,x,y,x\n7,a,1,2,3\n8,b,4,5,6\n";

  it("takes another column as the label, and only the columns that are wanted", () => {
    const table = readCsv(text, "f.csv", { label: "id", columns: ["y"] });
    expect(table).toMatchObject({ columns: ["y"], values: Float32Array.of(2, 5), classes: ["7", "8"] });
  });
  it("refuses names that are not there or not just once", () => {
    expect(() => readCsv(text, "f.csv", { label: "z" })).toThrow(/readCsv: label must be a column/);
    expect(() => readCsv(text, "f.csv", { columns: ["x"] })).toThrow(/the name of one column only, got "x"/);
    expect(() => readCsv(text, "f.csv", { columns: ["label"] })).toThrow(/none that is to be predicted/);
    expect(() => readCsv(text, "f.csv", { targets: ["x"] } as never)).toThrow(/use readCsvValues/);
  });
});
