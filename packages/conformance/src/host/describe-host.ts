import { ConformanceFailure } from "../check/conformance-failure.ts";
import { endUnpassed, type TestRunner } from "../case/test-runner.ts";
import type { ConformanceHost } from "./conformance-host.ts";

/**
 * Registers every case of a host with a test framework, as `describeConformance` does for an engine in this process.
 * What is unsupported or a known failure is skipped with its reason.
 *
 * @param runner `describe` and `it` of the framework.
 * @param host stays open; close it after the tests.
 * @example
 * const host = localHost(subject);
 * describeHost({ describe, it }, host);
 */
export function describeHost(runner: TestRunner, host: ConformanceHost): void {
  const { describe, it } = runner;
  const suites = new Map<string, number[]>();
  for (const [index, { suite }] of host.cases.entries()) suites.set(suite, [...(suites.get(suite) ?? []), index]);
  describe(`conformance of ${host.subject} in ${host.place}`, () => {
    for (const [suite, indices] of suites) {
      describe(suite, () => {
        for (const index of indices) {
          it(host.cases[index]!.name, async (context) => {
            const outcome = await host.run(index);
            if (context?.task !== undefined) Object.assign(context.task.meta, { conformance: outcome });
            if (outcome.status === "failed") throw new ConformanceFailure(outcome.reason);
            context?.report?.(outcome);
            if (outcome.status !== "passed") endUnpassed(context, outcome);
          });
        }
      });
    }
  });
}
