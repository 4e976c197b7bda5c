import type { Boundary } from "../../../training/training-events.ts";

/** A piece of a line, in the grid's own units: 0 is the first column or row. */
export type Segment = readonly [x1: number, y1: number, x2: number, y2: number];

/**
 * Where the probability is one half, between the points of the grid: marching squares, in which the line crosses
 * an edge where the probability, taken as linear along it, is one half.
 */
export function boundarySegments({ columns, rows, values }: Boundary): readonly Segment[] {
  const segments: Segment[] = [];
  const above = (column: number, row: number): number => values[row * columns + column]! - 0.5;
  for (let row = 0; row + 1 < rows; row++) {
    for (let column = 0; column + 1 < columns; column++) {
      const corners = [
        [column, row],
        [column + 1, row],
        [column + 1, row + 1],
        [column, row + 1],
      ] as const;
      const crossings = corners.flatMap(([x1, y1], index) => {
        const [x2, y2] = corners[(index + 1) % 4]!;
        const [from, to] = [above(x1, y1), above(x2, y2)];
        if (from >= 0 === to >= 0 || Number.isNaN(from + to)) return [];
        const share = from / (from - to);
        return [[x1 + share * (x2 - x1), y1 + share * (y2 - y1)] as const];
      });
      // Two crossings, or four at a saddle: there both lines are drawn, whichever way they connect.
      for (let pair = 0; pair + 1 < crossings.length; pair += 2) {
        segments.push([...crossings[pair]!, ...crossings[pair + 1]!] as const);
      }
    }
  }
  return segments;
}
