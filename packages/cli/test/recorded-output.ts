import type { Output } from "../src/terminal/output.ts";

/** An output that keeps what is written, without colours. */
export function recordedOutput(options: { readonly isTerminal?: boolean; readonly columns?: number } = {}): Output & {
  readonly written: string[];
  readonly errors: string[];
} {
  const written: string[] = [];
  const errors: string[] = [];
  return {
    isTerminal: options.isTerminal ?? false,
    columns: options.columns ?? 80,
    written,
    errors,
    write: (text) => void written.push(text),
    writeError: (text) => void errors.push(text),
    style: (_, text) => text,
  };
}
