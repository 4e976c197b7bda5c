import { resolve } from "node:path";
import { localHost } from "@lockstep/conformance";
import { describeRecorded } from "@lockstep/conformance/node";
import { describe, it } from "vitest";
import { subject } from "../subjects/wasm.ts";

const record = resolve(import.meta.dirname, "../../../conformance/results/ort-wasm.node.json");

describeRecorded({ describe, it }, localHost(subject), record);
