import { describe, expect, it } from "vitest";
import { readLine, writeLine, type CaseLine } from "../../src/script/case-line.ts";

describe("a line of a script", () => {
  it("is read as it was written", () => {
    const lines: readonly CaseLine[] = [
      { kind: "subject", subject: "x", environment: {}, cases: [{ suite: "s", name: "n\n", clauses: ["PRT-1"] }] },
      { kind: "refusal", message: "no" },
      { kind: "outcome", index: 3, outcome: { status: "failed", reason: "2 lines\nof it" } },
    ];
    for (const line of lines) {
      expect(writeLine(line)).not.toContain("\n");
      expect(readLine(writeLine(line))).toEqual(line);
    }
  });
  it.each(["hello", "", "says hello", "{", "null", "5", "[]", '"outcome"', '{"kind":"greeting"}'])(
    "is nothing if an engine prints the mark and %j",
    (words) => {
      expect(readLine(`lockstep-conformance ${words}`)).toBeUndefined();
    },
  );
  it("is nothing without the mark", () => {
    expect(readLine('{"kind":"refusal","message":"no"}')).toBeUndefined();
  });
});
