/** How a conformance test ended, as a test framework tells it. */
export interface ConformanceTest {
  /** Names of the groups that it is in, the outermost first. */
  readonly groups: readonly string[];
  readonly state: "passed" | "failed" | "skipped" | "pending";
  /** What the test said when it was skipped, or the message of its failure. */
  readonly note?: string;
}

/** The ends of a conformance test, in the order of a table. */
export const OUTCOMES = ["passed", "failed", "unsupported", "known-failure", "skipped"] as const;

export type Outcome = (typeof OUTCOMES)[number];

/** One engine in one place. */
interface BackendTally {
  readonly subject: string;
  /** Empty if the group does not name it. */
  readonly place: string;
  readonly counts: Readonly<Record<Outcome, number>>;
}

/** Tests that ended alike for one reason. */
export interface ReasonTally {
  readonly outcome: Outcome;
  readonly reason: string;
  /** What was asked for, and how often: `layer conv2d`; empty where the reason is all there is. */
  readonly items: ReadonlyMap<string, number>;
  readonly tests: number;
  readonly backends: readonly string[];
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
  const backends = new Map<string, { subject: string; place: string; counts: Record<Outcome, number>; ran: boolean }>();
  const reasons = new Map<string, MutableReason>();
  for (const test of tests) {
    const [, subject, place = ""] = test.groups.map((group) => GROUP.exec(group)).find((match) => match !== null) ?? [];
    if (subject === undefined) continue;
    const name = place === "" ? subject : `${subject} in ${place}`;
    const backend = backends.get(name) ?? { subject, place, counts: noCounts(), ran: false };
    backends.set(name, backend);
    const { outcome, reason } = outcomeOf(test);
    backend.counts[outcome]++;
    // A test that was not chosen, as by `-t`, was skipped without a word.
    if (outcome !== "skipped" || test.note !== undefined) backend.ran = true;
    if (reason !== undefined) addReason(reasons, outcome, reason, name);
  }
  const ran = new Set([...backends].filter(([, backend]) => backend.ran).map(([name]) => name));
  return {
    backends: [...backends.values()]
      .filter((backend) => backend.ran)
      .sort((a, b) => byName(keyOf(a), keyOf(b)))
      .map(({ subject, place, counts }) => ({ subject, place, counts })),
    reasons: [...reasons.values()].filter((reason) => reason.backends.some((name) => ran.has(name))).sort(bySeverity),
  };
}

interface MutableReason extends ReasonTally {
  readonly items: Map<string, number>;
  tests: number;
  readonly backends: string[];
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

function addReason(reasons: Map<string, MutableReason>, outcome: Outcome, said: string, backend: string): void {
  const parts = outcome === "unsupported" ? /^(.+?): ([\s\S]+)$/.exec(said) : null;
  const [, item = "", reason = said] = parts ?? [];
  const key = `${outcome} ${reason}`;
  const known: MutableReason = reasons.get(key) ?? { outcome, reason, items: new Map(), tests: 0, backends: [] };
  reasons.set(key, known);
  known.tests++;
  if (item !== "") known.items.set(item, (known.items.get(item) ?? 0) + 1);
  if (!known.backends.includes(backend)) known.backends.push(backend);
  known.backends.sort(byName);
}

/** What a backend is ordered by. */
function keyOf({ subject, place }: Pick<BackendTally, "subject" | "place">): string {
  return `${subject === "reference" ? 0 : 1} ${subject} ${place}`;
}

function byName(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

/** Failures first, then what is most frequent. */
function bySeverity(a: ReasonTally, b: ReasonTally): number {
  const order: readonly Outcome[] = ["failed", "known-failure", "unsupported", "skipped", "passed"];
  return order.indexOf(a.outcome) - order.indexOf(b.outcome) || b.tests - a.tests || (a.reason < b.reason ? -1 : 1);
}
