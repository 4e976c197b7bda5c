import type { BackendTally, Outcome, ReasonTally } from "./conformance-tally.ts";
import { backendNames, grouped } from "./conformance-words.ts";
import { wrapped } from "./wrapped.ts";

const WORDS: Readonly<Record<Outcome, string>> = {
  passed: "passed",
  failed: "failed",
  unsupported: "unsupported",
  "known-failure": "known to fail",
  skipped: "skipped",
};

/** Why tests did not pass, below the backends on which that is so, which are named once. */
export function reasonLines(
  backends: readonly BackendTally[],
  reasons: readonly ReasonTally[],
  width: number,
): readonly string[] {
  const places = new Map<string, { readonly on: readonly BackendTally[]; readonly reasons: ReasonTally[] }>();
  for (const reason of reasons) {
    const on = backends.filter((backend) => testsOn(reason, backend) > 0);
    const key = on.map((backend) => backends.indexOf(backend)).join();
    const place = places.get(key) ?? { on, reasons: [] };
    place.reasons.push(reason);
    places.set(key, place);
  }
  return [...places.values()].flatMap(({ on, reasons: there }) => [
    "",
    ...wrapped(`${on.length === 1 ? "" : `each of ${on.length}: `}${backendNames(on)}`.split(" "), " ", width, "  "),
    ...there.flatMap((reason) => linesOf(reason, on, width)),
  ]);
}

function linesOf(reason: ReasonTally, on: readonly BackendTally[], width: number): string[] {
  const [sentence] = reason.reason.trim().split("\n", 1);
  const tests = rangeOf(on.map((backend) => testsOn(reason, backend)));
  const items = [...reason.items].sort(([a], [b]) => (a < b ? -1 : 1));
  const only = items[0]![0];
  // One item needs no count of its own.
  if (items.length === 1) {
    const said = `${tests} ${WORDS[reason.outcome]}: ${only}${only === "" ? "" : ": "}${sentence}`;
    return wrapped(said.split(/\s+/), " ", width, "    ");
  }
  const common = commonWords(items.map(([item]) => item));
  const counted = items.map(
    ([item, counts]) => `${item.slice(common.length)} ${rangeOf(on.map((backend) => counts.get(backend) ?? 0))}`,
  );
  return [
    ...wrapped(`${tests} ${WORDS[reason.outcome]}: ${sentence}`.split(/\s+/), " ", width, "    "),
    ...wrapped([`${common}${counted[0]}`, ...counted.slice(1)], ", ", width, "      "),
  ];
}

function testsOn({ items }: ReasonTally, backend: BackendTally): number {
  return [...items.values()].reduce((sum, counts) => sum + (counts.get(backend) ?? 0), 0);
}

/** As in `591`, where it is so many on each backend, and `590 to 591`. */
function rangeOf(numbers: readonly number[]): string {
  const [least, most] = [Math.min(...numbers), Math.max(...numbers)];
  return least === most ? grouped(least) : `${grouped(least)} to ${grouped(most)}`;
}

/** The words with which all texts begin, with the space after them: `layer ` of `layer gru` and `layer elu`. */
function commonWords([first = "", ...others]: readonly string[]): string {
  let words = first.slice(0, first.lastIndexOf(" ") + 1);
  while (!others.every((text) => text.startsWith(words)))
    words = words.slice(0, words.lastIndexOf(" ", words.length - 2) + 1);
  return words;
}
