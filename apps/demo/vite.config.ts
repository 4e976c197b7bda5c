import { defineConfig } from "vite";
import { prepareMnist } from "./build/prepare-mnist.ts";

export default defineConfig({
  // Addresses relative to the page: it can be served from any folder.
  base: "./",
  plugins: [prepareMnist()],
  resolve: { conditions: ["@lockstep/source", "module", "browser", "development|production"] },
  build: { target: "es2024", assetsInlineLimit: 0 },
  worker: { format: "es" },
  optimizeDeps: { exclude: ["onnxruntime-web"] },
});
