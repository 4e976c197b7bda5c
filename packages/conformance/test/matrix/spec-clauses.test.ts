import { globSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { specClauses } from "../../src/index.ts";
import { parseSpec } from "../spec/parse-spec.ts";

const SPEC = resolve(import.meta.dirname, "../../../core/spec");
const files = globSync("*.md", { cwd: SPEC }).filter((file) => file !== "README.md");

describe("the rows of the matrix", () => {
  it.each(files)("are the clauses of %s, each with a title and its proof", (file) => {
    const text = readFileSync(join(SPEC, file), "utf8");
    const rows = specClauses(file, text);
    expect(rows.map(({ id }) => id)).toEqual(parseSpec(file, text).clauses.map(({ id }) => id));
    expect(rows.filter(({ title, elsewhere }) => title === "" || !/(vectors|laws) `/.test(elsewhere ?? ""))).toEqual(
      [],
    );
  });
  it("say why the kit leaves a clause out, before they say what proves it", () => {
    const [clause] = specClauses(
      "data.md",
      "# Data\n\n## DAT-6 Damaged\n\nText.\n\nProved by: laws `x.test.ts`,\n`y.test.ts`.\n",
    );
    expect(clause).toEqual({
      id: "DAT-6",
      title: "Damaged",
      file: "data.md",
      section: "Data",
      elsewhere:
        "thousands of damaged files take longer than all suites together. Proved by laws `x.test.ts`, `y.test.ts`",
    });
  });
});
