import { formatCount } from "../number-format.ts";

/** `1 round`, `12 rounds` */
export function formatRounds(rounds: number): string {
  return rounds === 1 ? "1 round" : `${formatCount(rounds)} rounds`;
}
