import { expInDouble } from "../../numeric/exp.ts";
import { expm1InDouble } from "../../numeric/expm1.ts";
import { activationKernel } from "./activation-kernel.ts";
import type { LayerKernel } from "../layer-kernel.ts";

/**
 * y = scale·x where x > 0, else scale·alpha·(e^x - 1). dy/dx = scale where x > 0, else scale·alpha·e^x. In f64, rounded
 * once. elu has the scale 1.
 */
export function eluKernel(alpha: number, scale = 1): LayerKernel<undefined> {
  return activationKernel(
    (x) => (x > 0 ? scale * x : scale * alpha * expm1InDouble(x)),
    (g, x) => (x > 0 ? g * scale : g * (scale * alpha * expInDouble(x))),
  );
}
