import { InvalidOptionError } from "../errors/lockstep-error.ts";
import type { LayerData } from "./layer-data.ts";
import type { LayerSpec } from "./layer-spec.ts";

/**
 * Checks the list of layers that a layer made of others holds.
 *
 * @param least how many layers it must have. @default 0: an empty list is the identity
 * @throws {InvalidOptionError} naming the layer that is none.
 */
export function requireBranch(
  subject: string,
  layers: unknown,
  nested: (subject: string, layer: unknown) => LayerData,
  least = 0,
): readonly LayerSpec[] {
  if (!Array.isArray(layers) || layers.length < least) {
    throw new InvalidOptionError({
      subject,
      rule: least === 0 ? "must list layers" : "must list at least one layer",
      received: layers,
    });
  }
  return Object.freeze(layers.map((layer, index) => nested(`${subject}[${index}]`, layer) as LayerSpec));
}
