import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { REFUSED_OPERATORS, TRAINABLE_OPERATORS } from "../src/index.ts";

const README = readFileSync(new URL("../README.md", import.meta.url), "utf8");

/** The names in the paragraph after the words that introduce it. */
function namesAfter(words: string): readonly string[] {
  const paragraph = README.slice(README.indexOf(words) + words.length)
    .trim()
    .split("\n\n")[0]!;
  return paragraph.replaceAll(/[`.]/gu, "").split(/,\s+/u);
}

describe("the README", () => {
  it("lists the operators that are trained through", () => {
    expect(namesAfter("Operators that gradients pass:")).toEqual(TRAINABLE_OPERATORS);
  });

  it("lists the operators that are refused by name", () => {
    expect(namesAfter("Refused by name:")).toEqual([...REFUSED_OPERATORS.keys()]);
  });
});
