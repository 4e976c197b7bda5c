import { startPageBackend } from "../browser/start-page-backend.ts";
import { describeMasks } from "./describe-masks.ts";

for (const backend of ["webgl", "webgpu"] as const) {
  describeMasks(backend, "address", () => startPageBackend(backend));
}
