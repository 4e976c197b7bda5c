import { ConformanceFailure } from "../check/conformance-failure.ts";
import type { ConformanceSubject } from "../subject/conformance-subject.ts";
import type { AskedEngine } from "../subject/asked-engine.ts";
import type { CaseOutcome } from "./case-status.ts";
import type { TestBody, TestRunner } from "./test-runner.ts";
import { UnsupportedCase } from "./unsupported-case.ts";

/** A runner that gives each case its outcome, and the known failures that no case answered to. */
export interface SettlingRunner extends TestRunner {
  readonly unmatched: () => readonly string[];
}

/**
 * Lends suites a framework's functions so that a case ends in one of four ways: what the subject declines is skipped as
 * unsupported, what it lists as a known failure is skipped too, but fails if it passes after all.
 */
export function settlingRunner(
  runner: TestRunner,
  { knownFailures = [], declines }: ConformanceSubject,
  asked: AskedEngine,
): SettlingRunner {
  const path: string[] = [];
  const reasons = new Map(knownFailures.map(({ case: name, reason }) => [name, reason]));
  const unmatched = new Set(reasons.keys());
  return {
    describe(name, body) {
      runner.describe(name, () => {
        path.push(name);
        body();
        path.pop();
      });
    },
    it(name, body) {
      const full = [...path, name].join(" > ");
      unmatched.delete(full);
      const knownReason = reasons.get(full);
      runner.it(name, async (context) => {
        asked.clear();
        const { error, ...settled } = await settle(body, knownReason, declines);
        const outcome: CaseOutcome = asked.any() ? { ...settled, engine: true } : settled;
        context?.report?.(outcome);
        // A failure ends a test as every framework's failures do, with its stack.
        if (outcome.status === "failed") throw error;
        if (outcome.status !== "passed") context?.skip?.(`${outcome.status}: ${outcome.reason}`);
      });
    },
    unmatched: () => [...unmatched],
  };
}

type Settled = CaseOutcome & { readonly error?: unknown };

async function settle(
  body: TestBody,
  knownReason: string | undefined,
  declines: ConformanceSubject["declines"] = {},
): Promise<Settled> {
  try {
    await body();
  } catch (error) {
    if (error instanceof UnsupportedCase) {
      const { what, capability } = error.missing;
      return { status: "unsupported", reason: `${what}: ${declines[capability]}` };
    }
    if (knownReason !== undefined) return { status: "known-failure", reason: knownReason };
    return { status: "failed", reason: error instanceof Error ? error.message : String(error), error };
  }
  if (knownReason === undefined) return { status: "passed" };
  const reason = `This case passes, but the subject lists it as a known failure (${knownReason}). Remove it from knownFailures.`;
  return { status: "failed", reason, error: new ConformanceFailure(reason) };
}
