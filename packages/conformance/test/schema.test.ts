import { globSync, readFileSync } from "node:fs";
import { basename, resolve } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";

const VECTORS = resolve(import.meta.dirname, "../vectors");
// Definitions only refine what the common form of a case has said, its types and names among it.
const validate = new Ajv2020({ strict: true, strictTypes: false, strictRequired: false }).compile(
  read("vectors.schema.json") as object,
);

function read(file: string): unknown {
  return JSON.parse(readFileSync(resolve(VECTORS, file), "utf8"));
}

/** What the schema has against a file. */
function complaints(file: unknown): string[] {
  validate(file);
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

describe("the schema of vectors", () => {
  it.each(globSync("*.json", { cwd: VECTORS, exclude: ["*.schema.json"] }))("describes %s", (file) => {
    const content = read(file) as { subject: string; cases: object[] };
    expect(complaints(content)).toEqual([]);
    expect(content.subject).toBe(basename(file, ".json"));
    // A subject that no branch of the schema refines would take any case.
    expect(complaints({ ...content, cases: [{ ...content.cases[0], id: "nonsense.0001" }] })).not.toEqual([]);
  });
  it.each([
    ["a level that there is not", { level: "close" }],
    ["an id of another group", { id: "data.splits.0001" }],
    ["an input too many", { input: { seed: "0x0", rows: 1, sizes: { only: 1 }, rate: 0.5 } }],
    ["a decimal seed", { input: { seed: "0", rows: 1, sizes: { only: 1 } } }],
  ])("refuses %s", (_what, change) => {
    const file = read("splits.json") as { cases: object[] };
    expect(complaints({ ...file, cases: [{ ...file.cases[0], ...change }] })).not.toEqual([]);
  });
});
