import { partInWords } from "../report/part-in-words.ts";
import type { FeatureMatrix, MatrixColumn } from "./feature-matrix.ts";

/** Columns in which every cell is the same, and which a table shows as one. */
export interface ColumnGroup {
  /** Indices, rising; the first stands for all. */
  readonly columns: readonly [number, ...number[]];
  /** As in `tfjs cpu, wasm`: engines whose names begin alike are named once. */
  readonly engines: string;
  /** As in `Chromium, Node`: where any of them ran. */
  readonly places: string;
}

/** The columns of a matrix, identical ones together, in the order of the first of each. */
export function columnGroups(matrix: FeatureMatrix): readonly ColumnGroup[] {
  const groups = new Map<string, [number, ...number[]]>();
  for (const index of matrix.columns.keys()) {
    const key = contentOf(matrix, index);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [index]);
    else group.push(index);
  }
  return [...groups.values()].map((columns) => {
    const members = columns.map((index) => matrix.columns[index]!);
    const places = [...new Set(members.map(({ place }) => place))].sort();
    return { columns, engines: enginesInWords(members), places: places.join(", ") };
  });
}

/** All that a table says of a column, the cases without a clause among it. */
function contentOf({ columns, sections, reasons }: FeatureMatrix, index: number): string {
  return JSON.stringify([
    partInWords(columns[index]!),
    sections.flatMap(({ rows }) => rows.map(({ cells }) => cells[index])),
    reasons.flatMap(({ number, uses }) =>
      uses.filter(({ column }) => column === index).map(({ cases }) => [number, cases]),
    ),
  ]);
}

function enginesInWords(members: readonly MatrixColumn[]): string {
  const [first = "", ...others] = new Set(members.map(({ subject }) => subject));
  const stem = /^[^-]+-(?=.)/.exec(first)?.[0];
  const alike = stem !== undefined && others.length > 0 && others.every((subject) => subject.startsWith(stem));
  if (!alike) return [first, ...others].join(", ");
  return `${stem.slice(0, -1)} ${[first, ...others].map((subject) => subject.slice(stem.length)).join(", ")}`;
}
