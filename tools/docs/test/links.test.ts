import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { documentFiles } from "../src/document-files.ts";
import { ROOT } from "../src/package-entries.ts";

const files = documentFiles();

describe("the links between documents", () => {
  it.each(files)("of %s lead somewhere", (file) => {
    const text = readFileSync(join(ROOT, file), "utf8");
    const targets = Array.from(text.matchAll(/\]\(([^)#\s]+)[^)]*\)/g), ([, target]) => target!);
    const broken = targets.filter(
      (target) => !/^[a-z]+:/.test(target) && !existsSync(join(ROOT, dirname(file), target)),
    );
    expect(broken).toEqual([]);
  });
});
