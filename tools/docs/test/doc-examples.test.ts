import { describe, expect, it } from "vitest";
import { missingImports } from "../src/doc-examples.ts";
import { packageEntries } from "../src/package-entries.ts";

const SCOPE = { specifier: "./scope.ts", names: ["model", "keyFromSeed"] };

function importsOf(code: string, specifier = "@lockstep/core"): string {
  const entry = packageEntries().find((known) => known.specifier === specifier)!;
  return missingImports(code, entry, SCOPE);
}

describe("the imports of an example", () => {
  it.each([
    ["names of its package", "keyFromSeed(1);", 'import { keyFromSeed } from "@lockstep/core"; '],
    ["types", "const key: Key = [0, 1];", 'import { type Key } from "@lockstep/core"; '],
    ["names of another entry", "requireInteger(1);", 'import { requireInteger } from "@lockstep/core/engine"; '],
    ["names of the scope", "model.layers;", 'import { model } from "./scope.ts"; '],
    ["shorthand properties", "({ model });", 'import { model } from "./scope.ts"; '],
  ])("are those of %s", (_what, code, imports) => {
    expect(importsOf(code)).toBe(imports);
  });
  it("take a name from the entry that is documented first", () => {
    expect(importsOf("tanh(1);", "@lockstep/core")).toContain('from "@lockstep/core"');
    expect(importsOf("tanh(1);", "@lockstep/core/reference")).toContain('from "@lockstep/core/reference"');
    expect(importsOf("tanh();", "@lockstep/tfjs")).toContain('from "@lockstep/core"');
  });
  it.each([
    ["declares", "const model = 1; model;"],
    ["takes apart", "const { model } = { model: 1 };"],
    ["takes as a parameter", "[1].map((model) => model);"],
    ["imports", 'import { model } from "elsewhere"; model;'],
    ["reads from something", "globalThis.model;"],
    ["gives to something", "({ model: 1 });"],
  ])("are not those of a name that the example %s", (_what, code) => {
    expect(importsOf(code)).toBe("");
  });
});
