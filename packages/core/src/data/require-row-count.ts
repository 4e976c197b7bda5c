import { InvalidOptionError } from "../errors/lockstep-error.ts";

/** Checks that a list with one entry a row has as many entries as there are rows. @throws {InvalidOptionError} */
export function requireRowCount(subject: string, length: number, rowCount: number): void {
  if (length === rowCount) return;
  throw new InvalidOptionError({
    subject,
    rule: `must have one entry for each of the ${rowCount} rows`,
    received: length,
  });
}
