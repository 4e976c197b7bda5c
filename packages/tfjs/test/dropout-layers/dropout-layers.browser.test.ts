import { beforeAll, describe } from "vitest";

import { PAGE_BACKENDS, startPageBackend } from "../browser/start-page-backend.ts";
import { testMasksInFit } from "./masks-in-fit.ts";
import { testResumedRun } from "./resumed-run.ts";

describe.each(PAGE_BACKENDS)("layers of a model on %s in a page", (backend) => {
  beforeAll(() => startPageBackend(backend));
  testMasksInFit(backend);
  testResumedRun();
});
