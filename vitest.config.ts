import { availableParallelism } from "node:os";
import { join } from "node:path";
import { defineConfig, type ViteUserConfig } from "vitest/config";
import { browserProject } from "./vitest.browser.ts";
import { findTestBrowser, type FoundBrowser } from "./vitest.find-browser.ts";
import { pageProject } from "./vitest.page.ts";
import { ConsumersReporter } from "./tools/consumers/src/consumers-reporter.ts";
import { ConformanceReporter } from "./tools/features/src/conformance-reporter.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** What the site's tests start, or why there is nothing. */
    readonly siteBrowser: string | FoundBrowser;
  }
}

/** Every package imports its siblings' sources by this condition: no build before a test. */
const SOURCE = "@lockstep/source";
const PACKAGES = ["core", "conformance", "tfjs", "onnx", "onnxruntime-web", "cli"];

const TFJS = ["", "-backend-cpu", "-backend-wasm", "-backend-webgl", "-backend-webgpu", "-core", "-layers"].map(
  (part) => `@tensorflow/tfjs${part}`,
);

/** One project a package, so that `pnpm test --project tfjs` runs what its name says. */
function project(name: string, root = `packages/${name}`, folders = "{src,test}"): ViteUserConfig {
  const conditions = [SOURCE, "module", "node", "development|production"];
  return {
    resolve: { conditions },
    ssr: { resolve: { conditions, externalConditions: [SOURCE] } },
    test: {
      name,
      root,
      include: [`${folders}/**/*.test.ts`],
      exclude: ["**/*.browser.test.ts", "test/browser/**", "**/node_modules/**"],
      // A backend keeps global state in its module (tfjs, ort): each file gets a process of its own.
      pool: "forks",
      testTimeout: 60_000,
      hookTimeout: 60_000,
    },
  };
}

/** A project whose tests share what is made once, before the first of them, and may have to download what they install. */
function withSetUp({ test, ...rest }: ViteUserConfig, globalSetup: string): ViteUserConfig {
  return { ...rest, test: { ...test, globalSetup, hookTimeout: 300_000 } };
}

/** A project whose tests are told something by this file. */
function withProvided({ test, ...rest }: ViteUserConfig, provide: NonNullable<ViteUserConfig["test"]>["provide"]) {
  return { ...rest, test: { ...test, provide } } as ViteUserConfig;
}

export default defineConfig({
  test: {
    // Vitest takes half the processors: on two, one file at a time, and half of the machine waits for a browser.
    maxWorkers: Math.max(2, Math.floor(availableParallelism() / 2)),
    projects: [
      ...PACKAGES.map((name) => project(name)),
      browserProject("core", SOURCE, ["fast-check"], [], { isolated: true }),
      browserProject("core", SOURCE, ["fast-check"], [], { suffix: "browser-not-isolated" }),
      browserProject("tfjs", SOURCE, TFJS),
      browserProject("onnx", SOURCE, ["@bufbuild/protobuf", "@bufbuild/protobuf/codegenv2"], ["onnxruntime-web"]),
      browserProject(
        "onnxruntime-web",
        SOURCE,
        ["@lockstep/onnx > @bufbuild/protobuf", "@lockstep/onnx > @bufbuild/protobuf/codegenv2"],
        ["onnxruntime-web"],
      ),
      project("demo", "apps/demo"),
      pageProject("demo", SOURCE),
      project("docs", "tools/docs"),
      // The built documentation, in Chromium too; where that is missing, a test says so.
      withProvided(project("site", "docs"), { siteBrowser: findTestBrowser() }),
      // Builds and packs everything, and installs it elsewhere as a stranger would.
      withSetUp(project("consumers", "tools/consumers"), join(import.meta.dirname, "tools/consumers/src/set-up.ts")),
      project("features", "tools/features"),
      project("release", "tools/release"),
      // What is published, so it is built before.
      withSetUp(project("surface", "tools/surface"), join(import.meta.dirname, "tools/surface/test/build-packages.ts")),
    ],
    // The tables come first, so that a run still ends in its tally.
    reporters: [
      new ConformanceReporter(),
      new ConsumersReporter(),
      ...(process.env["CI"] === undefined ? ["default"] : ["dot", "json"]),
    ],
    outputFile: { json: "test-results.json" },
  },
});
