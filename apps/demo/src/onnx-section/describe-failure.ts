import { LockstepError } from "@lockstep/core";
import type { Failure } from "./failure.ts";
import { inPageWords } from "./option-words.ts";

/** What an error says, as the page shows it. */
export function describeFailure(error: unknown): Failure {
  const remedy = remedyOf(error);
  const code = error instanceof LockstepError ? error.code : null;
  const option = error instanceof LockstepError ? /^--[a-z-]+/u.exec(error.subject)?.[0] : undefined;
  return {
    sentence: capitalised(inPageWords(withoutFunctionName(messageOf(error, remedy)))),
    remedy: remedy === null ? null : inPageWords(remedy),
    option: option ?? null,
    code: code ?? (isOutOfMemory(error) ? "OUT_OF_MEMORY" : null),
  };
}

function messageOf(error: unknown, remedy: string | null): string {
  const message = error instanceof Error && error.message !== "" ? error.message : String(error);
  return remedy !== null && message.endsWith(remedy) ? message.slice(0, -remedy.length).trimEnd() : message;
}

function remedyOf(error: unknown): string | null {
  if (error instanceof Error && "remedy" in error && typeof error.remedy === "string") return error.remedy;
  if (isOutOfMemory(error)) return "Take smaller batches, train fewer layers, or close other tabs.";
  return error instanceof LockstepError ? null : "If it happens again, please report it with the model.";
}

function isOutOfMemory(error: unknown): boolean {
  return error instanceof RangeError && /allocation failed|invalid array (buffer )?length/iu.test(error.message);
}

/** The page's readers did not call `createOrtEngine`. */
function withoutFunctionName(message: string): string {
  return message
    .replace(/^(?:openOnnxModel|createOrtEngine|readCsv|readCsvValues|fit): /u, "")
    .replace(/^model has\b/u, "The model has");
}

/** Names of files stay as they are. */
function capitalised(sentence: string): string {
  return /^[a-z]+ /u.test(sentence) ? sentence.charAt(0).toUpperCase() + sentence.slice(1) : sentence;
}
