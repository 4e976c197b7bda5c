import { globSync } from "node:fs";
import { ROOT } from "./package-entries.ts";

/** The Markdown files that people read, from the root of the repository; the generated reference is not among them. */
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
  return globSync(patterns, { cwd: ROOT, exclude: ["**/node_modules/**", "**/dist/**", "**/CHANGELOG.md"] }).sort();
}
