import { SQRT_HALF } from "../../../src/numeric/split-float.ts";
import { CUBIC, DENSITY_AT_0, SQRT_2_OVER_PI } from "../../../src/reference/activations/gelu.ts";
import { doubleKernel } from "../../double-kernel.ts";
import { add, constant, divide, exp, logistic, multiply, negate } from "../../double-vectors.ts";
import { get, set, type Kernel } from "../../kernel.ts";

const [x, g, argument, share] = ["x", "g", "argument", "share"].map(get) as [string, string, string, string];

const DISTRIBUTION = multiply(constant(0.5), add(constant(1), `(call $erf ${multiply(x, constant(SQRT_HALF))})`));
const DENSITY = exp(divide(negate(multiply(x, x)), constant(2)));

/** `GELU`. */
export const GELU_KERNELS: readonly Kernel[] = [
  doubleKernel({ name: "gelu", reads: ["x"], result: multiply(x, DISTRIBUTION) }),
  doubleKernel({
    name: "geluGradient",
    reads: ["g", "x"],
    result: multiply(g, add(DISTRIBUTION, multiply(x, DENSITY, constant(DENSITY_AT_0)))),
  }),
];

const SET_ARGUMENT = set(
  "argument",
  multiply(constant(2 * SQRT_2_OVER_PI), add(x, multiply(constant(CUBIC), x, x, x))),
);

/** `GELU_TANH`. */
export const GELU_TANH_KERNELS: readonly Kernel[] = [
  doubleKernel({
    name: "geluTanh",
    reads: ["x"],
    vectors: ["argument"],
    steps: [SET_ARGUMENT],
    result: divide(x, add(constant(1), exp(negate(argument)))),
  }),
  doubleKernel({
    name: "geluTanhGradient",
    reads: ["g", "x"],
    vectors: ["argument", "share"],
    steps: [SET_ARGUMENT, set("share", logistic(argument))],
    result: multiply(
      g,
      add(
        share,
        multiply(
          x,
          share,
          divide(constant(1), add(constant(1), exp(argument))),
          constant(2),
          constant(SQRT_2_OVER_PI),
          add(constant(1), multiply(constant(3 * CUBIC), x, x)),
        ),
      ),
    ),
  }),
];
