import { localHost, runConformance, type StatusCounts } from "@lockstep/conformance";
import { openBrowserHost, openSpiderMonkeyHost } from "@lockstep/conformance/node";
import { createReferenceEngine, REFERENCE_CAPABILITIES } from "@lockstep/core/reference";
import { messageOf } from "./message-of.js";

const subject = {
  name: "mine",
  capabilities: REFERENCE_CAPABILITIES,
  createEngine: createReferenceEngine,
};

/** Holds an engine to some cases of the kit. */
export async function checkReference(): Promise<StatusCounts> {
  return (await runConformance(localHost(subject), { only: "lifecycle" })).counts;
}

/** What is said where places to test in need what is not installed; any program stands for the browser's. */
export async function missHostPeers(): Promise<readonly (string | null)[]> {
  return [
    await messageOf(() => openBrowserHost("check-reference.js", { browserPath: process.execPath })),
    await messageOf(() => openSpiderMonkeyHost("check-reference.js", { gjsPath: process.execPath })),
  ];
}
