import { tanh } from "../../numeric/tanh.ts";
import type { Activation } from "./activation.ts";

/** y = tanh x. dy/dx = 1 - y². */
export const TANH: Activation = {
  name: "tanh",
  parameters: [],
  value: tanh,
  gradient: (g, _x, y) => g * Math.fround(1 - Math.fround(y * y)),
};
