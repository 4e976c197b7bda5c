import { join } from "node:path";
import { build } from "vitepress";
import { ROOT } from "../pages/repository.ts";
import { generateReference } from "../reference/generate-reference.ts";

/** Where the built site is. */
export const SITE_FOLDER: string = join(ROOT, "docs/.vitepress/dist");

/**
 * Generates the reference and builds the site.
 *
 * @throws {Error} for whatever typedoc or VitePress warns about, dead links among it.
 */
export async function buildSite(): Promise<void> {
  await generateReference();
  // VitePress makes no search for anything else.
  process.env["NODE_ENV"] = "production";
  await build(join(ROOT, "docs"));
}
