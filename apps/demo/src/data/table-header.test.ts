import { readCsv } from "@lockstep/core";
import { describe, expect, it } from "vitest";
import { tableHeader } from "./table-header.ts";

describe("tableHeader", () => {
  it.each([
    ["a name, in any case", "Species,x\na,1\nb,2\n", "Species", true],
    ["the first of several names", "x,class,y,label\n1,a,2,3\n2,b,3,4\n", "class", true],
    ["the last column", "\r\nx,kind\r\n1,a\r\n2,b\r\n", "kind", false],
    ["quoted names", '"x, ""long""",y,"kind\nof"\n1,2,a\n2,3,b\n', "kind\nof", false],
  ])("finds the label that core finds: %s", (_, text, labelColumn, labelNamed) => {
    const header = tableHeader(text);
    expect(header).toMatchObject({ labelColumn, labelNamed });
    expect(header.inputColumns).toEqual(readCsv(text, "t.csv").columns);
  });
});
