import { conformanceCases } from "../case/conformance-case.ts";
import type { ConformanceSubject } from "../subject/conformance-subject.ts";
import type { ConformanceHost } from "./conformance-host.ts";
import { runtimeEnvironment, runtimePlace } from "./runtime-environment.ts";

/**
 * A host in this very process, which any runtime can be.
 *
 * It does not look for errors that a case leaves and nobody catches, since these are not swallowed here: test frameworks
 * fail the run for them, and without one Node ends with the error.
 *
 * @example
 * const host = localHost(subject);
 * const report = await runConformance(host, { only: "lifecycle" });
 * report.counts.failed; // 0
 */
export function localHost(subject: ConformanceSubject): ConformanceHost {
  const cases = conformanceCases(subject);
  return {
    subject: subject.name,
    place: runtimePlace(),
    environment: { ...runtimeEnvironment(), ...subject.environment, ...accuracyOf(subject) },
    cases: cases.map(({ suite, name, clauses }) => ({ suite, name, clauses })),
    run: (index) => cases[index]!.run(),
    close: () => Promise.resolve(),
  };
}

/** Bounds depend on it, so reports tell it where it is not the default. */
function accuracyOf({ functionUlps }: ConformanceSubject): Readonly<Record<string, string>> {
  return functionUlps === undefined ? {} : { "exp, log, tanh, division": `${functionUlps} ulp` };
}
