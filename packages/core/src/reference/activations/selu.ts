import type { Activation } from "./activation.ts";
import { elu } from "./elu.ts";

const ALPHA = 1.6732632423543772;
const SCALE = 1.0507009873554805;

/** elu with constants that keep mean 0 and variance 1. */
export const SELU: Activation = elu(ALPHA, SCALE);
