import { drawTruncatedNormal } from "./draw-normal.ts";
import { fansOf } from "./fans.ts";
import { initializerOf, type InitializerDefinition } from "./initializer-definition.ts";

/** What {@link lecunNormal} returns. */
export interface LecunNormalSpec {
  readonly kind: "lecun-normal";
}

/** Standard deviation of a standard normal that is cut at ±2. */
const CUT_DEVIATION = 0.8796256610342398;

export const LECUN_NORMAL: InitializerDefinition<LecunNormalSpec> = {
  kind: "lecun-normal",
  options: [],
  hints: { seed: "Weights are drawn from the run's seed." },
  needsFans: true,
  check: () => ({ kind: "lecun-normal" }),
  law: () => (key, shape) => drawTruncatedNormal(key, shape, 0, 1 / Math.sqrt(fansOf(shape).fanIn) / CUT_DEVIATION),
};

/**
 * LeCun's normal law, which goes with `selu`: mean 0 and variance 1/fanIn after a cut at two standard deviations, as in
 * Keras and JAX. PyTorch has none by name; uncut it is `kaimingNormal({ nonlinearity: "linear" })`.
 *
 * @example
 * dense(128, { initializer: lecunNormal() });
 * @see Klambauer et al., "Self-normalizing neural networks" (2017)
 */
export function lecunNormal(): LecunNormalSpec {
  return initializerOf(LECUN_NORMAL, { kind: "lecun-normal" });
}
