import { test } from "vitest";

// Stands in for a package's browser tests on a machine without a browser, so that a run says that they were left out.
test("the tests in a browser", ({ skip }) => skip(process.env["NO_BROWSER"]));
