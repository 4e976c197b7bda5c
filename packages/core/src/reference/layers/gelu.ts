import { erfInDouble } from "../../numeric/erf.ts";
import { expInDouble } from "../../numeric/exp.ts";
import { activationKernel } from "./activation-kernel.ts";
import type { LayerKernel } from "../layer-kernel.ts";

const SQRT_HALF = 0.7071067811865476;
/** 1/√(2π) and √(2/π). */
const DENSITY_AT_0 = 0.3989422804014327;
const SQRT_2_OVER_PI = 0.7978845608028654;
const CUBIC = 0.044715;

/**
 * Exact: y = x·Φ(x) with Φ(x) = (1 + erf(x/√2)) / 2; dy/dx = Φ(x) + x·e^(-x²/2)/√(2π).
 *
 * "tanh": y = x·σ(v) with v = 2·√(2/π)·(x + 0.044715·x³), since (1 + tanh u)/2 = σ(2u); dy/dx = σ(v) + x·σ(v)·σ(-v)·v'.
 *
 * In f64, rounded once.
 */
export function geluKernel(approximate: "none" | "tanh"): LayerKernel<undefined> {
  if (approximate === "none") {
    return activationKernel(
      (x) => x * normalDistribution(x),
      (g, x) => g * (normalDistribution(x) + x * expInDouble(-(x * x) / 2) * DENSITY_AT_0),
    );
  }
  return activationKernel(
    (x) => x / (1 + expInDouble(-argument(x))),
    (g, x) => {
      const share = 1 / (1 + expInDouble(-argument(x)));
      const rest = 1 / (1 + expInDouble(argument(x)));
      return g * (share + x * share * rest * 2 * SQRT_2_OVER_PI * (1 + 3 * CUBIC * x * x));
    },
  );
}

function normalDistribution(x: number): number {
  return 0.5 * (1 + erfInDouble(x * SQRT_HALF));
}

function argument(x: number): number {
  return 2 * SQRT_2_OVER_PI * (x + CUBIC * x * x * x);
}
