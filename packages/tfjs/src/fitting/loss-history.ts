import type { LayersNamespace } from "../namespace/layers-namespace.ts";
import type { DeviceTensor } from "../namespace/tfjs-namespace.ts";
import type { BatchWeights } from "./batch-weights.ts";

/** What tfjs hands to callbacks before the numbers are read. */
export type UnreadLogs = Record<string, DeviceTensor | number>;

/** An epoch's mean losses with each batch weighing what its rows weigh; tfjs weighs it by its number of rows. */
export interface LossHistory {
  begin(): void;
  add(logs: UnreadLogs, weights: readonly (BatchWeights | undefined)[]): void;
  /** Puts the means into the logs of the epoch. */
  finish(logs: UnreadLogs): void;
  dispose(): void;
}

/** Sums stay on the device: nothing is read back by steps. */
export function lossHistory(tf: LayersNamespace, outputNames: readonly string[]): LossHistory {
  const names = outputNames.length === 1 ? ["loss"] : outputNames.map((name) => `${name}_loss`);
  const sums = new Map<string, { readonly sum: DeviceTensor; readonly total: number }>();

  function dispose(): void {
    for (const { sum } of sums.values()) sum.dispose();
    sums.clear();
  }

  return {
    begin: dispose,
    add(logs, weights) {
      for (const [output, name] of names.entries()) {
        const total = weights[output]?.total;
        const loss = logs[name];
        if (total === undefined || loss === undefined) continue;
        const before = sums.get(name);
        const sum = tf.tidy(() => {
          const own = tf.mul(loss, total);
          return before === undefined ? own : tf.add(before.sum, own);
        });
        before?.sum.dispose();
        sums.set(name, { sum, total: (before?.total ?? 0) + total });
      }
    },
    finish(logs) {
      for (const [name, { sum, total }] of sums) {
        const stock = logs[name];
        if (stock === undefined) continue;
        const mean = tf.div(sum, total);
        // The loss of all outputs is the sum of theirs and what regularises.
        if (name !== "loss")
          replace(
            logs,
            "loss",
            tf.tidy(() => tf.add(logs["loss"]!, tf.sub(mean, stock))),
          );
        replace(logs, name, mean);
      }
      dispose();
    },
    dispose,
  };
}

function replace(logs: UnreadLogs, name: string, value: DeviceTensor): void {
  const before = logs[name];
  if (before !== undefined && typeof before !== "number") before.dispose();
  logs[name] = value;
}
