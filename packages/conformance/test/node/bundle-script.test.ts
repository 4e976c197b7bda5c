import { globSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, it } from "vitest";
import { bundleScript } from "../../src/node/bundle-script.ts";

it("a script for SpiderMonkey replaces nothing of Math, and of typed arrays nothing that computes", async () => {
  const bundle = await bundleScript(resolve(import.meta.dirname, "../subjects/reference.ts"), ["@lockstep/source"]);
  try {
    const code = globSync("**/*.js", { cwd: bundle.folder }).map((file) =>
      readFileSync(join(bundle.folder, file), "utf8"),
    );
    // The bundler heads each module with its path.
    const modules = Array.from(code.join("\n").matchAll(/core-js\/modules\/(\S+)\.js$/gm), ([, name]) => name!);
    expect(modules).toContain("es.array.to-sorted");
    expect(modules.filter((name) => /math|number|date|typed-array/.test(name)).sort()).toEqual([
      "es.typed-array.find-last",
      "es.typed-array.find-last-index",
      "es.typed-array.sort",
      "es.typed-array.to-reversed",
      "es.typed-array.to-sorted",
      "es.typed-array.with",
    ]);
    // `using` is syntax that SpiderMonkey 102 does not have.
    expect(code.filter((text) => /^\s*using \w+ =/m.test(text))).toEqual([]);
  } finally {
    await bundle.remove();
  }
});
