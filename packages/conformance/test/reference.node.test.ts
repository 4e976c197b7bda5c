import { resolve } from "node:path";
import { describe, it } from "vitest";
import { localHost } from "../src/index.ts";
import { describeRecorded } from "../src/node/index.ts";
import { subject } from "./subjects/reference.ts";

describeRecorded({ describe, it }, localHost(subject), resolve(import.meta.dirname, "../results/reference.node.json"));
