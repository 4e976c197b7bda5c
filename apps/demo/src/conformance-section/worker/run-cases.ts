import type { CaseOutcome, CaseResult, ConformanceHost } from "@lockstep/conformance";

/** Milliseconds between two reports, each of which the page draws. */
const REPORT_EVERY = 200;

/** What a run is given besides its cases. */
export interface CaseRunListener {
  /** A case begins. */
  onCase(name: string): void;
  /** Cases that ended since the last call, in order; never none. */
  onResults(results: readonly CaseResult[]): void;
  /** What to make of an outcome that is about to be told; throws if the case says nothing, since the backend is gone. */
  settle(outcome: CaseOutcome): Promise<CaseOutcome>;
  /** In milliseconds. */
  now(): number;
}

/** Runs cases one after another and tells how they end, five times a second at most. */
export async function runCases(
  host: Pick<ConformanceHost, "cases" | "run">,
  indices: readonly number[],
  listener: CaseRunListener,
): Promise<void> {
  let results: CaseResult[] = [];
  let told = listener.now();
  const tell = (): void => {
    if (results.length > 0) listener.onResults(results);
    results = [];
    told = listener.now();
  };
  try {
    for (const index of indices) {
      const info = host.cases[index]!;
      listener.onCase(`${info.suite} > ${info.name}`);
      results.push({ ...info, ...(await listener.settle(await host.run(index))) });
      if (listener.now() - told >= REPORT_EVERY) tell();
    }
  } finally {
    tell();
  }
}
