/** A seed as it stands in TypeScript: a number where numbers are exact, a bigint beyond. */
export function seedLiteral(seed: bigint): string {
  return Number.isSafeInteger(Number(seed)) ? String(seed) : `${seed}n`;
}
