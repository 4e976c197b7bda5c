import { defineConfig } from "vitest/config";

/** One project a package, so that `vitest run --project tfjs` runs what its name says. */
const packages = ["core", "conformance", "tfjs", "onnx", "onnxruntime-web", "cli"];

export default defineConfig({
  test: {
    projects: packages.map((name) => ({
      // The condition makes every package import its siblings' sources: no build before a test.
      resolve: { conditions: ["@lockstep/source", "module", "node", "development|production"] },
      ssr: { resolve: { conditions: ["@lockstep/source", "module", "node", "development|production"], externalConditions: ["@lockstep/source"] } },
      test: {
        name,
        root: `packages/${name}`,
        include: ["{src,test}/**/*.test.ts"],
        environment: "node",
        // A backend keeps global state in its module (tfjs, ort): each file gets a process of its own.
        pool: "forks",
        testTimeout: 60_000,
        hookTimeout: 60_000,
      },
    })),
  },
});
