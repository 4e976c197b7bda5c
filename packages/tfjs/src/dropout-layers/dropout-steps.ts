import { CheckpointMismatchError, InvalidOptionError } from "@lockstep/core";
import { rejectUnknownOptions, requireInteger } from "@lockstep/core/engine";

import {
  requireLayersNamespace,
  type LayersCallback,
  type LayersModel,
  type LayersNamespace,
} from "../namespace/layers-namespace.ts";
import { setLayerDraws } from "./layer-draws.ts";
import type { RandomLayer } from "./random-layer.ts";
import { requireOneStep, requireRandomLayers } from "./random-layers-of.ts";

/** Options of {@link dropoutSteps}. */
export interface DropoutStepsOptions {
  /** Step of the next update, for all of the model's layers. @default the one that they stand at: 0, or what a file says */
  readonly step?: number;
}

/** A callback of `fit` that counts the steps of a model's dropout layers. */
export type DropoutSteps = LayersCallback & {
  /** Step of the next update. */
  readonly step: number;
  /**
   * One update in a loop of one's own: the step moves on once `run`, or the promise that it returns, has succeeded. All
   * gradients that are taken within it get the same masks, which count rows from 0 in every call.
   *
   * @returns what `run` returns.
   */
  update<Result>(run: () => Result): Result;
};

/**
 * A callback of `fit` and `fitDataset` that moves the model's dropout layers on by one step with each update of the optimiser,
 * those of nested models too. Evaluation, prediction and calls by hand move nothing. It stands first in the list, so that
 * what others save after a batch has the step of the next one.
 *
 * The step is part of the model's files: a loaded model goes on where it was saved. A loop of one's own takes its updates
 * within its `update`.
 *
 * @param model as it will be fitted. `fitModel` installs the callback by itself.
 * @throws {InvalidOptionError} if the model has no layer of the family, two have the same seed and site, an option is unknown
 * or out of range; as `fit` begins, also if it is another model's.
 * @throws {CheckpointMismatchError} if the layers stand at different steps; as `fit` begins, also if they stand at 0 in a
 * run that begins at a later epoch.
 * @example
 * await dropoutModel.fit(xs, ys, { epochs: 5, callbacks: [dropoutSteps(tf, dropoutModel)] });
 * @example
 * const steps = dropoutSteps(tf, dropoutModel, { step: 0 });
 * for (let i = 0; i < 3; i++) {
 *   await steps.update(() => dropoutModel.trainOnBatch(xs, ys));
 * }
 * steps.step; // 3
 */
export function dropoutSteps(tf: LayersNamespace, model: LayersModel, options: DropoutStepsOptions = {}): DropoutSteps {
  const namespace = requireLayersNamespace("dropoutSteps", tf);
  rejectUnknownOptions("dropoutSteps", options, ["step"]);
  const layersOf = (of: LayersModel): readonly RandomLayer[] =>
    requireRandomLayers("dropoutSteps", namespace, of, ({ seed, site }) => `seed ${seed}, site ${site}`);
  const given = options.step;
  let layers = layersOf(model);
  if (given !== undefined) {
    // Checked here, so that no layer is set where a later one refuses.
    setStep(layers, requireInteger("dropoutSteps: step", given, { min: 0, max: 2 ** 32 - 1 }));
  }
  requireOneStep(layers);
  let updating: number | undefined;

  function begin(manyGradients: boolean): void {
    updating = requireOneStep(layers);
    setLayerDraws(layers, { kind: "update", manyGradients });
  }
  function end(): void {
    setLayerDraws(layers, undefined);
    // Set, not added to: the callback may have been installed twice.
    if (updating !== undefined) setStep(layers, updating + 1);
    updating = undefined;
  }
  function abandon(): void {
    setLayerDraws(layers, undefined);
    updating = undefined;
  }

  class StepsCallback extends namespace.Callback {
    get step(): number {
      return requireOneStep(layers);
    }

    update<Result>(run: () => Result): Result {
      layers = layersOf(model);
      begin(true);
      return settle(run, end, abandon);
    }

    override async onTrainBegin(): Promise<void> {
      abandon();
      layers = layersOf(model);
      requireSameLayers(layers, layersOf(this.model));
      const step = requireOneStep(layers);
      const initialEpoch = Number(this.params["initialEpoch"] ?? 0);
      if (initialEpoch > 0 && step === 0 && given === undefined) throw unknownStep(initialEpoch);
    }

    override async onBatchBegin(): Promise<void> {
      begin(false);
    }

    override async onBatchEnd(): Promise<void> {
      end();
    }
  }
  return new StepsCallback();
}

function setStep(layers: readonly RandomLayer[], step: number): void {
  for (const layer of layers) layer.lockstepStep = step;
}

/** Runs something that may return a promise, and one of two functions after it. */
function settle<Result>(run: () => Result, succeeded: () => void, failed: () => void): Result {
  let result: Result;
  try {
    result = run();
  } catch (error) {
    failed();
    throw error;
  }
  if (!(result instanceof Promise)) {
    succeeded();
    return result;
  }
  return result.then(
    (value: unknown) => {
      succeeded();
      return value;
    },
    (error: unknown) => {
      failed();
      throw error;
    },
  ) as Result;
}

function requireSameLayers(expected: readonly RandomLayer[], fitted: readonly RandomLayer[]): void {
  const stranger =
    fitted.find((layer) => !expected.includes(layer)) ?? expected.find((layer) => !fitted.includes(layer));
  if (stranger === undefined) return;
  throw new InvalidOptionError({
    subject: "dropoutSteps",
    rule: `was made for another model than the one that is fitted: only one of them has the layer ${stranger.name}`,
    remedy: "Make the callback for the model whose fit takes it.",
  });
}

function unknownStep(initialEpoch: number): CheckpointMismatchError {
  return new CheckpointMismatchError({
    subject: "dropoutSteps",
    rule: "must know at which step a run goes on, but the model's dropout layers stand at 0, and initialEpoch is not",
    received: initialEpoch,
    remedy: "Give it: dropoutSteps(tf, model, { step }), which is initialEpoch times the batches of an epoch.",
  });
}
