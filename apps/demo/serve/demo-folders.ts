import { fileURLToPath } from "node:url";

/** The folder of the page's sources. */
export const DEMO_ROOT = fileURLToPath(new URL("..", import.meta.url));

/** The folder that the build writes. */
export const DIST_FOLDER = fileURLToPath(new URL("../dist", import.meta.url));
