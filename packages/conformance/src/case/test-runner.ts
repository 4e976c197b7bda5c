import { ConformanceFailure } from "../check/conformance-failure.ts";
import type { CaseOutcome } from "./case-status.ts";

/** What a framework hands to a running test; the contexts of vitest and node:test fit as they are. */
export interface TestContext {
  /** Ends the test as one that is neither passed nor failed. */
  skip?(reason: string): void;
  /** Takes the outcome itself, of runners that tell outcomes apart. Called before `skip`. */
  report?(outcome: CaseOutcome): void;
  /** vitest's record of the test, where its reporters find the outcome. */
  readonly task?: { readonly meta: object };
}

/** The body of a test. */
export type TestBody = (context?: TestContext) => void | Promise<void>;

/**
 * The two functions that a test framework has to lend: vitest's and node:test's fit as they are.
 *
 * Those of jest and mocha do not: they take a body with a parameter for one that calls back when it is done, and hand it
 * a function instead of a context that can skip. Without `skip` and `report`, a case that is unsupported or a known
 * failure fails: it must not count as passed.
 */
export interface TestRunner {
  /** Groups what `body` registers. */
  readonly describe: (name: string, body: () => void) => void;
  /** Registers a test. */
  readonly it: (name: string, body: TestBody) => void;
}

/**
 * Ends a test whose case is unsupported or a known failure.
 *
 * @throws {ConformanceFailure} if the framework can neither skip it nor take the outcome.
 */
export function endUnpassed(context: TestContext | undefined, { status, reason }: CaseOutcome): void {
  const told = `${status}: ${reason}`;
  if (context?.skip !== undefined) context.skip(told);
  else if (context?.report === undefined) {
    throw new ConformanceFailure(
      `The test runner has to be able to skip a test, or this one would count as passed (${told}). ` +
        "Lend the functions of vitest or node:test, or hand each body a context with `skip`.",
    );
  }
}
