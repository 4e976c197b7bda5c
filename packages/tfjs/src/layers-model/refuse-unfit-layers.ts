import { UnsupportedOptionError } from "@lockstep/core";

import type { PlacedLayer } from "../models/inner-layers.ts";

/** What else layers carry that the engine would leave out or could not draw for. */
interface Extras {
  readonly activityRegularizer?: unknown;
  /** Of a recurrent layer. */
  readonly cell?: Cell;
}

interface Cell {
  readonly dropout?: number;
  readonly recurrentDropout?: number;
  /** Of stacked cells. */
  readonly cells?: readonly Cell[];
}

/**
 * Refuses what the engine would compute otherwise than `model.fit` without a word: terms that layers add to the loss,
 * constraints on weights, state between batches, and draws that no seed reaches.
 *
 * @throws {UnsupportedOptionError} naming the layer.
 */
export function refuseUnfitLayers(subject: string, layers: readonly PlacedLayer[]): void {
  for (const { place, layer } of layers) {
    const { activityRegularizer, cell } = layer as unknown as Extras;
    const refuse = (rule: string, remedy: string): never => {
      throw new UnsupportedOptionError({
        subject: `${subject}: layer ${place} (${layer.getClassName()})`,
        rule,
        remedy,
      });
    };
    if (layer.losses.length > 0 || activityRegularizer != null) {
      refuse(
        "must have no regularizer",
        "Use sgd({ weightDecay }) for an L2 penalty, of twice the regularizer's factor.",
      );
    }
    if (layer.weights.some(({ constraint }) => constraint != null)) {
      refuse("must have no constraint", "Use sgd({ maxNorm }) to limit the norms of weights.");
    }
    if (layer.stateful) {
      refuse("must not carry state from batch to batch", "Leave out stateful.");
    }
    if (cell !== undefined && drops(cell)) {
      refuse(
        "must not drop inside its recurrence, where no seed reaches",
        "Put a dropout layer between the recurrent layers, or train a model spec with lstm({ recurrentDropout }).",
      );
    }
  }
}

function drops({ dropout = 0, recurrentDropout = 0, cells = [] }: Cell): boolean {
  return dropout > 0 || recurrentDropout > 0 || cells.some(drops);
}
