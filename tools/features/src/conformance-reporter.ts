import type { CaseOutcome } from "@lockstep/conformance";
import type { Reporter, TestCase, TestModule, Vitest } from "vitest/node";
import { conformanceTable } from "./conformance-table.ts";
import { tallyConformance, type ConformanceTest } from "./conformance-tally.ts";

/** Tells at the end of a run how the conformance tests of each backend ended, and why those that did not pass did not. */
export class ConformanceReporter implements Reporter {
  #vitest: Vitest | undefined;

  onInit(vitest: Vitest): void {
    this.#vitest = vitest;
  }

  onTestRunEnd(modules: readonly TestModule[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()].map(testOf));
    const lines = conformanceTable(tallyConformance(tests), widthOf(process.stdout.columns));
    if (lines.length > 0) this.#vitest?.logger.log(`\n${lines.map((line) => ` ${line}`.trimEnd()).join("\n")}\n`);
  }
}

function testOf(test: TestCase): ConformanceTest {
  const groups: string[] = [];
  for (let group = test.parent; group.type === "suite"; group = group.parent) groups.unshift(group.name);
  const result = test.result();
  const note = result.state === "skipped" ? result.note : result.errors?.[0]?.message;
  const { conformance: outcome } = test.meta() as { readonly conformance?: CaseOutcome };
  const core = outcome !== undefined && outcome.engine !== true;
  return { groups, state: result.state, core, ...(note === undefined ? {} : { note }) };
}

/** A terminal that does not know its width, or is none, says 0 or nothing. */
function widthOf(columns: number | undefined): number {
  return Math.min(Math.max(columns || 100, 60), 120);
}
