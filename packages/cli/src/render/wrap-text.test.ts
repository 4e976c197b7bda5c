import { expect, it } from "vitest";
import { wrapText } from "./wrap-text.ts";

it("breaks between words, but never before a per cent sign", () => {
  expect(wrapText("errors fell by 20 % then", 17)).toEqual(["errors fell by", "20 % then"]);
  expect(wrapText("a extraordinarily b", 5)).toEqual(["a", "extraordinarily", "b"]);
});
