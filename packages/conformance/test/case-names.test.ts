import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { conformanceCases } from "../src/index.ts";
import { OUTSIDE_THE_KIT } from "../src/matrix/outside-the-kit.ts";
import { checkCaseNames, type NamedCases } from "./spec/check-case-names.ts";
import { parseSpec } from "./spec/parse-spec.ts";
import { readSpecs, ROOT } from "./spec/read-specs.ts";
import { subject } from "./subjects/reference.ts";

const cases = conformanceCases(subject);
const clauses = Object.entries(readSpecs()).flatMap(([file, text]) => parseSpec(file, text).clauses);

function suitesIn(path: string): readonly string[] {
  const text = readFileSync(join(ROOT, path), "utf8");
  return Array.from(text.matchAll(/\bdescribe\("([^"]+)"/g), (match) => match[1]!);
}

describe("the names of the conformance cases", () => {
  it("agree with the specifications: each proves a clause, and each clause is proved", () => {
    expect(checkCaseNames({ cases, clauses, outside: OUTSIDE_THE_KIT, suitesIn })).toEqual([]);
  });
});

describe("the check of names", () => {
  const SOUND: NamedCases = {
    cases: [
      { suite: "masks", name: "DRP-1 mask.0001", clauses: ["DRP-1"] },
      { suite: "masks", name: "DRP-1 DRP-2 mask.0002", clauses: ["DRP-1", "DRP-2"] },
    ],
    clauses: [
      ["DRP-1", ["packages/conformance/src/suites/masks.ts"]] as const,
      ["DRP-2", []] as const,
      ["DRP-3", ["packages/core/test/x.test.ts"]] as const,
    ].map(([id, laws], index) => ({ id, prefix: "DRP", number: index + 1, vectors: [], laws })),
    outside: { "DRP-3": "it has no number" },
    suitesIn: () => ["masks"],
  };
  const withCase = (name: string, ...ids: readonly string[]): NamedCases => {
    return { ...SOUND, cases: [...SOUND.cases, { suite: "masks", name, clauses: ids }] };
  };
  const withoutProof: NamedCases = {
    ...SOUND,
    clauses: SOUND.clauses.map((clause) => ({ ...clause, laws: ["packages/conformance/src/suites/masks.ts"] })),
  };

  it("passes what is sound", () => {
    expect(checkCaseNames(SOUND)).toEqual([]);
  });
  it.each<[what: string, faulty: NamedCases, fault: RegExp]>([
    ["a name without a clause", withCase("mask.0003"), /masks > mask\.0003: must begin with the clauses/],
    ["a clause that there is not", withCase("DRP-9 mask.0003", "DRP-9"), /mask\.0003: there is no clause DRP-9/],
    ["a clause named twice", withCase("DRP-1 DRP-1 mask.0003", "DRP-1", "DRP-1"), /names a clause twice/],
    ["a name that is taken", withCase("DRP-1 mask.0001", "DRP-1"), /two cases are called masks > DRP-1 mask\.0001/],
    ["a clause that nobody proves", { ...SOUND, outside: {} }, /DRP-3: no case names it/],
    ["a reason that is out of date", withCase("DRP-3 mask.0003", "DRP-3"), /DRP-3: cases prove it/],
    ["a reason for nothing", { ...SOUND, outside: { ...SOUND.outside, "DRP-4": "" } }, /DRP-4: .* no such clause/],
    ["a listed clause without a test", withoutProof, /DRP-3: neither a case names it nor does it name a test/],
    [
      "a suite that does not prove what it should",
      { ...SOUND, suitesIn: () => ["noise"] },
      /DRP-1: no case of .*masks/,
    ],
  ])("notices %s", (_what, faulty, fault) => {
    expect(checkCaseNames(faulty).join("\n")).toMatch(fault);
  });
});
