import { formatCount, formatShare } from "lockstep/number-format";
import { BACKENDS, type BackendName } from "../../../backends/backend-name.ts";
import type { BitComparison } from "./compare-bits.ts";

/** What a backend answered; null if it could not be asked. */
export interface MaskAnswer {
  readonly name: BackendName;
  readonly comparison: BitComparison | null;
}

/** What the backends answered, in sentences: one for all that agree, and one for each that does not. */
export function describeAnswers(answers: readonly MaskAnswer[]): readonly string[] {
  const asked = answers.flatMap(({ name, comparison }) => (comparison === null ? [] : [{ name, ...comparison }]));
  const identical = asked.filter(({ equal, total, differing }) => differing !== null && equal === total);
  const other = asked.filter((one) => !identical.includes(one));
  const silent = answers.filter(({ comparison }) => comparison === null).map(({ name }) => BACKENDS[name].label);
  const [first] = identical;
  return [
    ...(first === undefined
      ? []
      : [
          describeIdentical(
            identical.map(({ name }) => name),
            answers.length,
            first,
          ),
        ]),
    ...other.map(({ name, equal, total, differing }) =>
      differing === null
        ? `${BACKENDS[name].label} applies a mask of another size.`
        : `${BACKENDS[name].label} differs in ${formatCount(total - equal)} of ${formatCount(total)} bits.`,
    ),
    ...(silent.length === 0 ? [] : [`Could not be asked, since it trains or is not there: ${silent.join(", ")}.`]),
  ];
}

function describeIdentical(names: readonly BackendName[], all: number, { equal, total }: BitComparison): string {
  const bits = `(${formatCount(equal)} of ${formatCount(total)} bits)`;
  if (names.length < all || all === 1) {
    return `Identical to the picture: ${names.map((name) => BACKENDS[name].label).join(", ")} ${bits}.`;
  }
  return `Identical on ${all === 2 ? "both" : `all ${all}`} backends ${bits}.`;
}

/** How many units a mask keeps, beside how many it should on average. */
export function describeShare(kept: number, total: number, rate: number): string {
  return (
    `${formatCount(kept)} of these ${formatCount(total)} units are kept: ${formatShare(kept / total)}, ` +
    `where chance alone gives ${formatShare(1 - rate)} on average.`
  );
}
