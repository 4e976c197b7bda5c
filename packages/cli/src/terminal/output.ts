import { isatty } from "node:tty";
import { stripVTControlCharacters, styleText } from "node:util";

/** Where the command prints; tests put a recording in its place. */
export interface Output {
  /** Whether a person watches: only then lines may be drawn over and coloured. */
  readonly isTerminal: boolean;
  /** Width in characters. */
  readonly columns: number;
  /** Results, on standard output. */
  write(text: string): void;
  /** Errors, on standard error. */
  writeError(text: string): void;
  /** `text` in a style, or as it is where colours are not wanted. */
  style(format: TextStyle, text: string): string;
}

export type TextStyle = "bold" | "dim" | "green" | "red" | "yellow" | "cyan";

/** The process's own streams. Colours are off away from a terminal and wherever `NO_COLOR` is set. */
export function processOutput(process: NodeJS.Process): Output {
  const isTerminal = isatty(process.stdout.fd) && process.env["TERM"] !== "dumb";
  const colors = isTerminal && (process.env["NO_COLOR"] ?? "") === "";
  return {
    isTerminal,
    get columns() {
      // Some terminals report 0.
      return process.stdout.columns || 80;
    },
    write: (text) => void process.stdout.write(text),
    writeError: (text) => void process.stderr.write(text),
    style: (format, text) => (colors ? styleText(format, text, { validateStream: false }) : text),
  };
}

/** Number of columns that a text takes on a terminal; every character used here is one column wide. */
export function visibleLength(text: string): number {
  return stripVTControlCharacters(text).length;
}
