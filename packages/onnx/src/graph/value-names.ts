import type { GraphValue } from "./graph.ts";

/** Names of graph values by the parameter they belong to. */
export type ValueNames = Readonly<Record<string, string>>;

export function valueNames(values: ReadonlyMap<string, GraphValue>): ValueNames {
  return Object.fromEntries([...values].map(([parameter, value]) => [parameter, value.name]));
}
