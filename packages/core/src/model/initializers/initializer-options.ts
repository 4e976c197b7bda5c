import { InvalidOptionError } from "../../errors/lockstep-error.ts";
import type { Initializer } from "../initializer.ts";
import { definitionOfInitializer } from "./initializer-definition.ts";
import type { InitializerSpec } from "./initializer-spec.ts";

/** What every layer with a weight and a bias takes. */
export interface InitializerOptions {
  /** Draws the first weights. @default PyTorch's law for the layer */
  readonly initializer?: InitializerSpec;
  /** Draws the first biases; without a bias it has nothing to do. @default PyTorch's law for the layer */
  readonly biasInitializer?: InitializerSpec;
}

/** Names of {@link InitializerOptions}. */
export const INITIALIZER_OPTIONS: readonly (keyof InitializerOptions)[] = ["initializer", "biasInitializer"];

/** Remedies for the names that other libraries give these options. */
export const INITIALIZER_HINTS: Readonly<Record<string, string>> = {
  kernelInitializer: "Name it initializer.",
  kernel_initializer: "Name it initializer.",
  weightInitializer: "Name it initializer.",
  bias_initializer: "Name it biasInitializer.",
  init: "Name it initializer.",
};

/**
 * The initialisers of a layer, checked; absent where they are not given, so that a model has one form.
 *
 * @param bias whether the layer has one.
 * @throws {InvalidOptionError} for what is no initialiser, or one that a bias cannot take.
 */
export function requireInitializers(
  subject: string,
  { initializer, biasInitializer }: Readonly<Record<string, unknown>>,
  bias: boolean,
): InitializerOptions {
  if (initializer !== undefined) definitionOfInitializer(`${subject}: initializer`, initializer);
  if (biasInitializer !== undefined) {
    const place = `${subject}: biasInitializer`;
    if (definitionOfInitializer(place, biasInitializer).needsFans) {
      throw new InvalidOptionError({
        subject: place,
        rule: "must not depend on how many inputs there are, which a bias does not tell",
        received: biasInitializer,
        remedy: "Take zerosInit, constantInit, uniformInit or normalInit.",
      });
    }
  }
  return {
    ...(initializer === undefined ? {} : { initializer: initializer as InitializerSpec }),
    ...(biasInitializer === undefined || !bias ? {} : { biasInitializer: biasInitializer as InitializerSpec }),
  };
}

/** How an initialiser draws; without one, the layer's own law. */
export function lawOf(initializer: InitializerSpec | undefined, otherwise: Initializer): Initializer {
  if (initializer === undefined) return otherwise;
  return definitionOfInitializer("initializer", initializer).law(initializer);
}
