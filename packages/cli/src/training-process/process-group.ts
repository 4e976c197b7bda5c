import type { EngineName } from "../engines.ts";
import { startTrainingProcess, type TrainingProcess } from "./training-process.ts";

/** Training processes that end together. */
export interface ProcessGroup {
  start(engine: EngineName): TrainingProcess;
  [Symbol.dispose](): void;
}

/** A group whose processes are ended when it is disposed of or the signal fires, whichever comes first. */
export function processGroup(signal: AbortSignal): ProcessGroup {
  const processes: TrainingProcess[] = [];
  const closeAll = (): void => {
    for (const process of processes) process.close();
  };
  signal.addEventListener("abort", closeAll);
  return {
    start(engine) {
      signal.throwIfAborted();
      const process = startTrainingProcess(engine);
      processes.push(process);
      return process;
    },
    [Symbol.dispose]() {
      signal.removeEventListener("abort", closeAll);
      closeAll();
    },
  };
}
