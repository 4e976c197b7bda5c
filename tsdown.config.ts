import { defineConfig } from "tsdown";

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
  fixedExtension: false,
  failOnWarn: true,
  publint: { level: "error" },
  attw: { profile: "esm-only", level: "error" },
});
