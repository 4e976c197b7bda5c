import { fillBelow } from "../random/bounded-draws.ts";
import { feistelNetwork, fillPermuted } from "../random/feistel-network.ts";
import { streamKey } from "../random/streams.ts";
import { evenCut, type EpochLayout, type OrderFrame } from "./row-order.ts";

/** The orders that need no table: any (epoch, batch) in O(batch) time and O(1) memory at any number of rows. */
export const NAMED_ORDERS = ["sequential", "shuffled", "with-replacement"] as const;

/**
 * - `sequential`: row *p* at position *p*.
 * - `shuffled`: the `permutation` of stream `[2, epoch]`; every row once.
 * - `with-replacement`: as many rows as there are, each drawn from all of them with equal probability, by the addressed
 *   draws of stream `[6, epoch]`.
 */
export type NamedOrder = (typeof NAMED_ORDERS)[number];

/** Lays a named order out; `seed` is only read by the two that draw. */
export function layOutNamed(order: NamedOrder, frame: OrderFrame): EpochLayout {
  const { rowCount, seed } = frame;
  const cut = evenCut(rowCount, frame);
  return {
    ...cut,
    begin(epoch) {
      switch (order) {
        case "sequential":
          return { ...cut, fill: fillSequence };
        case "shuffled": {
          const network = feistelNetwork(streamKey(seed, "shuffle", epoch), rowCount);
          return { ...cut, fill: (first, out) => fillPermuted(network, first, out) };
        }
        case "with-replacement": {
          const key = streamKey(seed, "sampling", epoch);
          return { ...cut, fill: (first, out) => fillBelow(key, rowCount, first, out) };
        }
      }
    },
  };
}

function fillSequence(first: number, out: Float64Array): void {
  for (let offset = 0; offset < out.length; offset++) out[offset] = first + offset;
}
