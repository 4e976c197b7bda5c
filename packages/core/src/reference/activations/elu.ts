import { expInDouble } from "../../numeric/exp.ts";
import { expm1InDouble } from "../../numeric/expm1.ts";
import type { Activation } from "./activation.ts";

/**
 * y = scale·x where x > 0, else scale·alpha·(e^x - 1). dy/dx = scale where x > 0, else scale·alpha·e^x. In f64, rounded
 * once. elu has the scale 1.
 */
export function elu(alpha: number, scale = 1): Activation {
  const below = scale * alpha;
  return {
    name: "elu",
    parameters: [scale, below],
    value: (x) => (x > 0 ? scale * x : below * expm1InDouble(x)),
    gradient: (g, x) => g * (x > 0 ? scale : below * expInDouble(x)),
  };
}
