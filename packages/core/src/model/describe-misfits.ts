import type { LockstepErrorDetails, StateDictMismatchError } from "../errors/lockstep-error.ts";
import { nearestName } from "../errors/nearest-name.ts";
import { formatShape, shapesEqual, type Shape } from "../tensor/shape.ts";

/**
 * What does not fit in a state dict, in words.
 *
 * @param missing the model's tensors that are not there.
 * @param given the state dict's, by name.
 */
export function describeMisfits(
  missing: readonly { readonly name: string; readonly shape: Shape }[],
  { unexpected, misshapen }: Pick<StateDictMismatchError, "unexpected" | "misshapen">,
  given: ReadonlyMap<string, { readonly shape: Shape }>,
  strict: boolean,
): LockstepErrorDetails {
  const parts = [
    list(
      "missing",
      missing.map(({ name, shape }) => {
        const meant = probablyMeant(name, shape, unexpected, given);
        return `${name} ${formatShape(shape)}${meant === undefined ? "" : ` (is it ${meant}?)`}`;
      }),
    ),
    list("not the model's", strict ? unexpected : []),
    list(
      "of another shape",
      misshapen.map(
        ({ name, received, expected }) =>
          `${name} is ${formatShape(received)} and must be ${formatShape(expected)}${transposed(received, expected)}`,
      ),
    ),
  ].flat();
  return { subject: "state dict", rule: `must hold the model's tensors: ${parts.join("; ")}`, ...remedyFor() };

  function remedyFor(): { readonly remedy?: string } {
    if (misshapen.length > 0) return {};
    if (missing.length === 0) return { remedy: "With strict: false they are left out." };
    if (!strict) return { remedy: "Give base: a state from which missing tensors come." };
    return unexpected.length > 0
      ? { remedy: "Give the layers these names by named(...), or these tensors the layers' by rename." }
      : {};
  }
}

function list(title: string, items: readonly string[]): readonly string[] {
  return items.length === 0 ? [] : [`${title}: ${items.join(", ")}`];
}

/** An unknown name that ends as a missing one does, or the other way round, or is nearest to it; of its shape first. */
function probablyMeant(
  name: string,
  shape: Shape,
  unexpected: readonly string[],
  given: ReadonlyMap<string, { readonly shape: Shape }>,
): string | undefined {
  const alike = unexpected.filter((other) => shapesEqual(given.get(other)!.shape, shape));
  for (const names of [alike, unexpected]) {
    const found =
      names.find((other) => other.endsWith(`.${name}`) || name.endsWith(`.${other}`)) ?? nearestName(name, names);
    if (found !== undefined) return found;
  }
  return undefined;
}

function transposed(received: Shape, expected: Shape): string {
  const swapped = received.length === 2 && shapesEqual(received.toReversed(), expected);
  return swapped ? " (its transpose: Keras and tfjs hold dense weights so)" : "";
}
