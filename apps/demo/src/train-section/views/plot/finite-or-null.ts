/** What a plot draws of a value: nothing, unless it is a finite number. */
export function finiteOrNull(value: number | undefined): number | null {
  return value !== undefined && Number.isFinite(value) ? value : null;
}
