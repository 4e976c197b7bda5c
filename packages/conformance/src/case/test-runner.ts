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

/** The two functions that a test framework has to lend: vitest's, node:test's, jest's and mocha's fit as they are. */
export interface TestRunner {
  readonly describe: (name: string, body: () => void) => void;
  readonly it: (name: string, body: TestBody) => void;
}
