import { expect, it } from "vitest";
import { csvHead } from "./csv-head.ts";

it("takes the first records, quotes and line ends as RFC 4180 has them", () => {
  expect(csvHead('a,"b, ""c"""\r\n1,2\n\n3,"4\n5"\n6,7', 3)).toEqual([
    ["a", 'b, "c"'],
    ["1", "2"],
    ["3", "4\n5"],
  ]);
  expect(csvHead("\uFEFFa,b\n1,", 5)).toEqual([
    ["a", "b"],
    ["1", ""],
  ]);
});
