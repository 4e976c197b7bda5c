import { DataError, InvalidOptionError } from "@lockstep/core";
import { splitSizes, tablePool, type SplitSizes, type TablePool } from "lockstep/experiment";

/** More would be a column of numbers to predict, and an output layer that no curve is worth waiting for. */
const MOST_CLASSES = 100;
/** Enough to tell models apart; measuring more would only take time. */
const MOST_TEST_ROWS = 1000;
/** One row to train on, one to validate on, one to test on. */
const FEWEST_ROWS = 3;

/** What is wrong while no table was chosen. */
export function noTable(): DataError {
  return new DataError(
    { subject: "your table", rule: "was not chosen yet", remedy: "Choose a CSV file, or other data." },
    "MISSING_DATA",
  );
}

/**
 * Reads a user's table.
 *
 * @throws {DataError} as core's `readCsv`, or for fewer than three rows or more than 100 classes.
 */
export function readUserTable(csv: { readonly name: string; readonly text: string }): TablePool {
  const pool = tablePool(csv.text, csv.name);
  if (pool.classes > MOST_CLASSES) {
    throw new DataError({
      subject: `${csv.name}, the column of classes`,
      rule: `must hold at most ${MOST_CLASSES} classes`,
      received: pool.classes,
      remedy: 'Call the column that holds the classes "label", and leave out rows of rare ones.',
    });
  }
  if (pool.rows.rowCount < FEWEST_ROWS) {
    throw new DataError({
      subject: csv.name,
      rule: `must have at least ${FEWEST_ROWS} rows: to train, to validate and to test on`,
      received: pool.rows.rowCount,
      remedy: "Choose a table with more rows.",
    });
  }
  return pool;
}

/** Sizes to propose for a table: 60 % of its rows to train on, 20 % to validate on, and the rest, at most 1,000, to test on. */
export function proposedSizes(pool: TablePool): SplitSizes {
  return splitSizes(pool, { training: null, validation: null, test: MOST_TEST_ROWS });
}

/**
 * The parts of a table. What is left of it is tested on, at most 1,000 rows.
 *
 * @throws {InvalidOptionError} if nothing would be left; it names sizes that fit.
 */
export function tableSizes(
  pool: TablePool,
  wanted: { readonly training: number; readonly validation: number },
): SplitSizes {
  const left = pool.rows.rowCount - wanted.training - wanted.validation;
  if (left > 0) return { ...wanted, test: Math.min(left, MOST_TEST_ROWS) };
  const { training, validation } = proposedSizes(pool);
  throw new InvalidOptionError({
    subject: "training and validation rows",
    rule: `must together leave at least one of the ${pool.rows.rowCount} rows of ${pool.name} to test on`,
    received: wanted.training + wanted.validation,
    remedy: `Train on ${training} and validate on ${validation}, say.`,
  });
}
