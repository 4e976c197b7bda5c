import { describe, expect, it } from "vitest";
import { SECTIONS } from "../sections/sections.ts";
import { formatSectionAddress, parseSectionAddress } from "./parse-section-address.ts";
import { replaceSectionQuery, sectionAddress, sectionLink } from "./section-address.ts";

const IDS = ["train", "onnx"];

describe("parseSectionAddress", () => {
  it.each([
    ["#onnx", { id: "onnx", query: "" }],
    ["#train?data=mnist&rate=0.5", { id: "train", query: "data=mnist&rate=0.5" }],
    ["#train?", { id: "train", query: "" }],
    ["#onnx?a=1?b=2", { id: "onnx", query: "a=1?b=2" }],
    ["", { id: "train", query: "" }],
    ["#", { id: "train", query: "" }],
    ["#elsewhere?data=mnist", { id: "train", query: "" }],
    ["#Train", { id: "train", query: "" }],
  ])("reads %s", (hash, address) => {
    expect(parseSectionAddress(hash, IDS)).toEqual(address);
  });

  it.each(["", "data=mnist", "hidden=128%2C128&name=a+b", "a=%23%3F&b=", "a=?&b=#"])(
    "is undone by formatSectionAddress, for the query %j",
    (query) => {
      for (const id of IDS) {
        expect(parseSectionAddress(formatSectionAddress({ id, query }), IDS)).toEqual({ id, query });
      }
    },
  );
});

describe("replaceSectionQuery", () => {
  const [first, second] = SECTIONS.map(({ id }) => id) as [string, string];

  it("changes the address of the section that is looked at", () => {
    replaceSectionQuery(first, "seed=7");
    expect(sectionAddress.value).toEqual({ id: first, query: "seed=7" });
    expect(sectionLink(first)).toBe(`#${first}?seed=7`);
  });

  it("keeps another section's query for its link alone", () => {
    const before = sectionAddress.value;
    replaceSectionQuery(second, "seed=8");
    expect(sectionAddress.value).toBe(before);
    expect(sectionLink(second)).toBe(`#${second}?seed=8`);
  });
});
