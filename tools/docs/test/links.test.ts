import { existsSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { describe, expect, it } from "vitest";
import { documentFiles } from "../src/document-files.ts";
import { headingAnchors } from "../src/heading-anchors.ts";
import { ROOT } from "../src/package-entries.ts";

const files = documentFiles();

/** Where the links and pictures of a file lead to, but for those into the world. */
function targetsOf(file: string): string[] {
  const text = readFileSync(join(ROOT, file), "utf8");
  const inline = Array.from(text.matchAll(/\]\(<?([^)\s>]+)[^)]*\)/g), ([, target]) => target!);
  const html = Array.from(text.matchAll(/<\w+ [^>]*\b(?:href|src)="([^"]+)"/g), ([, target]) => target!);
  return [...inline, ...html].filter((target) => !/^[a-z]+:/.test(target));
}

/** A folder is read by its README. */
function hasAnchor(path: string, anchor: string): boolean {
  const document = path.endsWith(".md") ? path : join(path, "README.md");
  return existsSync(document) && headingAnchors(readFileSync(document, "utf8")).has(anchor);
}

function leadsNowhere(file: string, target: string): boolean {
  const [path = "", anchor] = target.split("#");
  const destination = path === "" ? join(ROOT, file) : normalize(join(ROOT, dirname(file), decodeURIComponent(path)));
  return !existsSync(destination) || (anchor !== undefined && !hasAnchor(destination, decodeURIComponent(anchor)));
}

describe("the links between documents", () => {
  it.each(files)("of %s lead somewhere", (file) => {
    expect(targetsOf(file).filter((target) => leadsNowhere(file, target))).toEqual([]);
  });
});
