import type { EarlyStoppingState, EpochRecord } from "@lockstep/core";
import { BACKENDS, type BackendName } from "../../../backends/backend-name.ts";

/** What early stopping has decided on a backend so far. */
export interface StoppingFacts {
  readonly name: BackendName;
  readonly history: readonly EpochRecord[];
  readonly earlyStopping: EarlyStoppingState | null;
}

/** A place on the axis of epochs that deserves a line. */
export interface StoppingMark {
  readonly kind: "best" | "stop";
  /** Counted from 1. */
  readonly epoch: number;
  readonly label: string;
}

/** The best epochs and the last ones of backends; one mark for all that agree. */
export function stoppingMarks(backends: readonly StoppingFacts[]): readonly StoppingMark[] {
  const best = backends.map(({ earlyStopping }) => earlyStopping?.bestEpoch ?? null);
  const stop = backends.map(({ earlyStopping, history }) =>
    earlyStopping?.decision === "stop" ? (history.at(-1)?.epoch ?? null) : null,
  );
  const names = backends.map(({ name }) => name);
  return [...marksOf("best", "best epoch", best, names), ...marksOf("stop", "stopped after epoch", stop, names)];
}

function marksOf(
  kind: StoppingMark["kind"],
  words: string,
  epochs: readonly (number | null)[],
  names: readonly BackendName[],
): readonly StoppingMark[] {
  const distinct = [...new Set(epochs)].filter((epoch) => epoch !== null);
  return distinct.map((epoch) => {
    const whose = names.filter((_, index) => epochs[index] === epoch).map((name) => BACKENDS[name].label);
    return {
      kind,
      epoch: epoch + 1,
      label: `${words} ${epoch + 1}${distinct.length === 1 ? "" : ` (${whose.join(", ")})`}`,
    };
  });
}
