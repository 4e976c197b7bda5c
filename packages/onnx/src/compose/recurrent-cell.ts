import type { GraphBuilder } from "../graph/graph-builder.ts";
import type { GraphValue } from "../graph/graph.ts";

/** What a run carries from one position to the next, each [rows, hidden]. */
export interface RecurrentState {
  readonly h: GraphValue;
  /** c of an LSTM; a GRU leaves it alone. */
  readonly c: GraphValue;
}

/** The parameters of one run that the state meets. */
interface StateProduct {
  readonly weight: GraphValue;
  readonly bias: GraphValue | undefined;
}

/** The arithmetic of one position for all rows. */
export interface RecurrentCell {
  /**
   * @param fromInput W_ih·x + b_ih, [rows, gates · hidden].
   * @param taken h of the position before as the product takes it: with dropout.
   */
  readonly step: (
    graph: GraphBuilder,
    fromInput: GraphValue,
    taken: GraphValue,
    product: StateProduct,
    before: RecurrentState,
  ) => RecurrentState;
}
