import { LockstepError } from "@lockstep/core";
import type { Failure } from "./failure.ts";
import { inPageWords } from "./option-words.ts";

/** What an error says, as the page shows it. */
export function describeFailure(error: unknown): Failure {
  const remedy = remedyOf(error);
  const code = error instanceof LockstepError ? error.code : null;
  const option = error instanceof LockstepError ? optionOf(error.subject) : null;
  return {
    sentence: capitalised(inPageWords(withOption(messageOf(error, remedy)))),
    remedy: remedy === null ? null : inPageWords(remedy),
    option,
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

/** Core checks ranges, and names an option as its function does: `sgd: learningRate`. */
const CORE_OPTION = /^(?:[a-zA-Z]+: )?(learningRate|momentum|patience|batchSize|seed|epochs)\b/u;

function optionOf(subject: string): string | null {
  return /^--[a-z-]+/u.exec(withOption(subject))?.[0] ?? null;
}

/** A message that names options as the command line does, and no function that the page's readers did not call. */
function withOption(message: string): string {
  return message
    .replace(CORE_OPTION, (_, name: string) => `--${name.replace(/[A-Z]/gu, (letter) => `-${letter.toLowerCase()}`)}`)
    .replace(/^(?:openOnnxModel|createOrtEngine|readCsv|readCsvValues|fit): /u, "")
    .replace(/^model has\b/u, "The model has");
}

/** Names of files stay as they are. */
function capitalised(sentence: string): string {
  return /^[a-z]+ /u.test(sentence) ? sentence.charAt(0).toUpperCase() + sentence.slice(1) : sentence;
}
