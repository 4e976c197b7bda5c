import { readFileSync } from "node:fs";
import { parseSync, type Comment, type EcmaScriptModule, type Program } from "oxc-parser";

/** A TypeScript file and what the parser made of it. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
  readonly program: Program;
  readonly comments: readonly Comment[];
  readonly module: EcmaScriptModule;
}

const parsed = new Map<string, SourceFile>();

/** Reads and parses a file; each is parsed once. */
export function sourceFile(path: string): SourceFile {
  let file = parsed.get(path);
  if (file === undefined) parsed.set(path, (file = parseSource(path, readFileSync(path, "utf8"))));
  return file;
}

/**
 * Parses TypeScript.
 *
 * @throws {SyntaxError} naming the file and the first thing that is wrong.
 */
export function parseSource(path: string, text: string): SourceFile {
  const { program, comments, module, errors } = parseSync(path, text, { lang: "ts", sourceType: "module" });
  const [error] = errors;
  if (error !== undefined) throw new SyntaxError(`${path}: ${error.message}\n${error.codeframe ?? ""}`);
  return { path, text, program, comments, module };
}

/** The number of the line, from 1, that a position lies on. */
export function lineAt(text: string, position: number): number {
  return text.slice(0, position).split("\n").length;
}
