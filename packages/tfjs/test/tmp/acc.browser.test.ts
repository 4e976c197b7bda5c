import * as tf from "@tensorflow/tfjs";
import { expect, test } from "vitest";
import { startPageBackend } from "../browser/start-page-backend.ts";
import { measure } from "./measure.ts";
test.each(["webgl", "webgpu"] as const)("acc %s", async (b) => { await startPageBackend(b); if (b === "webgl") tf.env().set("WEBGL_CPU_FORWARD", false); else tf.env().set("WEBGPU_CPU_FORWARD", false); expect(b + "\n" + await measure(tf as never)).toBe("x"); });
