import type { BackendRun, TrainingRun } from "../../../training/backend-run.ts";

/** The backend that the others are held against: the first that has not failed. Reads signals. */
export function baseBackend({ backends }: Pick<TrainingRun, "backends">): BackendRun | undefined {
  return backends.find(({ status }) => status.value !== "failed") ?? backends[0];
}
