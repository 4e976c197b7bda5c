import { describeConformance } from "@lockstep/conformance";
import { describe, it } from "vitest";
import { subject } from "../src/subject.ts";

describeConformance({ describe, it }, subject);
