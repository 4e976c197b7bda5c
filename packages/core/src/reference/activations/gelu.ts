import { erfInDouble } from "../../numeric/erf.ts";
import { expInDouble } from "../../numeric/exp.ts";
import { SQRT_HALF } from "../../numeric/split-float.ts";
import type { Activation } from "./activation.ts";

/** 1/√(2π). */
export const DENSITY_AT_0 = 0.3989422804014327;
/** √(2/π). */
export const SQRT_2_OVER_PI = 0.7978845608028654;
/** What x³ has beside x in {@link GELU_TANH}. */
export const CUBIC = 0.044715;

/** y = x·Φ(x) with Φ(x) = (1 + erf(x/√2)) / 2; dy/dx = Φ(x) + x·e^(-x²/2)/√(2π). In f64, rounded once. */
export const GELU: Activation = {
  name: "gelu",
  parameters: [],
  value: (x) => x * normalDistribution(x),
  gradient: (g, x) => g * (normalDistribution(x) + x * expInDouble(-(x * x) / 2) * DENSITY_AT_0),
};

/**
 * y = x·σ(v) with v = 2·√(2/π)·(x + 0.044715·x³), since (1 + tanh u)/2 = σ(2u); dy/dx = σ(v) + x·σ(v)·σ(-v)·v'. In f64,
 * rounded once.
 */
export const GELU_TANH: Activation = {
  name: "geluTanh",
  parameters: [],
  value: (x) => x / (1 + expInDouble(-argument(x))),
  gradient: (g, x) => {
    const share = 1 / (1 + expInDouble(-argument(x)));
    const rest = 1 / (1 + expInDouble(argument(x)));
    return g * (share + x * share * rest * 2 * SQRT_2_OVER_PI * (1 + 3 * CUBIC * x * x));
  },
};

function normalDistribution(x: number): number {
  return 0.5 * (1 + erfInDouble(x * SQRT_HALF));
}

function argument(x: number): number {
  return 2 * SQRT_2_OVER_PI * (x + CUBIC * x * x * x);
}
