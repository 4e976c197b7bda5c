import { join } from "node:path";
import { build, type Plugin } from "vite";
import { listFiles } from "./list-files.ts";

const FILE_NAME = "service-worker.js";

/** Writes `service-worker.js` into the finished build: with the list of its files, which the worker keeps for offline use. */
export function writeServiceWorker(): Plugin {
  let root = "";
  return {
    name: "write-service-worker",
    apply: "build",
    configResolved(config) {
      root = config.root;
    },
    writeBundle: {
      // After every other plugin has written what it has to write.
      order: "post",
      sequential: true,
      async handler({ dir }) {
        const folder = dir!;
        const manifest = listFiles(folder);
        await build({
          root,
          configFile: false,
          logLevel: "warn",
          define: { OFFLINE_MANIFEST: JSON.stringify(manifest) },
          build: {
            target: "es2022",
            outDir: folder,
            emptyOutDir: false,
            copyPublicDir: false,
            modulePreload: false,
            rolldownOptions: {
              input: join(root, "src/offline/service-worker.ts"),
              // Not a module: that is what every browser with service workers runs.
              output: { format: "iife", entryFileNames: FILE_NAME },
            },
          },
        });
      },
    },
  };
}
