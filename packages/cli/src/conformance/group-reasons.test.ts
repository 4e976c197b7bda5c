import type { CaseResult } from "@lockstep/conformance";
import { expect, it } from "vitest";
import { groupReasons } from "./group-reasons.ts";

function result(status: CaseResult["status"], reason: string): CaseResult {
  return { suite: "s", name: "n", clauses: [], status, reason };
}

it("tells each reason once, the most frequent first, with what was asked for", () => {
  const cases = [
    result("unsupported", "max-norm: not yet"),
    result("unsupported", "layer gru: no kernel: see issue 3"),
    result("unsupported", "layer conv2d: no kernel: see issue 3"),
    result("unsupported", "layer conv2d: no kernel: see issue 3"),
    result("known-failure", "f16: it rounds"),
  ];
  expect(groupReasons(cases, "unsupported")).toEqual([
    {
      reason: "no kernel: see issue 3",
      cases: 3,
      wanted: [
        ["layer conv2d", 2],
        ["layer gru", 1],
      ],
    },
    { reason: "not yet", cases: 1, wanted: [["max-norm", 1]] },
  ]);
  // The reason of a known failure is the subject's own sentence.
  expect(groupReasons(cases, "known-failure")).toEqual([{ reason: "f16: it rounds", cases: 1, wanted: [] }]);
});
