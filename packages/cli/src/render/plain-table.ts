import Table from "cli-table3";

/** A cell, or a heading over several columns. */
export type TableCell = string | { readonly content: string; readonly colSpan: number; readonly hAlign: "left" };

/**
 * A table without frames: a rule under the headings, two spaces between columns, the first column to the left and the
 * figures to the right.
 */
export function plainTable(
  headings: readonly (readonly TableCell[])[],
  rows: readonly (readonly TableCell[])[],
): string {
  const columns = rows[0]!.length;
  const table = new Table({
    chars: {
      top: "",
      "top-mid": "",
      "top-left": "",
      "top-right": "",
      bottom: "",
      "bottom-mid": "",
      "bottom-left": "",
      "bottom-right": "",
      left: "",
      "left-mid": "",
      mid: "",
      "mid-mid": "",
      right: "",
      "right-mid": "",
      middle: "",
    },
    style: { head: [], border: [], "padding-left": 1, "padding-right": 1 },
    colAligns: Array.from({ length: columns }, (_, column) => (column === 0 ? "left" : "right")),
  });
  table.push(...[...headings, ...rows].map((cells) => [...cells]));
  const lines = table.toString().split("\n");
  const width = Math.max(...lines.map((line) => line.trimEnd().length));
  const head = lines.slice(0, headings.length);
  const body = lines.slice(headings.length);
  return [...head, ` ${"─".repeat(width - 1)}`, ...body].map((line) => ` ${line.trimEnd()}`).join("\n");
}
