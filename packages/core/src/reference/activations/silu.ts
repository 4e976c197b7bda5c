import { expInDouble } from "../../numeric/exp.ts";
import type { Activation } from "./activation.ts";

/** y = x / (1 + e^-x). dy/dx = σ(x)·(1 + x·σ(-x)). In f64, rounded once. */
export const SILU: Activation = {
  name: "silu",
  parameters: [],
  value: (x) => x / (1 + expInDouble(-x)),
  gradient: (g, x) => g * ((1 / (1 + expInDouble(-x))) * (1 + x / (1 + expInDouble(x)))),
};
