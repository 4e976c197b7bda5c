import { globSync } from "node:fs";
import { ROOT } from "./package-entries.ts";

/**
 * The Markdown files that people read, from the root of the repository. The generated reference is not among them, nor what
 * is copied into folders elsewhere and speaks of what lies there.
 */
export function documentFiles(): string[] {
  const patterns = [
    "*.md",
    "docs/*.md",
    "docs/guide/**/*.md",
    "packages/*/*.md",
    "packages/*/*/*.md",
    "benchmarks/*.md",
    "tools/*/*.md",
  ];
  const exclude = ["**/node_modules/**", "**/dist/**", "**/template/**", "**/CHANGELOG.md"];
  return globSync(patterns, { cwd: ROOT, exclude }).sort();
}
