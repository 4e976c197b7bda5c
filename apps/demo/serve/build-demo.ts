import { build } from "vite";
import { DEMO_ROOT, DIST_FOLDER } from "./demo-folders.ts";

/**
 * Builds the page from the packages' sources. Says nothing but warnings.
 *
 * @returns the folder that holds it
 */
export async function buildDemo(): Promise<string> {
  // A test runner sets NODE_ENV, and Vite would then build for development.
  const environment = process.env["NODE_ENV"];
  process.env["NODE_ENV"] = "production";
  try {
    await build({ root: DEMO_ROOT, mode: "production", logLevel: "warn" });
  } finally {
    if (environment === undefined) delete process.env["NODE_ENV"];
    else process.env["NODE_ENV"] = environment;
  }
  return DIST_FOLDER;
}
