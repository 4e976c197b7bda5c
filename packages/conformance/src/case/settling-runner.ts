import { ConformanceFailure } from "../check/conformance-failure.ts";
import type { ConformanceSubject } from "../subject/conformance-subject.ts";
import type { AskedEngine } from "../subject/asked-engine.ts";
import type { CaseOutcome } from "./case-status.ts";
import { endUnpassed, type TestBody, type TestRunner } from "./test-runner.ts";
import { UnsupportedCase } from "./unsupported-case.ts";

/** A runner that gives each case its outcome, and the known failures that no case answered to. */
export interface SettlingRunner extends TestRunner {
  readonly unmatched: () => readonly string[];
}

/**
 * Lends suites a framework's functions so that a case ends in one of four ways: what the subject declines is skipped as
 * unsupported, what it lists as a known failure is skipped too, but fails if it passes after all, if it is unsupported
 * and if it ends by anything but a comparison that does not hold.
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
        if (outcome.status !== "passed") endUnpassed(context, outcome);
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
      const declined = `${what}: ${declines[capability]}`;
      if (knownReason === undefined) return { status: "unsupported", reason: declined };
      return failure(
        `This case is unsupported (${declined}), but the subject lists it as a known failure`,
        knownReason,
      );
    }
    const message = error instanceof Error ? error.message : String(error);
    if (knownReason === undefined) return { status: "failed", reason: message, error };
    if (error instanceof ConformanceFailure) return { status: "known-failure", reason: knownReason };
    const name = error instanceof Error ? error.name : typeof error;
    const broken = `This case breaks off with ${name}: ${message}, but a known failure is numbers that do not hold`;
    return failure(broken, knownReason, error);
  }
  if (knownReason === undefined) return { status: "passed" };
  return failure("This case passes, but the subject lists it as a known failure", knownReason);
}

/** A case that the subject wrongly lists as a known failure. */
function failure(what: string, knownReason: string, cause?: unknown): Settled {
  const reason = `${what} (${knownReason}). Remove it from knownFailures.`;
  return { status: "failed", reason, error: new ConformanceFailure(reason, { cause }) };
}
