import { CheckpointMismatchError } from "@lockstep/core";

import {
  requireLayersNamespace,
  type LayersCallback,
  type LayersModel,
  type LayersNamespace,
} from "../namespace/layers-namespace.ts";

/** What is known here of a layer that draws masks by seed, site and step. */
interface SteppedLayer {
  readonly name?: string;
  /** The step whose mask it draws next. */
  lockstepStep: number;
}

/**
 * A callback that moves the model's Lockstep dropout layers on: by one with each step of the optimiser, from the step that
 * they stand at, which is 0 for new layers and the saved one for loaded layers. `fitModel` installs it by itself; it is for
 * stock `model.fit` and `fitDataset`. Layers within nested models and wrappers are found too; a model without any is fine.
 *
 * @throws {CheckpointMismatchError} as training begins, if the layers stand at different steps.
 * @example
 * await model.fit(xs, ys, { epochs: 5, callbacks: [dropoutSteps(tf, model)] });
 */
export function dropoutSteps(tf: LayersNamespace, model: LayersModel): LayersCallback {
  const namespace = requireLayersNamespace("dropoutSteps", tf);
  class DropoutSteps extends namespace.Callback {
    #layers: readonly SteppedLayer[] = [];
    #begun = 0;
    #done = 0;

    override async onTrainBegin(): Promise<void> {
      this.#layers = steppedLayers(model);
      this.#begun = requireOneStep(this.#layers);
      this.#done = 0;
    }

    override async onBatchEnd(): Promise<void> {
      this.#done++;
      // Set, not added to: the callback may be installed twice.
      for (const layer of this.#layers) layer.lockstepStep = this.#begun + this.#done;
    }
  }
  return new DropoutSteps();
}

/**
 * The step that the model's Lockstep dropout layers stand at; 0 if there are none.
 *
 * @throws {CheckpointMismatchError} if they stand at different ones.
 */
export function requireDropoutStep(model: LayersModel): number {
  return requireOneStep(steppedLayers(model));
}

function requireOneStep(layers: readonly SteppedLayer[]): number {
  const step = layers[0]?.lockstepStep ?? 0;
  const other = layers.find((layer) => layer.lockstepStep !== step);
  if (other === undefined) return step;
  throw new CheckpointMismatchError({
    subject: `the layer ${other.name ?? "of dropout"}`,
    rule: `must stand at step ${step}, as ${layers[0]!.name ?? "the first"} does`,
    received: other.lockstepStep,
    remedy: "Set lockstepStep of all of the model's dropout layers to the step to go on from.",
  });
}

/** Where layers keep other layers: models, wrappers, both directions of a recurrence, and its cells. */
const INNER = ["layer", "forwardLayer", "backwardLayer", "cell"] as const;
const INNER_LISTS = ["layers", "cells"] as const;

function steppedLayers(root: object): readonly SteppedLayer[] {
  const seen = new Set<object>();
  const found: SteppedLayer[] = [];
  function visit(layer: unknown): void {
    if (typeof layer !== "object" || layer === null || seen.has(layer)) return;
    seen.add(layer);
    if ("lockstepStep" in layer && typeof layer.lockstepStep === "number") found.push(layer as SteppedLayer);
    const parts = layer as Readonly<Record<string, unknown>>;
    for (const name of INNER) visit(parts[name]);
    for (const name of INNER_LISTS) {
      const list = parts[name];
      if (Array.isArray(list)) for (const inner of list) visit(inner);
    }
  }
  visit(root);
  return found;
}
