import type { LayerKernel } from "../layer-kernel.ts";
import { eluKernel } from "./elu.ts";

const ALPHA = 1.6732632423543772;
const SCALE = 1.0507009873554805;

/** elu with constants that keep mean 0 and variance 1. */
export function seluKernel(): LayerKernel {
  return eluKernel(ALPHA, SCALE);
}
