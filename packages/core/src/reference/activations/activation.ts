/** What sets of kernels know an activation by. */
export type ActivationName =
  | "elu"
  | "gelu"
  | "geluTanh"
  | "hardtanh"
  | "leakyRelu"
  | "relu"
  | "sigmoid"
  | "silu"
  | "softplus"
  | "tanh";

/** An elementwise function without parameters that learn: each output depends on one input. */
export interface Activation {
  readonly name: ActivationName;
  /** The numbers that it depends on, in the order of the kernel of that name. */
  readonly parameters: readonly number[];
  /** y, to be rounded to f32. */
  readonly value: (x: number) => number;
  /** dy/dx times the gradient of y, given x and y; to be rounded to f32. */
  readonly gradient: (outputGradient: number, x: number, y: number) => number;
}
