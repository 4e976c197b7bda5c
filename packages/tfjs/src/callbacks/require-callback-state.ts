import { CheckpointMismatchError, type JsonValue } from "@lockstep/core";

import type { CallbackState } from "./resumable-callback.ts";

/**
 * Checks that a state is that of a callback of this kind with these options.
 *
 * @throws {CheckpointMismatchError} otherwise.
 */
export function requireCallbackState(state: CallbackState, kind: string, options: JsonValue): void {
  const given: Partial<CallbackState> | null = typeof state === "object" ? state : null;
  if (given?.kind !== kind) {
    throw new CheckpointMismatchError({
      subject: `${kind}: state`,
      rule: `must be what ${kind}'s saveState gave`,
      received: given?.kind ?? state,
      remedy: "Name the callbacks in the same order as in the run that was saved.",
    });
  }
  const [wanted, found] = [JSON.stringify(options), JSON.stringify(given.options)];
  if (wanted === found) return;
  throw new CheckpointMismatchError({
    subject: `${kind}: options`,
    rule: `must be those of the run that was saved (${found})`,
    received: wanted,
    remedy: "Resume with the same options, or begin a new run.",
  });
}
