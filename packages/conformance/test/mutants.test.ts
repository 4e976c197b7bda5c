import { describe, expect, it } from "vitest";
import { conformanceCases, type ConformanceSubject } from "../src/index.ts";
import { patient } from "./deferral-mutants.ts";
import { disguises } from "./disguises.ts";
import { mutants } from "./mutants.ts";
import { declining, lawful } from "./sgd-mutants.ts";

/** The cases that fail for a subject, among those whose names contain some text. */
async function failuresOf(subject: ConformanceSubject, within: string): Promise<string[]> {
  const failures: string[] = [];
  for (const { name, run } of conformanceCases(subject)) {
    if (name.includes(within) && (await run()).status === "failed") failures.push(name);
  }
  return failures;
}

describe("the suites pass", () => {
  for (const { fault, caughtBy, subject } of [patient, declining, lawful, ...disguises]) {
    it(`an engine that ${fault}`, async () => {
      expect(await failuresOf(subject, caughtBy)).toEqual([]);
    });
  }
});

describe("the suites notice", () => {
  for (const { fault, caughtBy, subject } of mutants) {
    it(`an engine that ${fault}`, async () => {
      expect(await failuresOf(subject, caughtBy)).not.toEqual([]);
    });
  }
});
