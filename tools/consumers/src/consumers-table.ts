import type { SizeFigures } from "./figures.ts";

/** How long one file of tests took, its installations among it. */
export interface ConsumerTime {
  readonly consumer: string;
  readonly seconds: number;
}

/** The lines of a table of sizes and times; none without figures. */
export function consumersTable(sizes: readonly SizeFigures[], times: readonly ConsumerTime[]): readonly string[] {
  const rowsOf = (kind: SizeFigures["kind"]): readonly Row[] =>
    sizes.filter((figures) => figures.kind === kind).map(sizeRow);
  return [
    ...columns("Tarballs, in kB", ["packed", "unpacked", "files"], rowsOf("tarball")),
    ...columns("Bundles, in kB", ["gzip", "minified", "files"], rowsOf("bundle")),
    ...columns("Consumers", ["seconds"], times.map(timeRow)),
  ];
}

type Row = readonly [string, ...string[]];

function sizeRow({ what, packed, unpacked, files }: SizeFigures): Row {
  return [what, kilobytes(packed), kilobytes(unpacked), String(files)];
}

function timeRow({ consumer, seconds }: ConsumerTime): Row {
  return [consumer, seconds.toFixed(1)];
}

/** Of 1,000 bytes, as npm counts them. */
function kilobytes(bytes: number): string {
  return (bytes / 1000).toLocaleString("en", { minimumFractionDigits: 1, maximumFractionDigits: 1 });
}

/** Words on the left, numbers on the right. */
function columns(title: string, heads: readonly string[], rows: readonly Row[]): readonly string[] {
  if (rows.length === 0) return [];
  const table = [[title, ...heads], ...rows.toSorted(([a], [b]) => (a < b ? -1 : 1))];
  const widths = table[0]!.map((_, column) => Math.max(...table.map((row) => row[column]!.length)));
  const lines = table.map((row) =>
    row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!))).join("  "),
  );
  return [lines[0]!, "─".repeat(lines[0]!.length), ...lines.slice(1), ""];
}
