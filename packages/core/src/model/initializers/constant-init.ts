import { requireNumber } from "../../errors/check-option.ts";
import { filledWith } from "../filled-with.ts";
import { initializerOf, makeInitializer, type InitializerDefinition } from "./initializer-definition.ts";

/** What {@link constantInit}, {@link zerosInit} and {@link onesInit} return. */
export interface ConstantInitSpec {
  readonly kind: "constant";
  readonly value: number;
}

export const CONSTANT_INIT: InitializerDefinition<ConstantInitSpec> = {
  kind: "constant",
  options: ["value"],
  needsFans: false,
  check: (subject, { value }) => ({ kind: "constant", value: requireNumber(`${subject}: value`, value) }),
  law: ({ value }) => filledWith(value),
};

/**
 * The same value everywhere. It draws nothing.
 *
 * @param value a finite number.
 * @throws {InvalidOptionError} if it is not finite.
 * @example
 * dense(10, { biasInitializer: constantInit(0.1) });
 */
export function constantInit(value: number): ConstantInitSpec {
  return makeInitializer(CONSTANT_INIT, "constantInit", { value });
}

/**
 * Zeros, as Keras begins its biases: `constantInit(0)`.
 *
 * @example
 * dense(10, { biasInitializer: zerosInit() });
 */
export function zerosInit(): ConstantInitSpec {
  return initializerOf(CONSTANT_INIT, { kind: "constant", value: 0 });
}

/**
 * Ones: `constantInit(1)`.
 *
 * @example
 * dense(10, { biasInitializer: onesInit() });
 */
export function onesInit(): ConstantInitSpec {
  return initializerOf(CONSTANT_INIT, { kind: "constant", value: 1 });
}
