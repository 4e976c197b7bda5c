import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { defineConfig } from "vite";
import { ISOLATION_HEADERS, SECURITY_HEADERS } from "./serve/security-headers.ts";
import { writeServiceWorker } from "./serve/write-service-worker.ts";
import { prepareMnist } from "./build/prepare-mnist.ts";

const require = createRequire(import.meta.url);

/** What the page's footer names. */
const VERSIONS = ["lockstep", "@tensorflow/tfjs-core", "onnxruntime-web"].map((name) => ({
  name,
  version: versionOf(name),
}));

/** From the manifest, which a package's `exports` may hide. */
function versionOf(name: string): string {
  const folder = require.resolve.paths(name)!.map((path) => `${path}/${name}/package.json`);
  for (const path of folder) {
    try {
      return (JSON.parse(readFileSync(path, "utf8")) as { version: string }).version;
    } catch {
      // Not in this folder: it is in one further up.
    }
  }
  throw new Error(`${name} is not installed. Run the package manager's install.`);
}

export default defineConfig({
  // Addresses relative to the page: it can be served from any folder.
  base: "./",
  plugins: [prepareMnist(), writeServiceWorker()],
  resolve: { conditions: ["@lockstep/source", "module", "browser", "development|production"] },
  define: { LOCKSTEP_VERSIONS: JSON.stringify(VERSIONS) },
  build: {
    target: "es2024",
    // Browsers that know light-dark(): colours need no second copy.
    cssTarget: ["chrome123", "firefox128", "safari17.5"],
    assetsInlineLimit: 0,
    // A slow build is no news to who only wants to see the page.
    rolldownOptions: { checks: { pluginTimings: false } },
  },
  worker: { format: "es" },
  // Not the whole policy: the development server writes scripts into the page.
  server: { headers: ISOLATION_HEADERS },
  preview: { headers: SECURITY_HEADERS },
  optimizeDeps: { exclude: ["onnxruntime-web"] },
});
