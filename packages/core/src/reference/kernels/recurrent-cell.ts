/** What a run over the positions keeps; [rows, positions, ...] all of them, a place being row · positions + position. */
export interface RecurrentTrace {
  /** W_ih·x + b_ih, [..., gates · hidden]. */
  readonly fromInput: Float32Array;
  /** W_hh·h + b_hh, likewise. */
  readonly fromState: Float32Array;
  /** The gates after their functions, likewise. */
  readonly gates: Float32Array;
  /** h, [..., hidden]. */
  readonly states: Float32Array;
  /** c of an LSTM, [..., hidden]; empty for others. */
  readonly cells: Float32Array;
  /** h of the position before as the product took it: with dropout, zeros at the first; [..., hidden]. */
  readonly taken: Float32Array;
}

/** Gradients with respect to what a cell added up, as long as it. */
export interface RecurrentGradients {
  readonly fromInput: Float32Array;
  readonly fromState: Float32Array;
}

/** The arithmetic of one place. */
export interface RecurrentCell {
  /** What the kernels that compute the same are called after. */
  readonly name: "lstm" | "gru";
  /** How many products of the state's length it takes. */
  readonly gates: number;
  readonly hasCells: boolean;
  /**
   * Fills in gates, state and cell of a place.
   *
   * @param before the place whose state it goes on from; below 0 at the beginning, where states are 0.
   */
  forward(trace: RecurrentTrace, hidden: number, place: number, before: number): void;
  /**
   * Fills in the gradients of a place.
   *
   * @param state gradient with respect to its h, [hidden]; left behind is what goes straight to h before it.
   * @param cell gradient with respect to its c; left behind is that with respect to c before it.
   */
  backward(
    trace: RecurrentTrace,
    hidden: number,
    place: number,
    before: number,
    gradients: RecurrentGradients,
    state: Float32Array,
    cell: Float32Array,
  ): void;
}
