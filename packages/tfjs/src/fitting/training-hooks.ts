import type { LayersCallback, LayersModel, LayersNamespace } from "../namespace/layers-namespace.ts";
import type { UnreadLogs } from "./loss-history.ts";

/** What happens around each step, closest to it. */
export interface TrainingHooks {
  /** What callbacks are to be told of the run. */
  readonly params: Readonly<Record<string, unknown>>;
  /** The model that trains: of a `tf.Sequential`, the one within. */
  trains(model: LayersModel): void;
  epochBegins(epoch: number): void;
  stepBegins(): void;
  stepEnds(logs: UnreadLogs): void;
  epochEnds(logs: UnreadLogs): void;
}

/**
 * Callbacks that enclose the user's: the first hears of an end before them, and the last of a beginning after them, so that
 * nothing but the step lies between.
 */
export function enclose(
  tf: LayersNamespace,
  hooks: TrainingHooks,
  callbacks: readonly LayersCallback[],
): LayersCallback[] {
  class First extends tf.Callback {
    override setParams(params: Parameters<LayersCallback["setParams"]>[0]): void {
      // All callbacks get one object: they see what model.fit would tell them.
      Object.assign(params, hooks.params);
      super.setParams(params);
    }

    override setModel(model: Parameters<LayersCallback["setModel"]>[0]): void {
      super.setModel(model);
      hooks.trains(model as LayersModel);
    }

    override async onEpochBegin(epoch: number): Promise<void> {
      hooks.epochBegins(epoch);
    }

    override async onBatchEnd(_batch: number, logs: UnreadLogs = {}): Promise<void> {
      hooks.stepEnds(logs);
    }

    override async onEpochEnd(_epoch: number, logs: UnreadLogs = {}): Promise<void> {
      hooks.epochEnds(logs);
    }
  }

  class Last extends tf.Callback {
    override async onBatchBegin(): Promise<void> {
      hooks.stepBegins();
    }
  }

  return [new First(), ...callbacks, new Last()];
}
