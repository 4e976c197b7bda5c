import { BACKENDS, startBackend } from "../start-backend.ts";
import { describeMasks } from "./describe-masks.ts";

for (const backend of BACKENDS) describeMasks(backend, "bits", () => startBackend(backend));
