import type { Activation } from "./activation.ts";

/** y = x where x > 0, else 0 (a NaN stays). dy/dx = 1 where x > 0, else 0: PyTorch's choice at 0. */
export const RELU: Activation = {
  name: "relu",
  parameters: [],
  value: (x) => (x <= 0 ? 0 : x),
  gradient: (g, x) => (x > 0 ? g : 0),
};
