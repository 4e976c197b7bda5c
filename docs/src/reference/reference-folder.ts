import { join } from "node:path";
import { ROOT } from "../pages/repository.ts";

/** Where the reference's pages are written; git ignores it. */
export const REFERENCE_FOLDER: string = join(ROOT, "docs/api");
