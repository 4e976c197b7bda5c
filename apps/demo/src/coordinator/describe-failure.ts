import { WorkerLostError } from "./worker-connection.ts";

/** Whether a backend can go on from its checkpoint in a new worker. */
export function isLoss(error: unknown): boolean {
  return error instanceof WorkerLostError || codeOf(error) === "DEVICE_LOST";
}

/** What went wrong and what to do, as sentences for the user. */
export function describeFailure(error: unknown): string {
  if (error instanceof WorkerLostError) {
    return error.message === "" ? "Its worker ended unexpectedly." : `Its worker ended unexpectedly: ${error.message}.`;
  }
  if (codeOf(error) === "DEVICE_LOST") return "Its graphics device was lost, and the weights that were on it.";
  const message = messageOf(error);
  // Lockstep's own errors say what to do; others were not foreseen.
  if (codeOf(error) !== null) return message;
  return `${message.replace(/[.\s]*$/, "")}. Start a new run; if it happens again, run without this backend.`;
}

/** What an error says. Those of a worker arrive as copies, which need not be of the class any more. */
export function messageOf(error: unknown): string {
  if (typeof error === "object" && error !== null && "message" in error) return String(error.message);
  return String(error);
}

function codeOf(error: unknown): string | null {
  if (typeof error !== "object" || error === null || !("code" in error)) return null;
  return typeof error.code === "string" ? error.code : null;
}
