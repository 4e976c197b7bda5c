import { cpSync, existsSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ROOT } from "./package-entries.ts";

/**
 * A new folder for the blocks of a document, which run there one after another, as a reader runs them. It holds copies of
 * the files that the document tells of: those in the folder of its name beside it, `guide/onnx/` of `guide/onnx.md`.
 */
export function workingFolder(document: string): string {
  const folder = mkdtempSync(join(tmpdir(), "lockstep-docs-"));
  const files = join(ROOT, document.replace(/\.md$/, ""));
  if (existsSync(files)) cpSync(files, folder, { recursive: true });
  return folder;
}
