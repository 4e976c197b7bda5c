import type { CaseResult } from "@lockstep/conformance";
import { expect, it } from "vitest";
import { groupFailures } from "./group-failures.ts";

function failed(name: string, reason: string): CaseResult {
  return { suite: "s", name, clauses: [], status: "failed", reason };
}

it("tells each message once, the most frequent first, otherwise in their order", () => {
  const cases: CaseResult[] = [
    failed("a", "off by one"),
    failed("b", "not written yet"),
    { suite: "s", name: "c", clauses: [], status: "passed" },
    { suite: "s", name: "d", clauses: [], status: "known-failure", reason: "not written yet" },
    failed("e", "off by two"),
    failed("f", "not written yet"),
  ];
  const groups = groupFailures(cases).map(({ reason, cases: alike }) => [reason, alike.map(({ name }) => name)]);
  expect(groups).toEqual([
    ["not written yet", ["b", "f"]],
    ["off by one", ["a"]],
    ["off by two", ["e"]],
  ]);
});
