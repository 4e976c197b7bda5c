import { defineConfig, type TsdownPlugin } from "tsdown";

/**
 * Declarations that have `Symbol.dispose` ask for its library themselves, so that no consumer's `lib` has to name it. The
 * bundler of declarations drops such a line from the sources.
 */
const disposableLibrary: TsdownPlugin = {
  name: "lockstep:disposable-library",
  generateBundle(_, bundle) {
    for (const file of Object.values(bundle)) {
      if (file.type !== "chunk" || !file.fileName.endsWith(".d.ts") || !file.code.includes("[Symbol.dispose]"))
        continue;
      file.code = `/// <reference lib="esnext.disposable" />\n${file.code}`;
    }
  },
};

/** How every package is built: run in its folder, so that `dist` mirrors `src` file by file. */
export default defineConfig({
  cwd: process.cwd(),
  entry: ["src/**/*.ts", "!src/**/*.test.ts"],
  format: "esm",
  platform: "neutral",
  // What only Node can do has entries of its own.
  deps: { neverBundle: [/^node:/] },
  target: "es2023",
  unbundle: true,
  dts: true,
  plugins: [disposableLibrary],
  fixedExtension: false,
  failOnWarn: true,
  publint: { strict: true },
  attw: { profile: "esm-only", level: "error" },
});
