import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { conformanceCases, type CaughtMutant, type ConformanceSubject, type MutantsRecord } from "../src/index.ts";
import { patient } from "./deferral-mutants.ts";
import { disguises } from "./disguises.ts";
import { exactEngines } from "./exact-mutants.ts";
import { mutants } from "./mutants.ts";
import { declining, lawful } from "./sgd-mutants.ts";

/** What caught each mutant, kept beside the results of the suites. */
const RECORD = resolve(import.meta.dirname, "../results/mutants.json");

/** The cases that fail for a subject, among those whose names contain some text. */
async function failuresOf(subject: ConformanceSubject, within: string): Promise<string[]> {
  const failures: string[] = [];
  for (const { name, run } of conformanceCases(subject)) {
    if (name.includes(within) && (await run()).status === "failed") failures.push(name);
  }
  return failures;
}

describe("the suites pass", () => {
  for (const { fault, caughtBy, subject } of [patient, declining, lawful, ...disguises, ...exactEngines]) {
    it(`an engine that ${fault}`, async () => {
      expect(await failuresOf(subject, caughtBy)).toEqual([]);
    });
  }
});

describe("the suites notice", () => {
  const caught: CaughtMutant[] = [];
  for (const { fault, caughtBy, subject } of mutants) {
    it(`an engine that ${fault}`, async () => {
      const cases = await failuresOf(subject, caughtBy);
      expect(cases).not.toEqual([]);
      caught.push({ fault, caughtBy, cases });
    });
  }
  it("all of them, by the cases on record (LOCKSTEP_RECORD=1 writes it)", ({ skip }) => {
    skip(caught.length < mutants.length, "skipped: only some of the mutants ran, or were caught");
    const found: MutantsRecord = { format: "lockstep-mutants/1", mutants: caught };
    if (process.env["LOCKSTEP_RECORD"] === "1") writeFileSync(RECORD, `${JSON.stringify(found, null, 2)}\n`);
    expect(existsSync(RECORD), `there is no ${RECORD}`).toBe(true);
    expect(found).toEqual(JSON.parse(readFileSync(RECORD, "utf8")));
  });
});
