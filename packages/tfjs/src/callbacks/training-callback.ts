import { InvalidOptionError } from "@lockstep/core";
import type { Logs } from "@tensorflow/tfjs-layers";

import type { LayersCallback, LayersModel, LayersNamespace } from "../namespace/layers-namespace.ts";

/** What tfjs tells callbacks of a call of `fit` or `fitDataset`. */
export interface TrainingParams {
  readonly epochs?: number | null;
  /** Training rows; null for a dataset. */
  readonly samples?: number | null;
  readonly batchSize?: number | null;
  /** Batches of an epoch where a dataset knows them. */
  readonly steps?: number | null;
  readonly doValidation?: boolean;
  /** What the logs of an epoch will hold, by name. */
  readonly metrics?: readonly string[];
}

/** What is done at the moments of a training run; a throw ends it, and `fit` rejects. */
export interface TrainingHooks {
  trainBegin?(model: LayersModel, params: TrainingParams): void | Promise<void>;
  epochBegin?(epoch: number): void | Promise<void>;
  batchBegin?(): void;
  batchEnd?(): void;
  epochEnd?(epoch: number, logs: Logs): void | Promise<void>;
  trainEnd?(): void | Promise<void>;
}

/**
 * A callback of the user's own tfjs: an instance of its `Callback`, which alone `fit` takes beside other callbacks. The logs of
 * batches are never read, since each read would wait for a GPU.
 *
 * @param shown properties and methods that the callback has for its user.
 */
export function trainingCallback<Shown extends object>(
  tf: LayersNamespace,
  hooks: TrainingHooks,
  shown: Shown,
): LayersCallback & Shown {
  /** The model of the `fit` under way, or of one that rejected. */
  let watched: LayersModel | undefined;
  let begun: object | undefined;

  class TrainingCallback extends tf.Callback {
    override setModel(model: Parameters<LayersCallback["setModel"]>[0]): void {
      if (watched !== undefined && watched !== model && isTraining(watched)) {
        throw new InvalidOptionError({
          subject: "a callback of fit",
          rule: "must not watch two models that train at the same time",
          received: "the second one",
          remedy: "Make a callback for each model, or await the first fit.",
        });
      }
      super.setModel(model);
      watched = model as LayersModel;
    }
    override async onTrainBegin(): Promise<void> {
      // All callbacks of a fit are told one object.
      if (begun === this.params) {
        throw new InvalidOptionError({
          subject: "a callback of fit",
          rule: "must be in the list once",
          received: "the same one twice",
          remedy: "Leave the second out: it would count every epoch twice.",
        });
      }
      begun = this.params;
      await hooks.trainBegin?.(this.model, this.params);
    }
    override async onEpochBegin(epoch: number): Promise<void> {
      await hooks.epochBegin?.(epoch);
    }
    override async onBatchBegin(): Promise<void> {
      hooks.batchBegin?.();
    }
    override async onBatchEnd(): Promise<void> {
      hooks.batchEnd?.();
    }
    override async onEpochEnd(epoch: number, logs?: Logs): Promise<void> {
      await hooks.epochEnd?.(epoch, logs ?? {});
    }
    override async onTrainEnd(): Promise<void> {
      watched = undefined;
      await hooks.trainEnd?.();
    }
  }
  const callback: LayersCallback = new TrainingCallback();
  return Object.defineProperties(callback, Object.getOwnPropertyDescriptors(shown)) as LayersCallback & Shown;
}

/** Whether a `fit` of the model is under way; tfjs says so again where one rejected. Its type hides the field. */
function isTraining(model: LayersModel): boolean {
  return (model as unknown as { readonly isTraining?: boolean }).isTraining === true;
}
