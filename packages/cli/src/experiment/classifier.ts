import { dense, dropout, relu, sequential, type LayerSpec, type ModelSpec } from "@lockstep/core";
import type { DataPool } from "./data-pool.ts";

/**
 * Hidden layers of dense, relu and (with a rate) dropout, then one output a class.
 *
 * @param network.hidden units of the hidden layers.
 * @param network.rate probability to drop after every hidden layer; null for a network without dropout.
 */
export function classifier(
  { features, classes }: Pick<DataPool, "features" | "classes">,
  { hidden, rate }: { readonly hidden: readonly number[]; readonly rate: number | null },
): ModelSpec {
  const hiddenLayers = hidden.flatMap((units): LayerSpec[] => [
    dense(units),
    relu(),
    ...(rate === null ? [] : [dropout(rate)]),
  ]);
  return sequential({ inputShape: [features], layers: [...hiddenLayers, dense(classes)] });
}
