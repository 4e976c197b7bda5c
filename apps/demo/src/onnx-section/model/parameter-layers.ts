import type { ModelFile } from "@lockstep/onnx";

/** Which layer each parameter belongs to; layers are in the order in which data pass them. */
export interface ParameterLayers {
  readonly layerOf: ReadonlyMap<string, number>;
  readonly names: readonly string[];
}

/**
 * Groups parameters into layers. Those whose names share what is before the last dot (`fc.weight`, `fc.bias`) are one;
 * others belong to the node that reads them.
 */
export function parameterLayers(
  { nodes, initializers, constants }: Pick<ModelFile, "nodes" | "initializers" | "constants">,
  parameters: readonly string[],
): ParameterLayers {
  // A node that only turns a weight round is no layer: whoever reads its result is.
  const stored = new Map<string, readonly string[]>(
    [...initializers.keys(), ...constants.keys()].map((name) => [name, [name]]),
  );
  const places = new Map<string, { readonly place: number; readonly node: string }>();
  for (const [place, { name: node, inputs, outputs }] of nodes.entries()) {
    const origins = inputs.filter((input) => input !== "").map((input) => stored.get(input));
    const read = origins.flatMap((names) => names ?? []);
    if (origins.every((names) => names !== undefined)) for (const output of outputs) stored.set(output, read);
    else for (const name of read) if (!places.has(name)) places.set(name, { place, node });
  }
  const keyed = parameters.map((name) => {
    const { place, node } = places.get(name) ?? { place: nodes.length, node: name };
    const dot = name.lastIndexOf(".");
    return { name, place, key: dot > 0 ? name.slice(0, dot) : node };
  });
  const first = new Map<string, number>();
  for (const { key, place } of keyed) first.set(key, Math.min(place, first.get(key) ?? Infinity));
  const names = [...first].toSorted(([, a], [, b]) => a - b).map(([key]) => key);
  return { names, layerOf: new Map(keyed.map(({ name, key }) => [name, names.indexOf(key)])) };
}
