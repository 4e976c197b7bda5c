import type { RecurrentCell, RecurrentGradients, RecurrentTrace } from "./recurrent-cell.ts";

/** One position of all rows. */
export interface CellStep {
  readonly rows: number;
  readonly hidden: number;
  readonly positions: number;
  readonly position: number;
  /** The position whose state it goes on from, -1 at the beginning. */
  readonly before: number;
}

/** The loops of recurrent cells over rows. */
export interface CellLoops {
  cellForward(cell: RecurrentCell, trace: RecurrentTrace, step: CellStep): void;
  /** @param states and `cells`, [rows, hidden]: what the cell calls `state` and `cell`. */
  cellBackward(
    cell: RecurrentCell,
    trace: RecurrentTrace,
    step: CellStep,
    gradients: RecurrentGradients,
    states: Float32Array,
    cells: Float32Array,
  ): void;
}

/** The loops in TypeScript. */
export const CELL_LOOPS: CellLoops = {
  cellForward(cell, trace, { rows, hidden, positions, position, before }) {
    for (let row = 0; row < rows; row++) {
      const first = row * positions;
      cell.forward(trace, hidden, first + position, before < 0 ? -1 : first + before);
    }
  },
  cellBackward(cell, trace, { rows, hidden, positions, position, before }, gradients, states, cells) {
    for (let row = 0; row < rows; row++) {
      const [first, start, end] = [row * positions, row * hidden, (row + 1) * hidden];
      cell.backward(
        trace,
        hidden,
        first + position,
        before < 0 ? -1 : first + before,
        gradients,
        states.subarray(start, end),
        cells.subarray(start, end),
      );
    }
  },
};
