import { sigmoid } from "../../numeric/sigmoid.ts";
import type { Activation } from "./activation.ts";

/** y = 1 / (1 + e^-x). dy/dx = y·(1 - y). */
export const SIGMOID: Activation = {
  name: "sigmoid",
  parameters: [],
  value: sigmoid,
  gradient: (g, _x, y) => g * Math.fround(y * Math.fround(1 - y)),
};
