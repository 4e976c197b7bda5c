import { describe, expect, it } from "vitest";
import { readCsv } from "./read-csv.ts";

describe("readCsv", () => {
  it("takes the column named label, or else the last, as classes", () => {
    const named = readCsv("label,x\nb,1\na,2.5\n", "f.csv");
    expect(named).toEqual({
      columns: ["x"],
      values: Float32Array.of(1, 2.5),
      labels: Int32Array.of(1, 0),
      classes: ["a", "b"],
    });
    const last = readCsv("x,y,kind\n1,2,u\n3,4,v", "f.csv");
    expect(last.columns).toEqual(["x", "y"]);
    expect(last.values).toEqual(Float32Array.of(1, 2, 3, 4));
  });
  it("sorts numeric classes as numbers", () => {
    expect(readCsv("x,label\n0,10\n0,9\n0,2\n", "f.csv").classes).toEqual(["2", "9", "10"]);
  });
  it("reads quotes, doubled quotes, carriage returns, a byte-order mark and blank lines", () => {
    const table = readCsv('\uFEFF"x","a ""b"", c",label\r\n"1",2,"p,q"\r\n\r\n3,4,r\r\n', "f.csv");
    expect(table.columns).toEqual(["x", 'a "b", c']);
    expect(table.classes).toEqual(["p,q", "r"]);
  });
  it.each([
    ["no rows", "x,label\n", /rows, got "2 columns and 0 rows"/],
    ["semicolons", "x;label\n1;a\n2;b\n", /got "1 column and 2 rows".*commas instead of ";"/],
    ["no header", "1,2\n3,4\n", /must begin with a line that names the columns/],
    [
      "a number for a label",
      `x,price\n${Array.from({ length: 20 }, (_, row) => `${row},${row}.5`).join("\n")}`,
      /price must hold classes.*"20 classes in 20 rows"/,
    ],
    ["one column", "label\na\nb\n", /at least two columns/],
    ["a missing field", "x,y,label\n1,a\n", /f.csv, row 1 must have 3 fields.*got 2/],
    ["a word for a number", "x,label\n1,a\nfoo,b\n", /f.csv, row 2, x must be a decimal number.*got "foo"/],
    ["an empty number", "x,label\n,a\n1,b\n", /row 1, x must be a decimal number.*got ""/],
    ["a number beyond f32", "x,label\n1e39,a\n1,b\n", /row 1, x must be.*f32.*got "1e39"/],
    ["a hexadecimal number", "x,label\n0x10,a\n1,b\n", /got "0x10"/],
    ["a missing label", "x,label\n1,a\n2,\n", /row 2 must have a label/],
    ["text after a quote", 'x,label\n"1"2,a\n3,b\n', /text after a closing quote, got "2"/],
    [
      "a carriage return within a line",
      "x,label\n1\r2,a\n3,b\n",
      /f.csv, row 1 has a carriage return without a line feed/,
    ],
    ["the line ends of old", "x,label\r1,a\r2,b\r", /header has a carriage return.*replace/],
    ["bytes", new TextEncoder().encode("x,label\n1,a\n") as never, /f.csv must be text, got .*TextDecoder/],
    ["a single class", "x,label\n1,a\n2,a\n", /at least two classes/],
    ["an open quote", 'x,label\n"1,a\n', /closing quote/],
  ])("refuses %s", (_name, text, message) => {
    expect(() => readCsv(text, "f.csv")).toThrow(message);
  });
});
