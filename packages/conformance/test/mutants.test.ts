import { describe, expect, it } from "vitest";
import { describeConformance, type ConformanceSubject } from "../src/index.ts";
import { mutants } from "./mutants.ts";

/** The names of the tests that fail for a subject. */
async function failuresOf(subject: ConformanceSubject): Promise<string[]> {
  const tests: [name: string, body: () => void | Promise<void>][] = [];
  describeConformance(
    { describe: (_name, body) => body(), it: (name, body) => void tests.push([name, body]) },
    subject,
  );
  const failures: string[] = [];
  for (const [name, body] of tests) {
    try {
      await body();
    } catch {
      failures.push(name);
    }
  }
  return failures;
}

describe("the suites notice", () => {
  for (const { fault, caughtBy, subject } of mutants) {
    it(`an engine that ${fault}`, async () => {
      const failures = await failuresOf(subject);
      expect(failures.filter((name) => name.includes(caughtBy))).not.toEqual([]);
    });
  }
});
