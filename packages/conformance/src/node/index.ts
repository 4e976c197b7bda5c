// `@lockstep/conformance/node`: hosts that Node opens, and records of their results.
export { openBrowserHost, type BrowserHostOptions } from "./browser-host.ts";
export { describeInBrowser, type ClosingRunner, type DescribeInBrowserOptions } from "./describe-in-browser.ts";
export { describeRecorded } from "./describe-recorded.ts";
export { findBrowser } from "./find-browser.ts";
