import { DROPOUT_RATE } from "../../dropout/dropout-rate.ts";
import { requireScheduledRate, type RateSchedule } from "../../dropout/rate-schedule.ts";
import { requireBoolean, requireInteger } from "../../errors/check-option.ts";
import {
  INITIALIZER_HINTS,
  INITIALIZER_OPTIONS,
  lawOf,
  requireInitializers,
  type InitializerOptions,
} from "../initializers/initializer-options.ts";
import { makeLayer, type LayerDefinition } from "../layer-definition.ts";
import { uniformByFanIn } from "../uniform-by-fan-in.ts";

/** What {@link dense} returns. */
export interface DenseSpec extends InitializerOptions {
  readonly kind: "dense";
  /** Length of the output's last axis. */
  readonly units: number;
  readonly bias: boolean;
  /** Probability of dropping each element of the weight in training: DropConnect. @default none */
  readonly dropConnect?: number | RateSchedule;
}

/** Options of {@link dense}. */
export interface DenseOptions extends InitializerOptions {
  /** Whether b is added. @default true */
  readonly bias?: boolean;
  /** Probability of dropping each element of W in training; a number in [0, 1], or a schedule. @default none */
  readonly dropConnect?: number | RateSchedule;
}

export const DENSE: LayerDefinition<DenseSpec> = {
  kind: "dense",
  options: ["units", "bias", "dropConnect", ...INITIALIZER_OPTIONS],
  hints: INITIALIZER_HINTS,
  check: (subject, { units, bias = true, dropConnect, ...initializers }) => ({
    kind: "dense",
    units: requireInteger(`${subject}: units`, units, { min: 1 }),
    bias: requireBoolean(`${subject}: bias`, bias),
    ...requireInitializers(subject, initializers, bias === true),
    ...(dropConnect === undefined ? {} : { dropConnect: requireScheduledRate(dropConnect, DROPOUT_RATE) }),
  }),
  infer({ units, bias, dropConnect, initializer, biasInitializer }, inputShape) {
    const inputs = inputShape.at(-1)!;
    const initial = uniformByFanIn(inputs);
    const weight = { role: "weight", shape: [units, inputs], initial: lawOf(initializer, initial) };
    const ofBias = { role: "bias", shape: [units], initial: lawOf(biasInitializer, initial) };
    return {
      outputShape: [...inputShape.slice(0, -1), units],
      parameters: bias ? [weight, ofBias] : [weight],
      ...(dropConnect === undefined
        ? {}
        : { randomSites: [{ kind: "drop-connect", rate: dropConnect, shape: () => [units, inputs] }] }),
    };
  },
};

/**
 * A fully connected layer: y = x·Wᵀ + b, with W of shape [units, inputs] (PyTorch's layout) and b of shape [units].
 *
 * It acts on the last axis: rows of shape [..., inputs] become [..., units], every vector by the same W, as in PyTorch's
 * `nn.Linear` and Keras's `Dense`. For one output of a whole image put `flatten()` before it. Engines that take rows of one
 * axis only decline others by an `UnsupportedOptionError`.
 *
 * With DropConnect, in training y = x·W'ᵀ + b, where an element of W' is 0 with probability `dropConnect` and W / (1 -
 * dropConnect) otherwise: one draw of the weight's shape for each optimiser step. The bias never drops.
 *
 * @param units length of the output's last axis, a positive integer.
 * @param options.bias whether b is added. @default true
 * @param options.dropConnect probability of dropping each weight. @default none
 * @param options.initializer draws the first weights. @default uniform in ±1/√inputs, as PyTorch's `nn.Linear`
 * @param options.biasInitializer draws the first biases. @default the same; Keras begins with zeros
 * @throws {InvalidOptionError} if `units` is not a positive integer, the probability no dropout rate, or an initialiser none.
 * @example
 * dense(128);
 * dense(128, { dropConnect: 0.5 });
 * dense(128, { initializer: xavierUniform(), biasInitializer: zerosInit() }); // as in Keras
 * @see Wan et al., "Regularization of neural networks using DropConnect" (2013), where each row draws for itself
 */
export function dense(units: number, options: DenseOptions = {}): DenseSpec {
  return makeLayer(DENSE, "dense", { ...options, units });
}
