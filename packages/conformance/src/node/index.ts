// `@lockstep/conformance/node`: hosts that Node opens, and records of their results.
export { openBrowserHost, type BrowserHostOptions } from "./browser-host.ts";
export { describeInBrowser, type DescribeInBrowserOptions } from "./describe-in-browser.ts";
export { describeInSpiderMonkey, type DescribeInSpiderMonkeyOptions } from "./describe-in-spidermonkey.ts";
export { describeRecorded } from "./describe-recorded.ts";
export type { ClosingRunner } from "./describe-where-installed.ts";
export { describeWhereInstalled, type PlaceToTest } from "./describe-where-installed.ts";
export { findBrowser } from "./find-browser.ts";
export { findGjs } from "./find-gjs.ts";
export { GPU_CHOICES, type GpuChoice } from "./gpu-flags.ts";
export { missingHere } from "./missing-here.ts";
export { requireSharedCore } from "./require-shared-core.ts";
export { openSpiderMonkeyHost, type SpiderMonkeyHostOptions } from "./spidermonkey-host.ts";
