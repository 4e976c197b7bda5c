import { formatCount, formatShare } from "lockstep/number-format";
import { BACKENDS, type BackendName } from "../../../backends/backend-name.ts";
import type { Mistake, TestResult } from "../../../training/training-worker-api.ts";

/** How the test rows fared on a backend; null if it has not tested them. */
export interface BackendTest {
  readonly name: BackendName;
  readonly test: TestResult | null;
}

/** How many test rows are wrong on the first backend, and whether the others are wrong about the same ones. */
export function describeMistakes(base: TestResult, others: readonly BackendTest[]): readonly string[] {
  const { errors, rowCount } = base;
  const mistakes = takenForAnother(base);
  const wrong = `${formatCount(errors)} of ${formatCount(rowCount)} test rows wrong (${formatShare(errors / rowCount)}).`;
  const tested = others.flatMap(({ name, test }) => (test === null ? [] : [{ name, test }]));
  const waiting = others.filter(({ test }) => test === null).map(({ name }) => BACKENDS[name].label);
  const different = tested.filter(({ test }) => !sameMistakes(base, test));
  if (!Number.isFinite(base.loss)) return [wrong, NO_ANSWERS];
  const listed = errors > mistakes.length ? ` (compared: the ${formatCount(mistakes.length)} surest ones)` : "";
  return [
    wrong,
    ...(tested.length > 0 && different.length === 0 && errors + tested[0]!.test.errors > 0
      ? [
          `${describeAll(tested.length + 1, waiting.length)} the same mistakes${listed}: the same rows, taken for the same classes.`,
        ]
      : []),
    ...different.map(({ name, test }) => describeDifferent(name, base, test)),
    ...(waiting.length === 0 ? [] : [`Not tested yet: ${waiting.join(", ")}.`]),
  ];
}

const NO_ANSWERS =
  "The test loss is no longer a number, so the network’s answers mean nothing: lower the learning rate and start again.";

/** Those of the listed mistakes that name another class: an answer that is no number counts as wrong, but names none. */
export function takenForAnother({ mistakes }: TestResult): readonly Mistake[] {
  return mistakes.filter(({ label, predicted, confidence }) => label !== predicted && !Number.isNaN(confidence));
}

/** Whether two backends have as many errors, and the same ones among those that are listed. */
function sameMistakes(a: TestResult, b: TestResult): boolean {
  return a.errors === b.errors && a.mistakes.length === b.mistakes.length && sharedMistakes(a, b) === a.mistakes.length;
}

function sharedMistakes(a: TestResult, b: TestResult): number {
  const keyOf = ({ row, predicted }: Mistake): string => `${row} ${predicted}`;
  const known = new Set(b.mistakes.map(keyOf));
  return a.mistakes.filter((mistake) => known.has(keyOf(mistake))).length;
}

function describeAll(count: number, waiting: number): string {
  if (waiting > 0) return `The ${count} backends that are done make`;
  return count === 2 ? "Both backends make" : `All ${count} backends make`;
}

function describeDifferent(name: BackendName, base: TestResult, test: TestResult): string {
  const shared = sharedMistakes(base, test);
  return (
    `${BACKENDS[name].label} has ${formatCount(test.errors)} rows wrong, and makes ` +
    `${formatCount(shared)} of the ${formatCount(base.mistakes.length)} mistakes below.`
  );
}
