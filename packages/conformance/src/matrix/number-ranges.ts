/** A run of consecutive numbers. */
export type NumberRange = readonly [first: number, last: number];

/** Rising numbers in as few ranges as they make; two neighbours stay two. */
export function numberRanges(numbers: readonly number[]): readonly NumberRange[] {
  const runs: [number, number][] = [];
  for (const number of numbers) {
    const last = runs.at(-1);
    if (last !== undefined && last[1] === number - 1) last[1] = number;
    else runs.push([number, number]);
  }
  return runs.flatMap(([first, last]): NumberRange[] =>
    last === first + 1
      ? [
          [first, first],
          [last, last],
        ]
      : [[first, last]],
  );
}

/** As in `DRP-1, DRP-4 to 7`: ids in the order of reading. */
export function clauseRanges(ids: readonly string[]): readonly string[] {
  const byPrefix = new Map<string, number[]>();
  for (const id of ids) {
    const [prefix, number] = id.split("-");
    byPrefix.set(prefix!, [...(byPrefix.get(prefix!) ?? []), Number(number)]);
  }
  return [...byPrefix].flatMap(([prefix, numbers]) =>
    numberRanges(numbers).map(([first, last]) => `${prefix}-${first}${first === last ? "" : ` to ${last}`}`),
  );
}
