import { describe, test } from "vitest";

import { startPageBackend } from "../browser/start-page-backend.ts";
import { expectFlat } from "./expect-flat.ts";
import { SOAKS } from "./soaks.ts";

/** Set it for the whole run, which takes two minutes where the processor stands in for a GPU. */
const IS_LONG = (import.meta as unknown as { readonly env: Record<string, unknown> }).env["LOCKSTEP_SOAK"] === "1";
const STEPS = IS_LONG ? 2000 : 300;

describe.each(["webgl", "webgpu"] as const)("memory on %s stays flat", (backend) => {
  test.each(SOAKS)(
    `over ${STEPS} steps of %s, evaluated and stopped early`,
    async (_, soak) => {
      await startPageBackend(backend);
      expectFlat(await soak(STEPS), STEPS);
    },
    300_000,
  );
});
