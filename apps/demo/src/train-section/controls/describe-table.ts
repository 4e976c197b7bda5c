import type { TableFacts } from "../session/table-worker.ts";

/** More names than that are counted, not listed. */
const MOST_NAMES = 10;
/** Fewer rows of a class than that teach little about it, and rather say that the column is none of classes. */
const FEW_ROWS_PER_CLASS = 10;

/** What was found in a user's table, and what becomes of it. */
export function describeTable(name: string, facts: TableFacts): readonly string[] {
  const { rowCount, inputColumns, labelColumn, classNames } = facts;
  const columns = inputColumns.length === 1 ? "1 column of numbers" : `${inputColumns.length} columns of numbers`;
  return [
    `${name}: ${rowCount} rows. The first line was taken as the names of the columns.`,
    `Label column: ${labelColumn}; ${classNames.length} classes: ${listOf(classNames)}.`,
    `Inputs: ${columns}: ${listOf(inputColumns)}.`,
    "Rows are shuffled by the seed and split into rows to train, to validate and to test on. Each column of numbers is " +
      "standardised: the training rows' mean is taken off, and the rest divided by their standard deviation.",
    "Choosing a file sets the label noise to 0: none of your labels is made wrong unless you ask for it.",
  ];
}

/** What looks as if the table was not meant the way it was read. */
export function warnOfTable({
  rowCount,
  inputColumns,
  labelColumn,
  labelNamed,
  classNames,
}: TableFacts): readonly string[] {
  const number = [...inputColumns, labelColumn].find((name) => name !== "" && Number.isFinite(Number(name)));
  return [
    ...(number === undefined
      ? []
      : [
          `A column is called “${number}”: if the first line is a row already, put a line with the columns' names above it.`,
        ]),
    ...(labelNamed
      ? []
      : [
          `No column is called label, class, target or species, so the last one, “${labelColumn}”, was taken for the label. ` +
            "If another column is, call it “label” in the first line and choose the file again.",
        ]),
    ...(classNames.length > 2 && rowCount < FEW_ROWS_PER_CLASS * classNames.length
      ? [
          `“${labelColumn}” has ${classNames.length} different values in ${rowCount} rows, each of which is a class now. ` +
            "If they are numbers to measure rather than classes, another column should be the label.",
        ]
      : []),
  ];
}

function listOf(names: readonly string[]): string {
  const more = names.length - MOST_NAMES;
  return more > 1 ? `${names.slice(0, MOST_NAMES).join(", ")} and ${more} more` : names.join(", ");
}
