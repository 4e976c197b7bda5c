/** How many roundings each kind of result has behind it. */
export interface Roundings {
  readonly output: number;
  /** On the way back, from the gradient of the output; what the way forward left behind counts here too where it is used. */
  readonly inputGradient: number;
  /** The largest count among the layer's parameters; 0 without parameters. */
  readonly parameterGradient: number;
}

/** What the counts depend on besides the layer. */
export interface RoundingContext {
  /** Rows of the batch, over which the gradients of parameters are summed. */
  readonly rows: number;
  /** Roundings that an elementary function, a division or a square root is worth: twice its error in ulp. */
  readonly perFunction: number;
}
