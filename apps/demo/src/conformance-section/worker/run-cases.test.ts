import type { CaseOutcome, CaseResult } from "@lockstep/conformance";
import { describe, expect, it } from "vitest";
import { runCases } from "./run-cases.ts";

const INFOS = Array.from({ length: 10 }, (_, index) => ({ suite: "s", name: `case ${index}`, clauses: [] }));

/** Runs cases that take so long each, by a clock that only they move. */
async function run(milliseconds: number, indices: readonly number[], settle = async (outcome: CaseOutcome) => outcome) {
  let clock = 0;
  const begun: string[] = [];
  const batches: (readonly CaseResult[])[] = [];
  const ended = runCases(
    {
      cases: INFOS,
      run: async () => {
        clock += milliseconds;
        return { status: "passed" };
      },
    },
    indices,
    {
      onCase: (name) => begun.push(name),
      onResults: (results) => batches.push(results),
      settle,
      now: () => clock,
    },
  );
  const error = await ended.then(
    () => null,
    (reason: unknown) => reason,
  );
  return { begun, batches, names: batches.flat().map(({ name }) => name), error };
}

describe("running cases", () => {
  it("tells every result, in order, however long cases take", async () => {
    for (const milliseconds of [0, 30, 1000]) {
      const { begun, names } = await run(milliseconds, [1, 4, 7, 9]);
      expect(names).toEqual(["case 1", "case 4", "case 7", "case 9"]);
      expect(begun).toEqual(names.map((name) => `s > ${name}`));
    }
  });
  it("tells short ones together, and a long one at once", async () => {
    expect((await run(0, [0, 1, 2])).batches).toHaveLength(1);
    expect((await run(1000, [0, 1, 2])).batches).toHaveLength(3);
  });
  it("keeps what ran before a case that says nothing", async () => {
    let settled = 0;
    const { names, error } = await run(0, [0, 1, 2, 3], async (outcome) => {
      if (settled++ === 2) throw new Error("lost");
      return outcome;
    });
    expect(names).toEqual(["case 0", "case 1"]);
    expect(error).toEqual(new Error("lost"));
  });
});
