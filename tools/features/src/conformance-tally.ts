/** How a conformance test ended, as a test framework tells it. */
export interface ConformanceTest {
  /** Names of the groups that it is in, the outermost first. */
  readonly groups: readonly string[];
  readonly state: "passed" | "failed" | "skipped" | "pending";
  /** Whether it asked the engine for nothing: it is about core, and the same for every engine. */
  readonly core: boolean;
  /** What the test said when it was skipped, or the message of its failure. */
  readonly note?: string;
}

/** The ends of a conformance test, in the order of a table. */
export const OUTCOMES = ["passed", "failed", "unsupported", "known-failure", "skipped"] as const;

export type Outcome = (typeof OUTCOMES)[number];

/** One engine in one place. */
export interface BackendTally {
  readonly subject: string;
  /** Empty if the group does not name it. */
  readonly place: string;
  /** Of the tests that asked the engine for something. */
  readonly counts: Readonly<Record<Outcome, number>>;
  /** Of the others. */
  readonly core: Readonly<Record<Outcome, number>>;
  /** Why it was not tested at all. @default it was */
  readonly untested?: string;
}

/** Tests that ended alike for one reason. */
export interface ReasonTally {
  readonly outcome: Outcome;
  readonly reason: string;
  /** By what was asked for, as in `layer conv2d`, or by nothing where the reason is all there is: how many tests of which backend. */
  readonly items: ReadonlyMap<string, ReadonlyMap<BackendTally, number>>;
}

/** What a run says of every backend. */
export interface ConformanceTally {
  readonly backends: readonly BackendTally[];
  readonly reasons: readonly ReasonTally[];
}

const GROUP = /^conformance of (.+?)(?: in (\S+))?$/;

/**
 * Counts the conformance tests among tests; backends of which nothing was to run are left out.
 *
 * Files end in any order, so backends are put into the matrix's: the reference engine first, then by name.
 */
export function tallyConformance(tests: Iterable<ConformanceTest>): ConformanceTally {
  const backends = new Map<string, MutableBackend>();
  const reasons = new Map<string, MutableReason>();
  for (const test of tests) {
    const [, subject, place = ""] = test.groups.map((group) => GROUP.exec(group)).find((match) => match !== null) ?? [];
    if (subject === undefined) continue;
    const key = `${subject} ${place}`;
    const backend = backends.get(key) ?? { subject, place, counts: noCounts(), core: noCounts() };
    backends.set(key, backend);
    const { outcome, reason } = outcomeOf(test);
    if (test.note?.startsWith(UNTESTED) === true && test.state === "skipped") backend.untested = reason ?? "";
    else {
      (test.core ? backend.core : backend.counts)[outcome]++;
      if (reason !== undefined) addReason(reasons, outcome, reason, backend);
    }
  }
  // A test that was not chosen, as by `-t`, was skipped without a word.
  const chosen = [...backends.values()].filter((backend) => backend.untested !== undefined || ran(backend));
  return {
    backends: chosen.sort((a, b) => byName(keyOf(a), keyOf(b))),
    reasons: [...reasons.values()].filter((reason) => chosen.some((backend) => isOf(reason, backend))).sort(bySeverity),
  };
}

/** What the one test says that stands for all of a place that is not installed. */
const UNTESTED = "skipped: ";

type MutableBackend = BackendTally & {
  untested?: string;
  readonly counts: Record<Outcome, number>;
  readonly core: Record<Outcome, number>;
};

interface MutableReason extends ReasonTally {
  readonly items: Map<string, Map<BackendTally, number>>;
}

/** How many tests ended for a reason, on whatever backend. */
function testsOf({ items }: ReasonTally): number {
  return [...items.values()].flatMap((counts) => [...counts.values()]).reduce((sum, count) => sum + count, 0);
}

function ran({ counts, core }: BackendTally): boolean {
  return OUTCOMES.some((outcome) => outcome !== "skipped" && counts[outcome] + core[outcome] > 0);
}

function isOf({ items }: ReasonTally, backend: BackendTally): boolean {
  return [...items.values()].some((counts) => counts.has(backend));
}

function noCounts(): Record<Outcome, number> {
  return Object.fromEntries(OUTCOMES.map((outcome) => [outcome, 0])) as Record<Outcome, number>;
}

/** Notes of skipped tests begin with the outcome: `unsupported: layer conv2d: no kernel yet`. */
function outcomeOf({ state, note }: ConformanceTest): { outcome: Outcome; reason?: string } {
  if (state === "passed") return { outcome: "passed" };
  if (state === "failed") return { outcome: "failed", reason: note ?? "no message" };
  if (note === undefined) return { outcome: "skipped", reason: state === "pending" ? "did not run" : "not chosen" };
  const [, outcome, reason] = /^(unsupported|known-failure|skipped): ([\s\S]*)$/.exec(note) ?? [];
  return { outcome: (outcome as Outcome | undefined) ?? "skipped", reason: reason ?? note };
}

function addReason(reasons: Map<string, MutableReason>, outcome: Outcome, said: string, backend: BackendTally): void {
  const parts = outcome === "unsupported" ? /^(.+?): ([\s\S]+)$/.exec(said) : null;
  const [, item = "", reason = said] = parts ?? [];
  const key = `${outcome} ${reason}`;
  const known = reasons.get(key) ?? { outcome, reason, items: new Map<string, Map<BackendTally, number>>() };
  reasons.set(key, known);
  const counts = known.items.get(item) ?? new Map<BackendTally, number>();
  known.items.set(item, counts.set(backend, (counts.get(backend) ?? 0) + 1));
}

/** What a backend is ordered by. */
function keyOf({ subject, place }: BackendTally): string {
  return `${subject === "reference" ? 0 : 1} ${subject} ${place}`;
}

function byName(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

/** Failures first, then what is most frequent. */
function bySeverity(a: ReasonTally, b: ReasonTally): number {
  const order: readonly Outcome[] = ["failed", "known-failure", "unsupported", "skipped", "passed"];
  return (
    order.indexOf(a.outcome) - order.indexOf(b.outcome) || testsOf(b) - testsOf(a) || (a.reason < b.reason ? -1 : 1)
  );
}
