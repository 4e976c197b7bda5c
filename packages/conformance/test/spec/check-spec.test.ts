import { describe, expect, it } from "vitest";
import { checkSpec, unknownClauses, type SpecRepository } from "./check-spec.ts";

const DROPOUT = `# Dropout

Units that drop.

## DRP-1 The rate

The probability to drop.

\`\`\`text
## not a heading
\`\`\`

Proved by: vectors \`masks/dropout.mask\`, \`masks/dropout.offset\`; laws \`packages/core/test/rate.test.ts\`.

## DRP-2 Refusals

A rate above 1 is refused.
Proved by: laws \`packages/core/test/rate.test.ts\`,
\`packages/conformance/src/suites/dropout-masks.ts\`.
`;

const STOPPING = `# Early stopping

## STP-1 Patience

Proved by: vectors \`stops/stop\`, \`masks/dropout.mask\`.
`;

const SOUND: SpecRepository = {
  specs: { "dropout.md": DROPOUT, "early-stopping.md": STOPPING },
  vectors: {
    masks: {
      clauses: { "dropout.mask": "DRP-1 STP-1", "dropout.offset": "DRP-1" },
      ids: ["dropout.mask.0001", "dropout.mask.0002", "dropout.offset.0001"],
    },
    stops: { clauses: { stop: "STP-1" }, ids: ["stop.keras.0001", "stop.flax.0001"] },
  },
  exists: (path) => path !== "packages/core/test/missing.test.ts",
};

/** The faults after replacing text in the specification of dropout. */
function afterReplacing(text: string, replacement: string): string[] {
  expect(DROPOUT).toContain(text);
  return checkSpec({ ...SOUND, specs: { ...SOUND.specs, "dropout.md": DROPOUT.replace(text, replacement) } });
}

describe("the check of specifications", () => {
  it("finds nothing wrong with a sound one", () => {
    expect(checkSpec(SOUND)).toEqual([]);
  });
  it.each([
    ["a title", "# Dropout", "Dropout", /dropout\.md: must begin with "# "/],
    ["a number", "## DRP-1", "## DRP", /heading "DRP The rate" must be a clause's/],
    ["a number in its order", "## DRP-2", "## DRP-3", /dropout\.md: DRP-3 stands where DRP-2 must/],
    ["a number of its own", "## DRP-2", "## DRP-1", /dropout\.md: DRP-1 stands where DRP-2 must/],
    ["its file's prefix", "## DRP-2", "## DRO-2", /dropout\.md: DRO-2 stands where DRP-2 must/],
    ["a proof", "Proved by: laws", "Laws:", /DRP-2: must end in one paragraph "Proved by: /],
    ["a proof at its end", "Proved by: vectors", "Proved by: laws `x.test.ts`.\n\nMore: vectors", /DRP-1: must end in/],
    [
      "a proof that names something",
      "vectors `masks/dropout.mask`, `masks/dropout.offset`",
      "vectors",
      /"vectors" must be/,
    ],
    [
      "a proof in names alone",
      "laws `packages/core",
      "laws in `packages/core",
      /DRP-[12]: "laws in .* must be "vectors/,
    ],
    ["cases that are there", "masks/dropout.offset", "masks/dropout.off", /DRP-1: no case of masks\/dropout\.off/],
    ["a vector file that is there", "masks/dropout.mask", "mask/dropout.mask", /DRP-1: no case of mask\/dropout\.mask/],
    ["a group of a file", "masks/dropout.mask", "masks", /DRP-1: `masks` must be `file\/prefix`/],
    ["a test that is there", "test/rate.test.ts", "test/missing.test.ts", /missing\.test\.ts does not exist/],
    ["a test for a law", "test/rate.test.ts", "src/rate.ts", /src\/rate\.ts is neither a test nor a suite/],
  ])("wants of a clause %s", (_what, text, replacement, fault) => {
    expect(afterReplacing(text, replacement).join("\n")).toMatch(fault);
  });
  it("wants a prefix for each file", () => {
    expect(checkSpec({ ...SOUND, specs: { ...SOUND.specs, "masks.md": STOPPING.replaceAll("STP", "DRP") } })).toContain(
      "masks.md: prefix DRP is that of dropout.md",
    );
  });
  it("wants clauses in each file", () => {
    expect(checkSpec({ ...SOUND, specs: { ...SOUND.specs, "sgd.md": "# SGD\n" } })).toEqual(["sgd.md: has no clause"]);
  });
  it("wants a clause for every group of cases", () => {
    const ids = [...SOUND.vectors["masks"]!.ids, "dropout.spatial.0001"];
    const vectors = { ...SOUND.vectors, masks: { ...SOUND.vectors["masks"]!, ids } };
    expect(checkSpec({ ...SOUND, vectors })).toEqual(["masks.json: no clause names the cases dropout.spatial"]);
  });
  it.each([
    ["a clause that there is not", { stop: "STP-2" }],
    ["a clause that does not name it back", { stop: "DRP-1 STP-1" }],
    ["no clause", {}],
  ])("wants a header that follows from the clauses: one with %s is noticed", (_what, clauses) => {
    const vectors = { ...SOUND.vectors, stops: { ...SOUND.vectors["stops"]!, clauses } };
    expect(checkSpec({ ...SOUND, vectors }).join("\n")).toMatch(
      /stops\.json: its header names .* run python .*clauses\.py/,
    );
  });
  it("knows a clause that there is not by its prefix", () => {
    expect(unknownClauses("DRP-2, DRP-3, MIT-1 and ISO-8859", SOUND.specs)).toEqual(["DRP-3"]);
  });
});
