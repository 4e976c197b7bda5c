import { clausesIn } from "../vectors/clause-of.ts";
import { describeConformance } from "../describe-conformance.ts";
import type { ConformanceSubject } from "../subject/conformance-subject.ts";
import type { CaseOutcome } from "./case-status.ts";
import type { TestBody, TestContext } from "./test-runner.ts";

/** What is known of a case before it runs. */
export interface CaseInfo {
  /** Names of the groups that it belongs to, without the engine's. */
  readonly suite: string;
  readonly name: string;
  /** Clauses of the specifications that it proves. */
  readonly clauses: readonly string[];
}

/** A case that can be run, any number of times. */
export interface ConformanceCase extends CaseInfo {
  /** Runs it from the beginning. */
  readonly run: () => Promise<CaseOutcome>;
}

/**
 * All cases of a subject, in the order in which they ought to run, without a test framework.
 *
 * @example
 * const cases = conformanceCases(subject);
 * const fresh = cases.find(({ name }) => name.includes("lifecycle.fresh"));
 * await fresh?.run(); // { status: "passed", engine: true }
 */
export function conformanceCases(subject: ConformanceSubject): readonly ConformanceCase[] {
  const path: string[] = [];
  const cases: ConformanceCase[] = [];
  describeConformance(
    {
      describe(name, body) {
        path.push(name);
        body();
        path.pop();
      },
      it(name, body) {
        // The first name is the engine's.
        cases.push({ suite: path.slice(1).join(" > "), name, clauses: clausesIn(name), run: () => outcomeOf(body) });
      },
    },
    subject,
  );
  return cases;
}

async function outcomeOf(body: TestBody): Promise<CaseOutcome> {
  let outcome: CaseOutcome = { status: "passed" };
  const context: TestContext = {
    report: (reported) => {
      outcome = reported;
    },
  };
  try {
    await body(context);
    return outcome;
  } catch (error) {
    // A case reports before it throws; what has not is no case but a test of the kit's own.
    if (outcome.status === "failed") return outcome;
    return { status: "failed", reason: error instanceof Error ? error.message : String(error) };
  }
}
