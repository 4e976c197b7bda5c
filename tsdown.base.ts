import type { UserConfig } from "tsdown";

/** What every package's build shares: ESM, one output file per source file, declarations by the isolated-declarations path. */
export function library(entry: string[]): UserConfig {
  return {
    entry,
    format: "esm",
    platform: "neutral",
    target: "es2023",
    unbundle: true,
    dts: true,
    fixedExtension: false,
    failOnWarn: true,
  };
}
