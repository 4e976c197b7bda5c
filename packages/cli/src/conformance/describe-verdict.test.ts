import { expect, it } from "vitest";
import { describeVerdict } from "./describe-verdict.ts";

const NONE = { passed: 0, failed: 0, unsupported: 0, "known-failure": 0 };

it.each([
  [{ passed: 1 }, "x in Node passes all of 1 case."],
  [{ passed: 1200 }, "x in Node passes all of 1,200 cases."],
  [{ passed: 3, failed: 1, unsupported: 2 }, "x in Node fails 1 of 6 cases."],
  [{ passed: 3, unsupported: 2 }, "x in Node passes 3 of 5 cases, declines 2 as it says it does, and fails none."],
  [
    { passed: 3, unsupported: 2, "known-failure": 1 },
    "x in Node passes 3 of 6 cases, declines 2 as it says it does, has 1 known to fail, and fails no other.",
  ],
])("%o", (some, sentence) => {
  const outcome = { subject: "x", place: "Node", counts: { ...NONE, ...some } };
  expect(describeVerdict(outcome)).toBe(sentence);
  expect(describeVerdict(outcome, '3 of 9 cases, those with "y"')).toBe(
    `${sentence} This is a part: 3 of 9 cases, those with "y".`,
  );
});
