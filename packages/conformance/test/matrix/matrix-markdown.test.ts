import { describe, expect, it } from "vitest";
import { featureMatrix, matrixMarkdown } from "../../src/index.ts";
import { CLAUSES, passes, record, RECORDS } from "./record.ts";

const text = matrixMarkdown(featureMatrix(RECORDS, CLAUSES), {
  specs: "spec/",
  note: "From *records*.",
  mutants: {
    format: "lockstep-mutants/1",
    mutants: [{ fault: "forgets <b>", caughtBy: "sgd.update", cases: ["sgd.update: 1", "sgd.update: 2"] }],
  },
});
/** The lines below a heading. */
const below = (heading: string): string[] => text.split(`## ${heading}\n\n`)[1]!.split("\n\n")[0]!.split("\n");

describe("the matrix in Markdown", () => {
  it("says what ran where, of the engine's cases and of core's", () => {
    expect(text.split("## Backends\n\n")[1]!.split("\n\n")[1]!.split("\n")).toEqual([
      "| backend   | place    | passed | share  | failed | unsupported | known failures | core | date       | environment            |",
      "| --------- | -------- | ------ | ------ | ------ | ----------- | -------------- | ---- | ---------- | ---------------------- |",
      "| reference | Node     | 4      | 100 %  | 0      | 0           | 0              | 1    | 2026-01-02 | Node 1.0, @x/y 2.0     |",
      "| broken    | Chromium | 2      | 28.5 % | 2      | 2           | 1              | 0    | 2026-01-02 | Chromium 1.0, @x/y 2.0 |",
      "| slow      | Node     | 2      | 40 %   | 0      | 2           | 1              | 0    | 2026-01-02 | Node 1.0, @x/y 2.0     |",
    ]);
  });
  it("has a table for each specification, with the numbers of the reasons", () => {
    expect(below("Dropout")).toEqual([
      "| clause                   | reference<br>Node | broken<br>Chromium | slow<br>Node |",
      "| ------------------------ | ----------------- | ------------------ | ------------ |",
      "| [DRP-1] The rate         | ✓ 3               | ✗ 1/3 [¹] [⁴]      | ◐ 2/3 [⁴]    |",
      "| [DRP-2] Masks            | ✓ 1               | ◐ 1/2 [³]          | – [⁵]        |",
      "| [DRP-3] What is not here | ·                 | ·                  | ·            |",
    ]);
  });
  it("counts the cases of a specification, and the clauses that hold in full", () => {
    expect(below("Overview").find((line) => line.startsWith("| Dropout"))).toMatch(
      /\| ✓ 4 cases, 2 clauses +\| ✗ 2 of 5 cases, 0 of 2 clauses in full +\| ◐ 2 of 4 cases, 0 of 2 clauses in full/,
    );
  });
  it("says what each backend computes", () => {
    expect(below("Layers and losses by backend").filter((line) => /\bgru\b|\blstm\b/.test(line))).toEqual([
      expect.stringMatching(
        /^\| Sequences +\| embedding, positional-embedding, lstm, multi-head-attention +\| ✓ +\| ✓ +\| ✓ +\|$/,
      ),
      expect.stringMatching(/^\| +\| gru +\| ✓ +\| – +\| – +\|$/),
    ]);
  });
  it("has one column for backends of which every cell is the same, and says which they are", () => {
    const like = featureMatrix(
      ["mine-cpu", "mine-gpu"].map((name) => record(name, "Node", passes("DRP-1", 4))),
      CLAUSES.slice(0, 1),
    );
    expect(matrixMarkdown(like)).toContain("| clause         | mine cpu, gpu<br>Node |");
    expect(matrixMarkdown(like)).toContain("- mine cpu, gpu: mine-cpu (Node), mine-gpu (Node)");
  });
  it("says that only some cases ran, and calls nothing proved elsewhere then", () => {
    const some = matrixMarkdown(featureMatrix([record("mine", "Node", passes("DRP-1", 4), "rate")], CLAUSES));
    expect(some).toContain("| Node, only cases with “rate” |");
    expect(some).toContain("○ not run");
    expect(some).not.toContain("## Proved elsewhere");
  });
  it("gives every reference its address", () => {
    const references = new Set(Array.from(text.matchAll(/ \[([^\]]+)\](?!\()/g), ([, label]) => label!));
    const addresses = new Map(Array.from(text.matchAll(/^\[([^\]]+)\]: (.+)$/gm), ([, label, to]) => [label!, to!]));
    expect([...references].filter((label) => !addresses.has(label))).toEqual([]);
    expect(addresses.get("DRP-3")).toBe("spec/dropout.md#drp-3-what-is-not-here");
    expect(addresses.get("⁴")).toBe("#reason-4");
    expect(text).toContain('<a id="reason-4"></a>4');
  });
  it("escapes what would be markup", () => {
    expect(text).toContain('\\<b\\>1 \\& "2"\\</b\\> \\| \\`3\\`');
    expect(text).toContain("From \\*records\\*.");
    expect(text).toContain("| forgets \\<b\\>  | sgd.update");
  });
  it("says where clauses without cases are proved", () => {
    expect(below("Proved elsewhere").at(-1)).toBe("| DRP-3 What is not here | laws `x.test.ts` |");
  });
  it("joins neighbours among the numbers of a cell", () => {
    const reasons = ["a", "b", "c", "d"].map((reason) => ({ clauses: ["DRP-1"], status: "failed" as const, reason }));
    const few = matrixMarkdown(featureMatrix([record("new", "Node", reasons)], CLAUSES.slice(0, 1)));
    expect(few).toContain("| DRP-1 The rate | ✗ 0/4 [¹⁻⁴] |");
    expect(few).toContain("[¹⁻⁴]: #reason-1");
  });
  it("needs no reasons where everything holds", () => {
    const whole = matrixMarkdown(featureMatrix([record("new", "Node", passes("DRP-1", 4))], CLAUSES.slice(0, 1)));
    expect(whole).toContain("None are needed: everything holds.");
  });
  it("is the same twice, whatever the order of the records", () => {
    const options = { specs: "spec/" };
    const once = matrixMarkdown(featureMatrix(RECORDS, CLAUSES), options);
    expect(matrixMarkdown(featureMatrix(RECORDS.toReversed(), CLAUSES), options)).toBe(once);
  });
});
