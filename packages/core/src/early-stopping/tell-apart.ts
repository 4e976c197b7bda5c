/** Two numbers as text, with as many digits as it takes to tell them apart, and at least six. */
export function tellApart(a: number, b: number): readonly [string, string] {
  for (let digits = 6; digits < 17; digits++) {
    const [shownA, shownB] = [a, b].map((value) => String(Number(value.toPrecision(digits))));
    if (shownA !== shownB || a === b) return [shownA!, shownB!];
  }
  return [String(a), String(b)];
}

/** A number as text with six digits. */
export function shown(value: number): string {
  return tellApart(value, value)[0];
}
