import { beforeAll, describe } from "vitest";

import { BACKENDS, startBackend } from "../start-backend.ts";
import { testMasksInFit } from "./masks-in-fit.ts";

describe.each(BACKENDS)("layers of a model on %s", (backend) => {
  beforeAll(() => startBackend(backend));
  testMasksInFit(backend);
});
