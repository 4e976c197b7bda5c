// `pnpm kernels` writes the modules that packages/core/wasm describes, as bytes in base64, to where sources import them from.
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { moduleFiles } from "./module-files.ts";

for (const { file, text } of await moduleFiles()) writeFileSync(fileURLToPath(file), text);
