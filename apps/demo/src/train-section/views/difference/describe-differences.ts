import { formatCount, formatDifference } from "lockstep/number-format";
import { BACKENDS, type BackendName } from "../../../backends/backend-name.ts";
import { ROUNDINGS, type StepDifferences } from "./step-differences.ts";

/** A backend beside the first one. */
export interface ComparedBackend extends Pick<StepDifferences, "worst" | "compared" | "unknown" | "parted"> {
  readonly name: BackendName;
  /** Steps that it has done. */
  readonly steps: number;
}

/** Differences below it cannot be seen on a plot of losses. */
const VISIBLE = 1e-2;
const POWERS = ["", "ten", "a hundred", "a thousand", "ten thousand", "a hundred thousand", "a million", "ten million"];

/** How far backends are from the first one, in sentences. */
export function describeDifferences(
  base: BackendName,
  others: readonly ComparedBackend[],
  finished: boolean,
): readonly string[] {
  const first = BACKENDS[base].label;
  if (others.length === 0) return [`Only ${first} trains: choose a second backend to see how far they are apart.`];
  const worst = others.reduce<ComparedBackend | null>(
    (most, one) => (one.worst !== null && one.worst.difference > (most?.worst?.difference ?? -1) ? one : most),
    null,
  );
  const late = others.filter(({ steps }) => steps === 0).map(({ name }) => BACKENDS[name].label);
  const unknown = Math.max(...others.map((one) => one.unknown));
  return [
    worst?.worst
      ? describeWorst(worst.worst, BACKENDS[worst.name].label, first, finished)
      : `No step can be compared yet: it takes one of ${first} and of another backend.`,
    ...describeParting(others, first),
    ...(late.length === 0 || worst === null ? [] : [`Without a step, so not compared: ${late.join(", ")}.`]),
    ...(unknown === 0
      ? []
      : [
          `${formatCount(unknown)} steps cannot be compared: their losses are not finite numbers, or were not kept over a reload.`,
        ]),
  ];
}

/** Where curves part, and why they usually do. */
function describeParting(others: readonly ComparedBackend[], first: string): readonly string[] {
  const wrong = others.filter(({ parted }) => parted?.step === 0).map(({ name }) => BACKENDS[name].label);
  const parted = others.flatMap(({ name, parted: at }) => (at === null || at.step === 0 ? [] : [{ name, ...at }]));
  const places = parted.map(({ name, step, together }) =>
    together
      ? `From step ${formatCount(step)} on ${BACKENDS[name].label} and ${first} go ways of their own.`
      : `${BACKENDS[name].label} and ${first} went ways of their own before step ${formatCount(step)}, the first that can be compared.`,
  );
  return [
    ...(wrong.length === 0
      ? []
      : [
          `${wrong.join(" and ")} and ${first} differ by more than roundings from the very first step: one of them computes something else. The conformance section shows which.`,
        ]),
    ...(places.length === 0 ? [] : [`${places.join(" ")} Roundings alone keep losses within about ${ROUNDINGS}.`]),
    ...(parted.some(({ jumped }) => jumped) ? [WHY_CURVES_PART] : []),
  ];
}

const WHY_CURVES_PART =
  "A jump like this is usually a rounding at the kink of relu: where the input of a unit lies within a rounding of 0, two " +
  "backends may fall on different sides of it, and the unit’s gradient is 0 on one side and 1 on the other. From there " +
  "the runs differ as any two runs do, while masks and batches stay the same. That is no error, and early stopping’s " +
  "certificate takes it into account. The page has not looked at the units, hence “usually”.";

function describeWorst(
  { difference, step }: { readonly difference: number; readonly step: number },
  whose: string,
  first: string,
  finished: boolean,
): string {
  const soFar = finished ? "" : " so far";
  if (difference === 0)
    return `No difference${soFar}: every step's loss is the same to the last digit, so nothing is drawn.`;
  const largest = `Largest difference${soFar} ${formatDifference(difference)}, at step ${formatCount(step)} (${whose} and ${first})`;
  return difference < VISIBLE
    ? `${largest}: the curves above lie on each other, and this is their difference magnified ${magnification(difference)} times.`
    : `${largest}: that can be seen in the curves above.`;
}

/** The power of ten that makes a difference about as large as a loss. */
function magnification(difference: number): string {
  const power = Math.round(-Math.log10(difference));
  return POWERS[power] ?? (power < 9 ? "a hundred million" : "a billion");
}
